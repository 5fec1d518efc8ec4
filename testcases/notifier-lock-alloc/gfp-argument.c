// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a gfp argument three calls deep decides at each caller
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct gfp_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool gfp_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct gfp_dev *d = container_of(mni, struct gfp_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops gfp_ops = { .invalidate = gfp_invalidate };

static noinline void *alloc_node(size_t n, gfp_t gfp)
{
	return kmalloc(n, gfp | __GFP_ZERO);	/* { dg-message "." } */
}

static noinline void *alloc_level(struct gfp_dev *d, gfp_t gfp)
{
	d->buf = alloc_node(16, gfp);
	return d->buf;
}

static noinline int alloc_tree(struct gfp_dev *d, gfp_t gfp)
{
	return alloc_level(d, gfp) ? 0 : -ENOMEM;
}

int bad_kernel(struct gfp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = alloc_tree(d, GFP_KERNEL);	/* { dg-warning "GFP_KERNEL.* may enter direct reclaim while holding 'struct gfp_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_user(struct gfp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = alloc_tree(d, GFP_USER | __GFP_NOWARN);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_nowait(struct gfp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = alloc_tree(d, GFP_NOWAIT);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_atomic(struct gfp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = alloc_tree(d, GFP_ATOMIC | __GFP_NOWARN);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_masked(struct gfp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = alloc_tree(d, GFP_KERNEL & ~__GFP_DIRECT_RECLAIM);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_kernel_without_lock(struct gfp_dev *d)
{
	return alloc_tree(d, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}
