// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/flag-set-in-callee.c"
#include "lab.h"

LAB_DEVICE(struct fc_dev, &fc_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	struct fc_args args = { };
	struct fc_exec exec = { .dev = &dev, .flags = FC_USERPTR };

	LAB(bad_submit, fc_ioctl(&dev, &args, 1));
	LAB(good_submit, fc_ioctl(&dev, &args, 0));
	LAB(good_other_bit, good_other_bit(&exec));
}
