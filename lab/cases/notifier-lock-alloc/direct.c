// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/direct.c"
#include "lab.h"

static struct range_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	mutex_init(&dev.other);
	return lab_interval(&dev.mni, &dev_ops);
}

static void lab_calls(void)
{
	LAB(bad_alloc_under_lock, bad_alloc_under_lock(&dev));
	LAB(good_alloc_before_lock, good_alloc_before_lock(&dev));
	LAB(good_alloc_after_unlock, good_alloc_after_unlock(&dev));
	LAB(good_alloc_nowait, good_alloc_nowait(&dev));
	LAB(good_alloc_other_lock, good_alloc_other_lock(&dev));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
