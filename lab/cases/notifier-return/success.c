// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "notifier-return/success.c"
static void hold(bool is_held);
#define LAB_HOLDS hold
#include "lab.h"

static struct su_dev devs[ARRAY_SIZE(su_interval) + 1];

static void later(struct work_struct *work)
{
}

LAB_HOLD_EACH(hold, devs)

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		mutex_init(&devs[i].lock);
		spin_lock_init(&devs[i].spin);
		INIT_WORK(&devs[i].work, later);
	}
	LAB(bad_true, ret |= lab_interval(&devs[0].mni, &su_interval[0]));
	LAB(bad_skips, ret |= lab_interval(&devs[1].mni, &su_interval[1]));
	LAB(bad_helper, ret |= lab_interval(&devs[2].mni, &su_interval[2]));
	LAB(bad_inner, ret |= lab_interval(&devs[3].mni, &su_interval[3]));
	LAB(good_false, ret |= lab_interval(&devs[4].mni, &su_interval[4]));
	LAB(good_extra, ret |= lab_interval(&devs[5].mni, &su_interval[5]));
	LAB(good_killable, ret |= lab_interval(&devs[6].mni, &su_interval[6]));
	LAB(good_later, ret |= lab_interval(&devs[7].mni, &su_interval[7]));
	LAB(good_mark, ret |= lab_interval(&devs[8].mni, &su_interval[8]));
	LAB(good_other, ret |= lab_interval(&devs[9].mni, &su_interval[9]));
	LAB(bad_zero, ret |= lab_list(&devs[10].mn, &su_list));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		lab_remove(&devs[i].mni);
		lab_unregister(&devs[i].mn);
		flush_work(&devs[i].work);
	}
}
