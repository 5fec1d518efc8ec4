// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "fence-signal-reclaim/signaller_held.c"
#include "lab.h"

static struct fh_dev dev;
static struct shrinker shrinker;

LAB_SHRINKER(shrinker, mutex_init(&dev.lru_lock); fh_init(&dev); dev.done = lab_fence(); fh = &dev; fh_set(&shrinker))

static void lab_calls(void)
{
	LAB(bad_work, schedule_work(&dev.work); flush_work(&dev.work); fh_idle(&dev));
}
