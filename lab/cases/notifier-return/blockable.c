// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 * bad_killable: nothing: nobody is killed while it waits for the lock
 */
#include "notifier-return/blockable.c"
static void hold(bool is_held);
#define LAB_HOLDS hold
#include "lab.h"

static struct bk_dev devs[12];

int bk_remote(struct bk_dev *d, unsigned long start)
{
	return 0;
}

static struct bk_dev *made(int i)
{
	mutex_init(&devs[i].lock);
	init_rwsem(&devs[i].sem);
	return &devs[i];
}

/*
 * Where both kinds of notifiers are registered, and one of the list does not let the memory be reaped, the kernel never
 * ends the invalidation of the intervals (__mmu_notifier_invalidate_range_start()): then the list's go before.
 */
static void hold(bool is_held)
{
	bool any = false;

	for (int i = 0; i < ARRAY_SIZE(bk_interval); i++)
		any |= devs[i].mni.mm != NULL;
	for (int i = ARRAY_SIZE(bk_interval); any && is_held && i < ARRAY_SIZE(devs); i++)
		lab_unregister(&devs[i].mn);
}

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_trylock, ret |= lab_interval(&made(0)->mni, &bk_interval[0]));
	LAB(bad_inverted, ret |= lab_interval(&made(1)->mni, &bk_interval[1]));
	LAB(bad_nothing, made(2)->start = ULONG_MAX; ret |= lab_interval(&devs[2].mni, &bk_interval[2]));
	LAB(good_asks, ret |= lab_interval(&made(3)->mni, &bk_interval[3]));
	LAB(good_answer, ret |= lab_interval(&made(4)->mni, &bk_interval[4]));
	LAB(bad_start, made(5)->dead = true; ret |= lab_list(&devs[5].mn, &bk_list[0]));
	LAB(bad_killable, ret |= lab_list(&made(6)->mn, &bk_list[1]));
	LAB(good_start, ret |= lab_list(&made(7)->mn, &bk_list[2]));
	LAB(good_variable, ret |= lab_list(&made(8)->mn, &bk_list[3]));
	LAB(good_helper, ret |= lab_list(&made(9)->mn, &bk_list[4]));
	LAB(good_event, ret |= lab_list(&made(10)->mn, &bk_list[5]));
	LAB(good_unknown, ret |= lab_list(&made(11)->mn, &bk_list[6]));
	return ret;
}

static void lab_calls(void)
{
	LAB(bad_trylock, mutex_lock(&devs[0].lock); lab_invalidate(); mutex_unlock(&devs[0].lock));
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		lab_remove(&devs[i].mni);
		lab_unregister(&devs[i].mn);
	}
}
