// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/subclass.c"
#include "lab.h"

static struct sc_dev parent;

static void init(struct sc_dev *d)
{
	mutex_init(&d->plain);
	mutex_init(&d->child);
	mutex_init(&d->both);
	mutex_init(&d->wrapped);
	mutex_init(&d->chosen);
	init_rwsem(&d->sem);
	d->parent = &parent;
}

LAB_DEVICE(struct sc_dev, &sc_ops, init(&parent); init(&dev))

static void lab_calls(void)
{
	LAB_DEV(bad_plain);
	LAB_DEV(good_plain_nested);
	LAB_DEV(bad_child);
	LAB_DEV(good_child);
	LAB_DEV(bad_reader);
	LAB_DEV(bad_downgraded);
	LAB_DEV(good_reader);
	LAB_DEV(bad_two_objects);
	LAB_DEV(good_unlocked_elsewhere);
	LAB_DEV(bad_relaxed_elsewhere);
	LAB_DEV(bad_wrapped);
	LAB_DEV(bad_wrapped_reader);
	LAB_DEV(good_touched);
	LAB_DEV(good_wrapped);
	LAB_DEV(bad_chosen);
	LAB_DEV(bad_flag);
	LAB_DEV(good_chosen);
	LAB_DEV(bad_unknown);
	LAB_DEV(bad_nest_lock);
}
