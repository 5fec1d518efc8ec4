// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/nested-locks.c"
#include "lab.h"

LAB_DEVICE(struct nest_dev, &nest_ops, mutex_init(&dev.lock); mutex_init(&dev.inner))

static void lab_calls(void)
{
	LAB_DEV(bad_inner);
	LAB_DEV(bad_both);
	LAB_DEV(good_hand_over);
}
