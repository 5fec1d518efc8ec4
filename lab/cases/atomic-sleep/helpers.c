// SPDX-License-Identifier: GPL-2.0-or-later
#include "atomic-sleep/helpers.c"
#include "lab.h"

static struct he_dev dev;

static int lab_setup(void)
{
	spin_lock_init(&dev.lock);
	mutex_init(&dev.mutex);
	xa_init_flags(&dev.ids, XA_FLAGS_ALLOC | XA_FLAGS_LOCK_IRQ);
	dev.n = 16;
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_three_below, bad_three_below(&dev));
	LAB(bad_again, bad_again(&dev));
	LAB(bad_helper_locks, bad_helper_locks(&dev));
	LAB(bad_gfp, bad_gfp(&dev));
	LAB(bad_flag, bad_flag(&dev));
	LAB(good_helper_unlocks, good_helper_unlocks(&dev));
	LAB(good_dropped_below, good_dropped_below(&dev));
	LAB(good_unlock_if, good_unlock_if(&dev));
	LAB(good_gfp, good_gfp(&dev));
	LAB(good_flag, good_flag(&dev));
	LAB_DEV(good_asks);
	LAB_DEV(bad_asks);
	LAB_DEV(good_asks_in_interrupt);
	LAB(good_caller_decides, good_caller_decides(&dev));
	LAB(good_xa, good_xa(&dev, &dev));
}

static void lab_teardown(void)
{
	xa_destroy(&dev.ids);
}
