// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/struct-by-pointer.c"
#include "lab.h"

LAB_DEVICE(struct st_dev, &st_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_no_wait);
	LAB_DEV(bad_may_wait);
	LAB_DEV(good_gfp_in_struct);
	LAB_DEV(bad_gfp_in_struct);
	LAB_DEV(good_function_in_struct);
	LAB_DEV(bad_function_in_struct);
}
