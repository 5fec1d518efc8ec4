// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 * bad_lock: circular-locking: the spinlock is still held when the reaper goes on to the next range
 * bad_interval: circular-locking: as bad_lock, a mutex
 */
#include "notifier-end-after-fail/undo.c"
static void hold(bool is_held);
#define LAB_HOLDS hold
#include "lab.h"

static struct un_dev devs[ARRAY_SIZE(un_ops) + 1];

/* No other trylock succeeds while the memory is reaped; of the interval notifier's, the second. */
static void hold(bool is_held)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_hold(i < ARRAY_SIZE(un_ops) ? &devs[i].lock : &devs[i].other, is_held);
}

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		mutex_init(&devs[i].lock);
		mutex_init(&devs[i].other);
		spin_lock_init(&devs[i].spin);
	}
	LAB(bad_counter, ret |= lab_list(&devs[0].mn, &un_ops[0]));
	LAB(bad_atomic, ret |= lab_list(&devs[1].mn, &un_ops[1]));
	LAB(bad_lock, ret |= lab_list(&devs[2].mn, &un_ops[2]));
	LAB(good_first, ret |= lab_list(&devs[3].mn, &un_ops[3]));
	LAB(good_undone, ret |= lab_list(&devs[4].mn, &un_ops[4]));
	LAB(good_unlocked, ret |= lab_list(&devs[5].mn, &un_ops[5]));
	LAB(good_balanced, ret |= lab_list(&devs[6].mn, &un_ops[6]));
	LAB(good_mark, ret |= lab_list(&devs[7].mn, &un_ops[7]));
	LAB(bad_interval, ret |= lab_interval(&devs[8].mni, &un_interval));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		lab_unregister(&devs[i].mn);
		lab_remove(&devs[i].mni);
	}
}
