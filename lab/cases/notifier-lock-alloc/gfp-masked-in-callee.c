// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_fallback: nothing: the first allocation succeeds
 */
#include "notifier-lock-alloc/gfp-masked-in-callee.c"
#include "lab.h"

LAB_DEVICE(struct mask_dev, &mask_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_bits_removed);
	LAB_DEV(bad_bits_added);
	LAB_DEV(bad_fallback);
	LAB_DEV(good_fallback_not_allowed);
}
