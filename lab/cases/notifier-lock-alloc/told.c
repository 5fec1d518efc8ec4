// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_primed: circular-locking
 */
#include "notifier-lock-alloc/told.c"
#include "lab.h"

static char buffer[8];
static struct dev dev = { .buf = buffer };

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	mutex_init(&dev.vm);
	mutex_init(&dev.shrunk);
	mutex_init(&dev.quiet);
	LAB(bad_primed, bad_init(&dev));
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_fault, bad_fault(&dev, (void __user *)lab.start));
	LAB_DEV(bad_declared);
	LAB_DEV(bad_shrunk);
	LAB_DEV(bad_false_fix);
	LAB_DEV(bad_primed);
	LAB_DEV(good_declared);
	LAB_DEV(good_quiet);
}

static void lab_teardown(void)
{
}
