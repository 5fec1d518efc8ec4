// SPDX-License-Identifier: GPL-2.0-or-later
#include "priming-redundant/twice.c"
#include "lab.h"

LAB_DEVICE(struct pd_dev, &pd_ops, mutex_init(&dev.twice); mutex_init(&dev.once); mutex_init(&dev.unused);
	   good_init(&dev))

static void lab_calls(void)
{
	LAB(good_init, );
	LAB_DEV(bad_init_again);
	LAB_DEV(bad_unused);
	LAB_DEV(good_might_lock);
}
