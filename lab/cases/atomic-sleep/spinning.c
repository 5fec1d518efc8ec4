// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_other_rules: circular-locking
 */
#include "atomic-sleep/spinning.c"
#include "lab.h"

static struct sp_vm dev;

static void do_nothing(struct work_struct *work)
{
}

static int lab_setup(void)
{
	rwlock_init(&dev.mmu_lock);
	spin_lock_init(&dev.other);
	mutex_init(&dev.slots_lock);
	INIT_WORK(&dev.work, do_nothing);
	dev.n = 1;
	return lab_list(&dev.mn, &sp_ops);
}

static void lab_calls(void)
{
	LAB(bad_mutex, bad_mutex(&dev));
	LAB(bad_two_calls_below, bad_two_calls_below(&dev));
	LAB(bad_flush, bad_flush(&dev));
	LAB(bad_one_path, bad_one_path(&dev, true));
	LAB(bad_other_rules, bad_other_rules(&dev, current->mm));
	LAB(good_after, good_after(&dev));
	LAB(good_resched, good_resched(&dev));
	LAB(good_trylock, good_trylock(&dev));
	LAB(good_dropped, good_dropped(&dev));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
}
