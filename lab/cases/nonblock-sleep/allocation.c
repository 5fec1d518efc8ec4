// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "nonblock-sleep/allocation.c"
#include "lab.h"

static struct na_dev devs[2];

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_kernel, ret |= lab_interval(&devs[0].mni, &na_ops[0]));
	LAB(good_nowait, ret |= lab_interval(&devs[1].mni, &na_ops[1]));
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
