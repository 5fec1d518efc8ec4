// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/gfp-phi.c"
#include "lab.h"

LAB_DEVICE(struct phi_dev, &phi_ops, mutex_init(&dev.lock); dev.may_wait = true)

static void lab_calls(void)
{
	LAB_DEV(bad_one_arm);
	LAB_DEV(good_both_arms);
	LAB_DEV(good_constant_selects);
	LAB_DEV(bad_constant_selects);
	LAB(good_correlated, good_correlated(&dev, true); good_correlated(&dev, false));
	LAB(bad_correlated_wrong_way, bad_correlated_wrong_way(&dev, true));
}
