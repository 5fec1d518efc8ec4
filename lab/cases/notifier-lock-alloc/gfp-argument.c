// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/gfp-argument.c"
#include "lab.h"

LAB_DEVICE(struct gfp_dev, &gfp_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_kernel);
	LAB_DEV(bad_user);
	LAB_DEV(good_nowait);
	LAB_DEV(good_atomic);
	LAB_DEV(good_masked);
	LAB_DEV(good_kernel_without_lock);
}
