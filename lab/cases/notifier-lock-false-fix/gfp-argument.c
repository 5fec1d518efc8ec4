// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-false-fix/gfp-argument.c"
#include "lab.h"

LAB_DEVICE(struct fg_dev, &fg_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_nofs_chosen);
	LAB_DEV(bad_kernel_chosen);
	LAB_DEV(good_nofs_chosen);
}
