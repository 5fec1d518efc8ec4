// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-order/subclass.c"
#include "lab.h"

static struct on_dev child;

static void init(struct on_dev *d)
{
	mutex_init(&d->lock);
	mutex_init(&d->other);
	mutex_init(&d->outer);
	d->child = &child;
}

LAB_DEVICE(struct on_dev, &on_ops, init(&child); init(&dev))

static void lab_calls(void)
{
	LAB(bad_child_inside, good_grow_child(&dev); bad_child_inside(&dev));
	LAB_DEV(good_grow_child);
	LAB_DEV(good_same_inside);
	LAB_DEV(good_plain_inside);
}
