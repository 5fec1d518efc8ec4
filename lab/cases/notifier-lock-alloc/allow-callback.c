// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_holder: circular-locking: the comment is for reclint
 * good_one: circular-locking: as good_holder
 * good_two: circular-locking: as good_holder
 * good_three: circular-locking: as good_holder
 * good_four: circular-locking: as good_holder
 * good_five: circular-locking: as good_holder
 */
#include "notifier-lock-alloc/allow-callback.c"
#include "lab.h"

static struct few_dev few;
static struct many_dev many;
static struct other_dev dev;

static int lab_setup(void)
{
	mutex_init(&few.lock);
	mutex_init(&many.lock);
	mutex_init(&dev.lock);
	return lab_interval(&few.mni, &few_ops) ?: lab_interval(&many.mni, &many_ops) ?: lab_interval(&dev.mni, &other_ops);
}

static void lab_calls(void)
{
	LAB_DEV(bad_holder);
	LAB(good_holder, good_holder(&few));
	LAB(good_one, good_one(&many));
	LAB(good_two, good_two(&many));
	LAB(good_three, good_three(&many));
	LAB(good_four, good_four(&many));
	LAB(good_five, good_five(&many));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	lab_remove(&many.mni);
	lab_remove(&few.mni);
}
