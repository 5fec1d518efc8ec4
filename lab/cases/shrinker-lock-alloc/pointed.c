// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/pointed.c"
#include "lab.h"

static struct sp_dev dev;
static struct shrinker shrinker;

LAB_SHRINKER(shrinker, sp_init(&dev); mutex_init(&dev.one_lock); mutex_init(&dev.other_lock); sp = &dev;
	     sp_set(&shrinker))

static void lab_calls(void)
{
	LAB_DEV(bad_fill);
	LAB_DEV(good_fill);
}
