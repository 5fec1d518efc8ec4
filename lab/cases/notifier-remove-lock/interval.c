// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 * bad_shrinker_lock: nothing: lockdep's class for notifiers covers their callbacks, not what lies between start and end
 */
#include "notifier-remove-lock/interval.c"
#include "lab.h"

static struct iv_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	mutex_init(&dev.cache_lock);
	mutex_init(&dev.try_lock);
	mutex_init(&dev.list_lock);
	dev.shrinker = iv_shrinker;
	dev.shrinker.seeks = DEFAULT_SEEKS;
	dev.n = 1000;
	return register_shrinker(&dev.shrinker, "lab") ?: lab_interval(&dev.mni, &iv_ops);
}

static void removed(void (*how)(struct iv_dev *))
{
	dev.n = 1000;
	dev.gone = false;
	how(&dev);
	dev.mni.mm = NULL;
	if (lab_interval(&dev.mni, &iv_ops))
		pr_err("lab: error: not registered again\n");
}

static void lab_calls(void)
{
	LAB(bad_remove, removed(bad_remove));
	LAB(bad_two_calls_below, removed(bad_two_calls_below));
	LAB(bad_shrinker_lock, removed(bad_shrinker_lock));
	LAB_DEV(bad_read_begin);
	LAB(good_outside, removed(good_outside));
	LAB_DEV(good_protocol);
	LAB(good_other_lock, removed(good_other_lock));
	LAB(good_trylock_in_callback, removed(good_trylock_in_callback));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	unregister_shrinker(&dev.shrinker);
}
