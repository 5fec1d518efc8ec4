// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   memalloc_noreclaim_save keeps reclaim out, also through a driver's own lock helpers
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sched/mm.h>

struct scp_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	unsigned int saved;
	void *buf, *more;
};

static bool scp_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct scp_dev *d = container_of(mni, struct scp_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops scp_ops = { .invalidate = scp_invalidate };

static noinline void scp_lock(struct scp_dev *d)
{
	mutex_lock(&d->lock);
	d->saved = memalloc_noreclaim_save();
}

static noinline void scp_unlock(struct scp_dev *d)
{
	memalloc_noreclaim_restore(d->saved);
	mutex_unlock(&d->lock);
}

void good_scope_in_helper(struct scp_dev *d)
{
	scp_lock(d);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	scp_unlock(d);
}

/* The scope ends before the lock. */
void bad_scope_ended(struct scp_dev *d)
{
	unsigned int flags;

	mutex_lock(&d->lock);
	flags = memalloc_noreclaim_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	memalloc_noreclaim_restore(flags);
	if (d->buf)
		d->more = kmalloc(8, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void good_nested(struct scp_dev *d)
{
	unsigned int outer, inner;

	outer = memalloc_noreclaim_save();
	mutex_lock(&d->lock);
	inner = memalloc_noreclaim_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	memalloc_noreclaim_restore(inner);
	if (d->buf)
		d->more = kmalloc(8, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	memalloc_noreclaim_restore(outer);
}

/* Every caller is in the scope. */
static noinline void scp_fill(struct scp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

void good_callers_in_scope_1(struct scp_dev *d)
{
	unsigned int flags = memalloc_noreclaim_save();

	scp_fill(d);
	memalloc_noreclaim_restore(flags);
}

void good_callers_in_scope_2(struct scp_dev *d)
{
	unsigned int flags = memalloc_noreclaim_save();

	if (!d->buf)
		scp_fill(d);
	memalloc_noreclaim_restore(flags);
}

/* One of two callers is. */
static noinline void scp_fill_too(struct scp_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

void good_caller_in_scope(struct scp_dev *d)
{
	unsigned int flags = memalloc_noreclaim_save();

	scp_fill_too(d);
	memalloc_noreclaim_restore(flags);
}

void bad_caller_without_scope(struct scp_dev *d)
{
	scp_fill_too(d);
}
