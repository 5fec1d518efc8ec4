// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   GFP_NOFS and GFP_NOIO under a lock that the callback takes
 * rule:   notifier-lock-false-fix
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct ff_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool ff_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ff_dev *d = container_of(mni, struct ff_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops ff_ops = { .invalidate = ff_invalidate };

void bad_nofs(struct ff_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOFS);	/* { dg-warning "GFP_NOFS does not keep reclaim out of mmu notifiers: 'kmalloc' while holding 'struct ff_dev.lock', which invalidate callback 'ff_invalidate' takes" } */
	mutex_unlock(&d->lock);
}

void bad_noio(struct ff_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOIO);	/* { dg-warning "GFP_NOIO does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
}

void bad_masked(struct ff_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL & ~__GFP_FS);	/* { dg-warning "does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
}

/* Not this rule: nobody tried to protect anything. */
void bad_kernel(struct ff_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" notifier-lock-alloc } */
	mutex_unlock(&d->lock);
}

void good_nowait(struct ff_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}

void good_nofs_without_lock(struct ff_dev *d)
{
	void *p = kmalloc(64, GFP_NOFS);	/* { dg-bogus "." } */

	mutex_lock(&d->lock);
	d->buf = p;
	mutex_unlock(&d->lock);
}

void good_nofs_no_reclaim(struct ff_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOFS & ~__GFP_DIRECT_RECLAIM);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}
