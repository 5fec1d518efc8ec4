// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the callee takes bits out of the mask it is given, or puts them in
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct mask_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool mask_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct mask_dev *d = container_of(mni, struct mask_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops mask_ops = { .invalidate = mask_invalidate };

static noinline void *alloc_cheap(gfp_t gfp)
{
	return kmalloc(64, (gfp & ~__GFP_DIRECT_RECLAIM) | __GFP_NOWARN);
}

static noinline void *alloc_hard(gfp_t gfp)
{
	return kmalloc(64, gfp | __GFP_DIRECT_RECLAIM | __GFP_IO | __GFP_FS);
}

/* Falls back to a blocking allocation where the caller allows it. */
static noinline void *alloc_try_hard(gfp_t gfp)
{
	void *p = alloc_cheap(gfp);

	if (!p && gfpflags_allow_blocking(gfp))
		p = kmalloc(64, gfp);
	return p;
}

void good_bits_removed(struct mask_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = alloc_cheap(GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_bits_added(struct mask_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = alloc_hard(GFP_NOWAIT);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_fallback(struct mask_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = alloc_try_hard(GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void good_fallback_not_allowed(struct mask_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = alloc_try_hard(GFP_NOWAIT);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}
