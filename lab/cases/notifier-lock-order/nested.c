// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-order/nested.c"
#include "lab.h"

static struct od_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.notifier_lock);
	mutex_init(&dev.alloc_lock);
	mutex_init(&dev.fault_lock);
	mutex_init(&dev.deep_lock);
	mutex_init(&dev.quiet_lock);
	mutex_init(&dev.tried_lock);
	mutex_init(&dev.outer_lock);
	mutex_init(&dev.nowait_lock);
	return lab_interval(&dev.mni, &od_ops);
}

static void lab_calls(void)
{
	LAB(bad_alloc_inside, good_grow(&dev); bad_alloc_inside(&dev));
	LAB(bad_fault_inside, good_copy(&dev, (void __user *)lab.start); bad_fault_inside(&dev));
	LAB(bad_two_calls_below, good_deep_elsewhere(&dev); bad_two_calls_below(&dev));
	LAB(good_grow, good_grow(&dev));
	LAB(good_copy, good_copy(&dev, (void __user *)lab.start));
	LAB(good_deep_elsewhere, good_deep_elsewhere(&dev));
	LAB(good_quiet_inside, good_quiet_inside(&dev));
	LAB(good_tried_inside, good_tried_inside(&dev));
	LAB(good_tried_elsewhere, good_tried_elsewhere(&dev));
	LAB(good_other_way_round, good_other_way_round(&dev));
	LAB(good_nowait_inside, good_nowait_inside(&dev));
	LAB(good_nowait_elsewhere, good_nowait_elsewhere(&dev));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
