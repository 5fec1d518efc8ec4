// SPDX-License-Identifier: GPL-2.0-or-later
#include "reclaim-recursion/in-callee.c"
#include "lab.h"

static struct rd_dev devs[ARRAY_SIZE(rd_ops)];

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_job, ret |= lab_interval(&devs[0].mni, &rd_ops[0]));
	LAB(good_job, ret |= lab_interval(&devs[1].mni, &rd_ops[1]));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_remove(&devs[0].mni);
	lab_remove(&devs[1].mni);
}
