// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_unmap_only: circular-locking: lockdep has one class for all events, and does not know that reclaim sends CLEAR only
 * good_not_in_switch: circular-locking: as good_unmap_only
 */
#include "notifier-lock-alloc/event-guards.c"
#include "lab.h"

static struct ev_dev dev;

static int lab_setup(void)
{
	int ret = 0;

	mutex_init(&dev.unmap_lock);
	mutex_init(&dev.clear_lock);
	mutex_init(&dev.switch_lock);
	mutex_init(&dev.any_lock);
	mutex_init(&dev.migrate_lock);
	LAB(good_unmap_only, ret |= lab_interval(&dev.unmap_only, &ev_ops[0]));
	LAB(bad_clear_only, ret |= lab_interval(&dev.clear_only, &ev_ops[1]));
	LAB(good_not_in_switch, ret |= lab_interval(&dev.by_switch, &ev_ops[2]));
	LAB(bad_not_release, ret |= lab_interval(&dev.not_release, &ev_ops[3]));
	LAB(good_migrate_only, ret |= lab_interval(&dev.migrate_only, &ev_ops[4]));
	return ret;
}

static void lab_calls(void)
{
	LAB_DEV(good_unmap_only);
	LAB_DEV(bad_clear_only);
	LAB_DEV(good_not_in_switch);
	LAB_DEV(bad_not_release);
	LAB_DEV(good_migrate_only);
}

static void lab_teardown(void)
{
	lab_remove(&dev.unmap_only);
	lab_remove(&dev.clear_only);
	lab_remove(&dev.by_switch);
	lab_remove(&dev.not_release);
	lab_remove(&dev.migrate_only);
}
