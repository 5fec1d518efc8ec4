// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/ops-at-run-time.c"
#include "lab.h"

static struct rt_dev dev;

static int lab_setup(void)
{
	int ret = 0;

	mutex_init(&dev.lock);
	mutex_init(&dev.copied);
	LAB(bad_assigned, ret = good_init(&dev, current->mm));
	LAB(bad_copied, ret = good_init_copied(&dev, current->mm));
	return ret;
}

static void lab_calls(void)
{
	LAB_DEV(bad_assigned);
	LAB_DEV(bad_copied);
	lab_invalidate_zero();
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
