// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_mmput: nothing: only the last reference does more, and this one is not it
 * bad_mmput_under_lock: nothing: as bad_mmput
 * bad_unregister: rcu-usage: said by SRCU itself
 */
#include "notifier-remove-lock/inside.c"
#include "lab.h"

static struct in_dev devs[ARRAY_SIZE(in_ops) + ARRAY_SIZE(in_list_ops)];

static struct in_dev *made(int i)
{
	struct in_dev *d = &devs[i];

	good_init(d);
	mutex_init(&d->lock);
	d->mm = current->mm;
	d->users = 1;
	return d;
}

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_remove, ret |= lab_interval(&made(0)->mni, &in_ops[0]));
	LAB(bad_mmput, ret |= lab_interval(&made(1)->mni, &in_ops[1]));
	LAB(bad_mmput_under_lock, ret |= lab_interval(&made(2)->mni, &in_ops[2]));
	LAB(good_later, ret |= lab_interval(&made(3)->mni, &in_ops[3]));
	LAB(bad_unregister, ret |= lab_list(&made(4)->mn, &in_list_ops[0]));
	LAB(good_put, ret |= lab_list(&made(5)->mn, &in_list_ops[1]));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	/* what removes itself: good_later, good_put */
	flush_work(&made(3)->work);
	lab_remove(&devs[1].mni);
	lab_remove(&devs[2].mni);
}
