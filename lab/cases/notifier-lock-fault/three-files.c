// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/three-files/a.c"
#include "notifier-lock-fault/three-files/b.c"
#include "notifier-lock-fault/three-files/c.c"
#include "lab.h"

static struct tf_dev dev;

static int lab_setup(void)
{
	init_rwsem(&dev.sem);
	return lab_list(&dev.mn, &tf_ops);
}

static void lab_calls(void)
{
	LAB(good_fast_only, good_fast_only(&dev, lab.start));
	LAB(bad_pin_locked, bad_pin_locked(&dev, lab.start));
	LAB(good_pin_first, good_pin_first(&dev, lab.start));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
}
