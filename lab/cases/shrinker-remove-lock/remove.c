// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-remove-lock/remove.c"
#include "lab.h"

static struct rm_dev dev = { .n = 1 << 20 };

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	mutex_init(&dev.try_lock);
	mutex_init(&dev.other_lock);
	dev.shrinker = rm_shrinker;
	dev.shrinker.seeks = DEFAULT_SEEKS;
	return register_shrinker(&dev.shrinker, "lab");
}

static void readd(void)
{
	dev.n = 1 << 20;
	register_shrinker(&dev.shrinker, "lab");
}

static void lab_calls(void)
{
	LAB(bad_unregister, bad_unregister(&dev); readd());
	LAB(bad_register, unregister_shrinker(&dev.shrinker); bad_register(&dev));
	LAB(bad_two_calls_below, dev.n = 1; bad_two_calls_below(&dev); readd());
	LAB(bad_on_error, bad_on_error(&dev, -EIO); readd());
	LAB(good_before, good_before(&dev); readd());
	LAB(good_after, good_after(&dev); readd());
	LAB(good_trylock_in_shrinker, good_trylock_in_shrinker(&dev); readd());
	LAB(good_other_lock, good_other_lock(&dev); readd());
}

static void lab_teardown(void)
{
	unregister_shrinker(&dev.shrinker);
}
