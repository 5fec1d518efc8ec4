// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/table-argument.c"
#include "lab.h"

LAB_DEVICE(struct tab_dev, &tab_ops, mutex_init(&dev.lock))

static struct tab_walk walk = { .ops = &grow_ops, .d = &dev };

static void lab_calls(void)
{
	LAB_DEV(good_embedded);
	LAB_DEV(good_argument);
	LAB_DEV(bad_embedded);
	LAB_DEV(bad_argument);
	LAB(bad_unknown, bad_unknown(&walk));
}
