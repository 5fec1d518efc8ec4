// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-order/ender.c"
#include "lab.h"

static struct oe_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.notifier_lock);
	init_waitqueue_head(&dev.filled);
	init_waitqueue_head(&dev.helped);
	init_waitqueue_head(&dev.woken_early);
	init_waitqueue_head(&dev.shared);
	init_waitqueue_head(&dev.dropped);
	init_waitqueue_head(&dev.crowd);
	return good_start(&dev) ?: lab_interval(&dev.mni, &oe_ops);
}

static void stop(struct task_struct **t)
{
	if (*t)
		kthread_stop(*t);
	*t = NULL;
}

static void lab_calls(void)
{
	LAB(bad_stop, bad_stop(&dev); dev.filler = NULL; stop(&dev.counter); good_start(&dev));
	LAB_DEV(bad_wait_event);
	LAB_DEV(bad_wait_helped);
	LAB_DEV(good_wait_early);
	LAB(good_wait_shared, dev.any = 1; good_wait_shared(&dev));
	LAB(good_wait_dropped, dev.drop = 1; good_wait_dropped(&dev));
	LAB_DEV(good_wake_shared);
	LAB(good_stop, good_stop(&dev); dev.counter = NULL; dev.filler = NULL);
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	stop(&dev.filler);
	stop(&dev.counter);
}
