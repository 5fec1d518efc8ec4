// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_unknown_mask: circular-locking: where nobody knows the mask, reclint reports it at low confidence only
 */
#include "notifier-lock-alloc/unknown-gfp.c"
#include "lab.h"

gfp_t unk_configured_mask(void)
{
	return GFP_KERNEL;
}

LAB_DEVICE(struct unk_dev, &unk_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_unknown_mask);
}
