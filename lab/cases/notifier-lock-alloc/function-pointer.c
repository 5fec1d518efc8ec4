// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/function-pointer.c"
#include "lab.h"

LAB_DEVICE(struct fp_dev, &fp_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_walk_counts);
	LAB_DEV(bad_walk_allocates);
	LAB_DEV(good_walk_without_lock);
	LAB_DEV(good_walk_locked);
}
