// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_unregister_start_lock: nothing: lockdep of 6.1 does not follow who waits for SRCU readers
 * bad_synchronize: nothing: as bad_unregister_start_lock
 * bad_mmput: nothing: only the last reference does more, and this one is not it
 * bad_mmput_release_lock: nothing: as bad_mmput
 */
#include "notifier-remove-lock/list.c"
#include "lab.h"

static struct ls_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.release_lock);
	mutex_init(&dev.start_lock);
	mutex_init(&dev.interval_lock);
	mutex_init(&dev.cache_lock);
	dev.mm = current->mm;
	return lab_list(&dev.mn, &ls_ops) ?: lab_interval(&dev.mni, &ls_interval_ops);
}

/* With the references it may give back. */
static void call(void (*how)(struct ls_dev *))
{
	mmget(dev.mm);
	how(&dev);
}

static void nothing(struct ls_dev *d)
{
}

static void unregistered(void (*how)(struct ls_dev *))
{
	how(&dev);
	if (lab_list(&dev.mn, &ls_ops))
		pr_err("lab: error: not registered again\n");
}

static void lab_calls(void)
{
	LAB(bad_unregister_release_lock, unregistered(bad_unregister_release_lock));
	LAB(bad_unregister_start_lock, unregistered(bad_unregister_start_lock));
	LAB_DEV(bad_synchronize);
	LAB(bad_mmput, call(bad_mmput));
	LAB(bad_mmput_release_lock, call(bad_mmput_release_lock));
	LAB(good_outside, mmget(dev.mm); unregistered(good_outside));
	LAB(good_unregister_interval_lock, unregistered(good_unregister_interval_lock));
	LAB(good_unregister_shrinker_lock, unregistered(good_unregister_shrinker_lock));
	LAB(good_relatives, mmgrab(dev.mm); mmget(dev.mm); good_relatives(&dev); mmu_notifier_synchronize();
	    unregistered(nothing));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
	lab_remove(&dev.mni);
}
