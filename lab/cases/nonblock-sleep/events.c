// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "nonblock-sleep/events.c"
#include "lab.h"

static struct ne_dev devs[ARRAY_SIZE(ne_ops)];

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		mutex_init(&devs[i].lock);
	LAB(good_clear, ret |= lab_interval(&devs[0].mni, &ne_ops[0]));
	LAB(good_not_unmap, ret |= lab_interval(&devs[1].mni, &ne_ops[1]));
	LAB(good_switch, ret |= lab_interval(&devs[2].mni, &ne_ops[2]));
	LAB(bad_switch, ret |= lab_interval(&devs[3].mni, &ne_ops[3]));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_remove(&devs[i].mni);
}
