// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/drop-and-retake.c"
#include "lab.h"

LAB_DEVICE(struct drop_dev, &drop_ops, mutex_init(&dev.lock); mutex_init(&dev.other))

static void lab_calls(void)
{
	LAB_DEV(good_callee_drops);
	LAB_DEV(bad_callee_drops_other);
	LAB_DEV(good_callee_drops_sometimes);
	LAB_DEV(bad_retaken);
}
