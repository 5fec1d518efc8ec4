// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   five holders of one lock are one finding, at the lock call of the callback
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct grp_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool grp_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct grp_dev *d = container_of(mni, struct grp_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-warning "struct grp_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops grp_ops = { .invalidate = grp_invalidate };

void bad_one(struct grp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct grp_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void bad_two(struct grp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct grp_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void bad_three(struct grp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct grp_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void bad_four(struct grp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct grp_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void bad_five(struct grp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct grp_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void good_six(struct grp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}
