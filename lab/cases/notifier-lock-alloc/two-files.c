// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/two-files/callback.c"
#include "notifier-lock-alloc/two-files/helper.c"
#include "notifier-lock-alloc/two-files/holder.c"
#include "lab.h"

LAB_DEVICE(struct far_dev, &far_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_resize);
	LAB_DEV(good_count);
}
