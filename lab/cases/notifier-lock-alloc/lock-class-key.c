// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/lock-class-key.c"
#include "lab.h"

LAB_DEVICE(struct key_dev, &key_ops, good_init(&dev))

static void lab_calls(void)
{
	LAB_DEV(bad_user_pool);
	LAB_DEV(good_kernel_pool);
}
