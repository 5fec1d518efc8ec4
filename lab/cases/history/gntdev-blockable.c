// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/gntdev-blockable.c"
#include "lab.h"

static struct foo_map map = { .end = ULONG_MAX, .mapped = true };

LAB_LIST(struct foo_priv, mn, &foo_mmu_ops, mutex_init(&dev.lock); INIT_LIST_HEAD(&dev.maps);
	 list_add(&map.next, &dev.maps))

static void lab_calls(void)
{
	LAB(bad_range_start, );
}
