// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   kept from file systems, then moved out of the lock
 * rule:   notifier-lock-false-fix
 * origin: own
 * variant: FIXED
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct fx_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool fx_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fx_dev *d = container_of(mni, struct fx_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fx_ops = { .invalidate = fx_invalidate };

int bad_add(struct fx_dev *d)
{
	int ret = 0;
	void *p;

#ifdef FIXED
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	mutex_lock(&d->lock);
#else
	mutex_lock(&d->lock);
	p = kmalloc(64, GFP_NOFS);	/* { dg-warning "does not keep reclaim out of mmu notifiers" } */
#endif
	if (d->buf || !p)
		ret = -EBUSY;
	else
		swap(d->buf, p);
	mutex_unlock(&d->lock);
	kfree(p);
	return ret;
}

void good_drop(struct fx_dev *d)
{
	mutex_lock(&d->lock);
	kfree(d->buf);
	d->buf = NULL;
	mutex_unlock(&d->lock);
}
