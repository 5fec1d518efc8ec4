// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks nested in the callback, and the callback's own allocation-free helpers
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct nest_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct mutex inner;
	void *buf;
};

static void nest_inner(struct nest_dev *d)
{
	mutex_lock(&d->inner);
	d->buf = NULL;
	mutex_unlock(&d->inner);
}

static bool nest_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nest_dev *d = container_of(mni, struct nest_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	nest_inner(d);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops nest_ops = { .invalidate = nest_invalidate };

void bad_inner(struct nest_dev *d)
{
	mutex_lock(&d->inner);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct nest_dev.inner'" } */
	mutex_unlock(&d->inner);
}

/* Both at once: each is a cycle of its own. */
void bad_both(struct nest_dev *d)
{
	mutex_lock(&d->lock);
	mutex_lock(&d->inner);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct nest_dev.inner'" } { dg-warning "'struct nest_dev.lock'" } */
	mutex_unlock(&d->inner);
	mutex_unlock(&d->lock);
}

void good_hand_over(struct nest_dev *d)
{
	mutex_lock(&d->lock);
	mutex_lock(&d->inner);
	mutex_unlock(&d->lock);
	d->buf = NULL;
	mutex_unlock(&d->inner);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}
