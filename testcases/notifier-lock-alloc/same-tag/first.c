// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   two drivers define a struct of the same tag: their locks are two classes
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct twin_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
};

static bool twin_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct twin_dev *d = container_of(mni, struct twin_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops twin_ops = { .invalidate = twin_invalidate };

void *bad_first(struct twin_dev *d)
{
	void *p;

	mutex_lock(&d->lock);
	p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "twin_dev.*lock'.*, which invalidate callback 'twin_invalidate' takes" } */
	mutex_unlock(&d->lock);
	return p;
}
