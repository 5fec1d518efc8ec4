// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "nonblock-sleep/two-files/callback.c"
#include "nonblock-sleep/two-files/device.c"
#include "lab.h"

static struct xf_dev devs[ARRAY_SIZE(xf_ops)];

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		mutex_init(&devs[i].lock);
		init_waitqueue_head(&devs[i].idle);
	}
	LAB(good_passes_on, ret |= lab_interval(&devs[0].mni, &xf_ops[0]));
	LAB(bad_always_waits, ret |= lab_interval(&devs[1].mni, &xf_ops[1]));
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
