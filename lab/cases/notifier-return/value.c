// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "notifier-return/value.c"
static void hold(bool is_held);
#define LAB_HOLDS hold
#include "lab.h"

static struct vl_dev devs[ARRAY_SIZE(vl_ops)];

LAB_HOLD_EACH(hold, devs)

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		mutex_init(&devs[i].lock);
	LAB(bad_busy, ret |= lab_list(&devs[0].mn, &vl_ops[0]));
	LAB(bad_true, ret |= lab_list(&devs[1].mn, &vl_ops[1]));
	LAB(bad_in_helper, ret |= lab_list(&devs[2].mn, &vl_ops[2]));
	LAB(good_in_helper, ret |= lab_list(&devs[3].mn, &vl_ops[3]));
	LAB(good_wouldblock, ret |= lab_list(&devs[4].mn, &vl_ops[4]));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_unregister(&devs[i].mn);
}
