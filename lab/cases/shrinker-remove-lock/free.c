// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-remove-lock/free.c"
#include "lab.h"

static struct fr_cache dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	dev.n = 1;
	return good_init(&dev);
}

static void lab_calls(void)
{
	LAB(bad_free, bad_free(&dev); dev.shrinker = NULL);
	LAB(good_free, good_free(&dev); dev.shrinker = NULL);
}

static void lab_teardown(void)
{
	if (dev.shrinker)
		shrinker_free(dev.shrinker);
}
