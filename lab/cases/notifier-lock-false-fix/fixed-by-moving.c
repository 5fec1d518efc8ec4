// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-false-fix/fixed-by-moving.c"
#include "lab.h"

LAB_DEVICE(struct fx_dev, &fx_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_add);
	LAB_DEV(good_drop);
}
