// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/i915-userptr-wq-reclaim.c"
#include "lab.h"

LAB_LIST(struct foo_notifier, mn, &foo_mn_ops, if (good_create(&dev)) return -ENOMEM; dev.active = 1)

static void lab_calls(void)
{
	LAB(foo_range_start, );
}
