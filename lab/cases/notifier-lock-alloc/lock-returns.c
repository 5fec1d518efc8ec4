// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/lock-returns.c"
#include "lab.h"

static void init(struct ret_dev *d)
{
	mutex_init(&d->lock);
}

static struct ret_dev next;

LAB_DEVICE(struct ret_dev, &ret_ops, init(&dev); init(&next); next.buf = &next)

static void lab_calls(void)
{
	LAB_DEV(bad_entered);
	LAB_DEV(good_not_entered);
	LAB_DEV(bad_interruptible);
	LAB_DEV(good_interrupted);
	LAB_DEV(good_try_failed);
	LAB_DEV(bad_try_succeeded);
	LAB_DEV(good_not_found);
	dev.next = &next;
	LAB_DEV(good_not_found);
	LAB_DEV(bad_found);
}
