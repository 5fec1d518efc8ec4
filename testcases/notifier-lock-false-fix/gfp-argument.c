// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the mask comes from the caller, three calls up
 * rule:   notifier-lock-false-fix
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct fg_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool fg_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fg_dev *d = container_of(mni, struct fg_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fg_ops = { .invalidate = fg_invalidate };

static noinline void *fg_leaf(size_t n, gfp_t gfp)
{
	return kmalloc(n, gfp | __GFP_NOWARN);
}

static noinline void *fg_middle(struct fg_dev *d, gfp_t gfp)
{
	return d->buf ? d->buf : fg_leaf(64, gfp);
}

static noinline void *fg_top(struct fg_dev *d, bool fs)
{
	return fg_middle(d, fs ? GFP_KERNEL : GFP_NOFS);
}

void bad_nofs_chosen(struct fg_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = fg_top(d, false);	/* { dg-warning "does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
}

void bad_kernel_chosen(struct fg_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = fg_top(d, true);	/* { dg-warning "may enter direct reclaim" notifier-lock-alloc } */
	mutex_unlock(&d->lock);
}

void good_nofs_chosen(struct fg_dev *d)
{
	d->buf = fg_top(d, false);	/* { dg-bogus "." } */
}
