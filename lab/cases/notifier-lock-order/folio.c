// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-order/folio.c"
#include "lab.h"

LAB_DEVICE(struct of_dev, &of_ops, mutex_init(&dev.lock); mutex_init(&dev.unmap_lock); mutex_init(&dev.other_lock);
	   dev.page = lab_page())

static void lab_calls(void)
{
	LAB_DEV(bad_dirty_lock);
	LAB_DEV(bad_two_calls_below);
	LAB_DEV(good_no_wait);
	LAB_DEV(good_outside);
	LAB_DEV(good_unmap_only);
	LAB_DEV(good_other_lock);
}
