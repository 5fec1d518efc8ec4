// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/bool-argument.c"
#include "lab.h"

LAB_DEVICE(struct flag_dev, &flag_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_locked);
	LAB_DEV(good_unlocked);
	LAB_DEV(bad_lies);
	LAB_DEV(good_flag_bit);
	LAB_DEV(bad_flag_bit);
	LAB_DEV(good_pointer_given);
	LAB_DEV(bad_pointer_null);
}
