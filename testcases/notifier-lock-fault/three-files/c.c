// SPDX-License-Identifier: GPL-2.0-or-later
#include "dev.h"

void tf_drop(struct tf_dev *d)
{
	down_read(&d->sem);		/* { dg-message "struct tf_dev.sem" } */
	d->page = NULL;
	up_read(&d->sem);
}

static int tf_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	tf_drop(container_of(mn, struct tf_dev, mn));	/* { dg-message "tf_drop" } */
	return 0;
}

const struct mmu_notifier_ops tf_ops = { .invalidate_range_start = tf_start };
