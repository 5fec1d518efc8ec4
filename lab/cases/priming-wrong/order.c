// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "priming-wrong/order.c"
#include "lab.h"

static struct pr_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.notifier_lock);
	mutex_init(&dev.shrink_lock);
	mutex_init(&dev.alloc_lock);
	mutex_init(&dev.idle_lock);
	dev.n = 1 << 20;
	dev.shrinker = pr_shrinker;
	dev.shrinker.seeks = DEFAULT_SEEKS;
	return register_shrinker(&dev.shrinker, "lab") ?: lab_interval(&dev.mni, &pr_ops);
}

static void lab_calls(void)
{
	LAB(bad_reclaim_under_notifier_lock, bad_reclaim_under_notifier_lock(&dev));
	LAB(bad_told_by_parameter, bad_told_by_parameter(&dev));
	LAB(bad_reclaim_under_shrinker_lock, bad_reclaim_under_shrinker_lock(&dev));
	LAB(bad_not_taken, good_alloc(&dev); bad_not_taken(&dev));
	LAB(bad_in_helper, good_alloc(&dev); bad_in_helper(&dev));
	LAB(good_told_before, good_told_before(&dev));
	LAB(good_alloc, good_alloc(&dev));
	LAB(good_notifier_lock, good_notifier_lock(&dev));
	LAB(good_shrinker_lock, good_shrinker_lock(&dev));
	LAB(good_reclaim_under_alloc_lock, good_reclaim_under_alloc_lock(&dev));
	LAB(good_run_shrinker, good_run_shrinker(&dev));
}

static void lab_teardown(void)
{
	unregister_shrinker(&dev.shrinker);
	lab_remove(&dev.mni);
}
