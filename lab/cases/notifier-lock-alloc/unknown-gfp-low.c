// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/unknown-gfp-low.c"
#include "lab.h"

gfp_t low_configured_mask(void)
{
	return GFP_KERNEL;
}

LAB_DEVICE(struct low_dev, &low_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_unknown_mask);
	LAB_DEV(good_unknown_but_masked);
}
