// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "notifier-end-after-fail/end.c"
static void hold(bool is_held);
#define LAB_HOLDS hold
#include "lab.h"

static struct en_dev devs[8];

int en_remote(struct en_dev *d)
{
	return 0;
}

LAB_HOLD_EACH(hold, devs)

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		mutex_init(&devs[i].lock);
		spin_lock_init(&devs[i].spin);
	}
	LAB(good_alone, ret |= lab_list(&devs[0].mn, &en_ops[0]));
	LAB(bad_start, ret |= lab_list(&devs[1].mn, &en_a));
	LAB(bad_trylock, ret |= lab_list(&devs[2].mn, &en_b));
	LAB(bad_helper, ret |= lab_list(&devs[3].mn, &en_c));
	LAB(bad_shared, ret |= lab_list(&devs[4].mn, &en_e));
	LAB(good_spins, ret |= lab_list(&devs[5].mn, &en_f));
	LAB(good_event, ret |= lab_list(&devs[6].mn, &en_g));
	LAB(good_unknown, ret |= lab_list(&devs[7].mn, &en_h));
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
