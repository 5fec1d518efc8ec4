// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callback, holder and allocation in three files, two calls apart
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include "dev.h"

static void far_stop(struct far_dev *d)
{
	far_quiesce(d);		/* { dg-message "." } */
}

static bool far_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	if (!mmu_notifier_range_blockable(range))
		return false;
	far_stop(container_of(mni, struct far_dev, mni));
	return true;
}

const struct mmu_interval_notifier_ops far_ops = { .invalidate = far_invalidate };
