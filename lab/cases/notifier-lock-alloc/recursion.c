// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/recursion.c"
#include "lab.h"

LAB_DEVICE(struct rec_dev, &rec_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_recursive);
	LAB_DEV(good_descending);
}
