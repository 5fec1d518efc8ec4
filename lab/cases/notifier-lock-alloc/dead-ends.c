// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_after_warning: warning: its own WARN_ON_ONCE() comes first; lockdep reports the allocation next
 */
#include "notifier-lock-alloc/dead-ends.c"
#include "lab.h"

LAB_DEVICE(struct dead_dev, &dead_ops, mutex_init(&dev.lock); good_init(&dev))

static void lab_calls(void)
{
	LAB_DEV(bad_after_warning);
	dev.buf = &lab;
	LAB(good_after_bug, good_after_bug(&dev, false));
	LAB_DEV(good_warns);
	LAB(good_queues, good_queues(&dev); flush_work(&dev.work));
}
