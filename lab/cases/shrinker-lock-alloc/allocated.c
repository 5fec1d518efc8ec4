// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/allocated.c"
#include "lab.h"

static struct al_cache dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	mutex_init(&dev.try_lock);
	dev.n = 1 << 20;
	return good_init(&dev);
}

static void lab_calls(void)
{
	LAB_DEV(bad_kmalloc);
	LAB_DEV(bad_guard);
	LAB_DEV(good_guard_ends);
	LAB_DEV(good_nowait);
	LAB_DEV(good_trylock_in_shrinker);
}

static void lab_teardown(void)
{
	shrinker_free(dev.shrinker);
}
