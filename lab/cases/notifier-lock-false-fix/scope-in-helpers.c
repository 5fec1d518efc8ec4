// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-false-fix/scope-in-helpers.c"
#include "lab.h"

LAB_DEVICE(struct fw_dev, &fw_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_between_helpers);
	LAB_DEV(bad_between_try_helpers);
	LAB_DEV(good_after_helpers);
}
