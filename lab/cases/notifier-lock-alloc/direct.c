// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/direct.c"
#include "lab.h"

LAB_DEVICE(struct range_dev, &dev_ops, mutex_init(&dev.lock); mutex_init(&dev.other))

static void lab_calls(void)
{
	LAB(good_register, lab_remove(&dev.mni); good_register(&dev, current->mm));
	LAB_DEV(bad_alloc_under_lock);
	LAB_DEV(good_alloc_before_lock);
	LAB_DEV(good_alloc_after_unlock);
	LAB_DEV(good_alloc_nowait);
	LAB_DEV(good_alloc_other_lock);
}
