// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/ops-table.c"
#include "lab.h"

LAB_DEVICE(struct opsd_dev, &opsd_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB(bad_one_target, bad_one_target(&dev, &opsd_one_ops));
	LAB(bad_two_targets, bad_two_targets(&dev, opsd_many_ops));
	LAB(good_other_field, good_other_field(&dev, opsd_many_ops));
}
