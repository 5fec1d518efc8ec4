// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that reach their table by assignment, not by an initialiser
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct rt_dev {
	struct mmu_interval_notifier mni;
	struct mmu_interval_notifier_ops ops;
	struct mutex lock;
	struct mutex copied;
	void *buf;
};

static bool rt_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rt_dev *d = container_of(mni, struct rt_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static bool rt_invalidate_copied(struct mmu_interval_notifier *mni,
				 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rt_dev *d = container_of(mni, struct rt_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->copied);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->copied);
	return true;
}

static const struct mmu_interval_notifier_ops rt_template = {
	.invalidate = rt_invalidate_copied,
};

int good_init(struct rt_dev *d, struct mm_struct *mm)
{
	d->ops.invalidate = rt_invalidate;
	return mmu_interval_notifier_insert(&d->mni, mm, 0, PAGE_SIZE, &d->ops);
}

int good_init_copied(struct rt_dev *d, struct mm_struct *mm)
{
	d->ops = rt_template;
	return mmu_interval_notifier_insert(&d->mni, mm, 0, PAGE_SIZE, &d->ops);
}

void bad_assigned(struct rt_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct rt_dev.lock', which invalidate callback 'rt_invalidate' takes" } */
	mutex_unlock(&d->lock);
}

void bad_copied(struct rt_dev *d)
{
	mutex_lock(&d->copied);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct rt_dev.copied', which invalidate callback 'rt_invalidate_copied' takes" } */
	mutex_unlock(&d->copied);
}
