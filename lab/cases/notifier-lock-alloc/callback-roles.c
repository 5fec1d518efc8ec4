// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/callback-roles.c"
#include "lab.h"

static struct role_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.start_lock);
	mutex_init(&dev.end_lock);
	mutex_init(&dev.release_lock);
	return good_register(&dev, current->mm);
}

static void lab_calls(void)
{
	LAB_DEV(bad_start_lock);
	LAB_DEV(bad_end_lock);
	LAB_DEV(good_release_lock);
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
}
