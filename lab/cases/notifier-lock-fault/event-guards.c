// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_unmap_only_alloc: circular-locking: lockdep has one class for all events, and does not know that reclaim sends CLEAR only
 */
#include "notifier-lock-fault/event-guards.c"
#include "lab.h"

static struct fe_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.unmap_lock);
	mutex_init(&dev.release_event_lock);
	mutex_init(&dev.release_lock);
	return lab_interval(&dev.mni, &fe_ops) ?: lab_list(&dev.mn, &fe_list_ops);
}

static void lab_calls(void)
{
	LAB(bad_unmap_only, bad_unmap_only(&dev, lab.start));
	LAB_DEV(good_unmap_only_alloc);
	LAB(good_release_event, good_release_event(&dev, lab.start));
	LAB(good_release, good_release(&dev, lab.start));
}

static void lab_teardown(void)
{
	lab_unregister(&dev.mn);
	lab_remove(&dev.mni);
}
