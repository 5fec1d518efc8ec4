// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   an allow comment at the lock call in the callback is about all holders, be they few or many
 * rule:   notifier-lock-alloc
 * origin: own
 * needs:  --source
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct few_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool few_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct few_dev *d = container_of(mni, struct few_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	/* reclint: allow notifier-lock-alloc: the device has no user memory */
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops few_ops = { .invalidate = few_invalidate };

void good_holder(struct few_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

struct many_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool many_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct many_dev *d = container_of(mni, struct many_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* reclint: allow notifier-lock-alloc: the device has no user memory */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops many_ops = { .invalidate = many_invalidate };

#define HOLDER(name)						\
	void name(struct many_dev *d)				\
	{							\
		mutex_lock(&d->lock);				\
		d->buf = kmalloc(64, GFP_KERNEL);		\
		mutex_unlock(&d->lock);				\
	}

HOLDER(good_one)	/* { dg-bogus "reclaim" } */
HOLDER(good_two)	/* { dg-bogus "reclaim" } */
HOLDER(good_three)	/* { dg-bogus "reclaim" } */
HOLDER(good_four)	/* { dg-bogus "reclaim" } */
HOLDER(good_five)	/* { dg-bogus "reclaim" } */

/* Another lock of the same device is nothing that the comment speaks of. */
struct other_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool other_invalidate(struct mmu_interval_notifier *mni,
			     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct other_dev *d = container_of(mni, struct other_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops other_ops = { .invalidate = other_invalidate };

void bad_holder(struct other_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}
