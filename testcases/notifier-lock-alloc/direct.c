// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   allocation directly under the mutex that the callback takes
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct range_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct mutex other;
	void *buf;
};

static bool dev_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct range_dev *d = container_of(mni, struct range_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-message "struct range_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops dev_ops = { .invalidate = dev_invalidate };

int good_register(struct range_dev *d, struct mm_struct *mm)
{
	return mmu_interval_notifier_insert(&d->mni, mm, 0, PAGE_SIZE, &dev_ops);
}

void bad_alloc_under_lock(struct range_dev *d)
{
	mutex_lock(&d->lock);		/* { dg-message "struct range_dev.lock" } */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct range_dev.lock', which invalidate callback 'dev_invalidate' takes" } */
	mutex_unlock(&d->lock);
}

void good_alloc_before_lock(struct range_dev *d)
{
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */

	mutex_lock(&d->lock);
	d->buf = p;
	mutex_unlock(&d->lock);
}

void good_alloc_after_unlock(struct range_dev *d)
{
	bool empty;

	mutex_lock(&d->lock);
	empty = !d->buf;
	mutex_unlock(&d->lock);
	if (empty)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_alloc_nowait(struct range_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOWAIT | __GFP_NOWARN);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void good_alloc_other_lock(struct range_dev *d)
{
	mutex_lock(&d->other);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->other);
}
