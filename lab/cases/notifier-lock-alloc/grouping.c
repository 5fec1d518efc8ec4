// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/grouping.c"
#include "lab.h"

LAB_DEVICE(struct grp_dev, &grp_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_one);
	LAB_DEV(bad_two);
	LAB_DEV(bad_three);
	LAB_DEV(bad_four);
	LAB_DEV(bad_five);
	LAB_DEV(good_six);
}
