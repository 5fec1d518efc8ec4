// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the mask is chosen by a condition before the allocation
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct phi_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	bool may_wait;
	void *buf;
};

static bool phi_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct phi_dev *d = container_of(mni, struct phi_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops phi_ops = { .invalidate = phi_invalidate };

/* Nobody here says that may_wait is false. */
void bad_one_arm(struct phi_dev *d)
{
	gfp_t gfp = d->may_wait ? GFP_KERNEL : GFP_NOWAIT;

	mutex_lock(&d->lock);
	d->buf = kmalloc(64, gfp);	/* { dg-warning "GFP_KERNEL may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void good_both_arms(struct phi_dev *d)
{
	gfp_t gfp = d->may_wait ? GFP_NOWAIT : GFP_ATOMIC;

	mutex_lock(&d->lock);
	d->buf = kmalloc(64, gfp);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

static noinline void *phi_alloc(bool atomic)
{
	gfp_t gfp = GFP_KERNEL;

	if (atomic)
		gfp = GFP_NOWAIT;
	return kmalloc(64, gfp | __GFP_NOWARN);
}

void good_constant_selects(struct phi_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = phi_alloc(true);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void bad_constant_selects(struct phi_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = phi_alloc(false);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

/* The same condition takes the lock and chooses the mask. */
void good_correlated(struct phi_dev *d, bool locked)
{
	gfp_t gfp = locked ? GFP_NOWAIT : GFP_KERNEL;

	if (locked)
		mutex_lock(&d->lock);
	d->buf = kmalloc(64, gfp);	/* { dg-bogus "reclaim" } */
	if (locked)
		mutex_unlock(&d->lock);
}

void bad_correlated_wrong_way(struct phi_dev *d, bool locked)
{
	gfp_t gfp = locked ? GFP_KERNEL : GFP_NOWAIT;

	if (locked)
		mutex_lock(&d->lock);
	d->buf = kmalloc(64, gfp);	/* { dg-warning "GFP_KERNEL may enter direct reclaim" } */
	if (locked)
		mutex_unlock(&d->lock);
}
