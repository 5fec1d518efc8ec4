// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/same-tag/first.c"
#define twin_dev second_dev
#define twin_invalidate second_invalidate
#include "notifier-lock-alloc/same-tag/second.c"
#undef twin_dev
#undef twin_invalidate
#include "lab.h"

static struct second_dev second;

LAB_DEVICE(struct twin_dev, &twin_ops, mutex_init(&dev.lock); mutex_init(&second.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_first);
	LAB(good_second, good_second(&second));
}
