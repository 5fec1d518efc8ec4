// SPDX-License-Identifier: GPL-2.0-or-later
#include "cocci/notifier-lock-guard.c"
#include "lab.h"

LAB_DEVICE(struct guard_dev, &guard_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_guard);
	LAB_DEV(bad_scoped);
	LAB_DEV(good_block);
}
