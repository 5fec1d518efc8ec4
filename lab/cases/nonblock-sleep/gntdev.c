// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "nonblock-sleep/gntdev.c"
#include "lab.h"

LAB_LIST(struct gntdev_priv, mn, &gntdev_mmu_ops, mutex_init(&dev.lock); INIT_LIST_HEAD(&dev.maps);
	 INIT_LIST_HEAD(&dev.freeable_maps))

static void lab_calls(void)
{
	LAB(bad_range_start, );
}
