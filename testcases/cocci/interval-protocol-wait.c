// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   nobody checks sequences; it is the waiting that is wanted
 * rule:   interval-protocol
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in interval-protocol/callback
 * cocci:  interval_protocol
 * origin: own; after gntdev and radeon
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct iw_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	bool is_mapped;
};

static bool good_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct iw_dev *d = container_of(mni, struct iw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-bogus "." } */
	d->is_mapped = false;
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops iw_ops = {
	.invalidate = good_invalidate,
};

void good_wait(struct iw_dev *d)
{
	mmu_interval_read_begin(&d->mni);	/* { dg-bogus "." } */
}
