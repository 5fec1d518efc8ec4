// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   one subclass inside another, which is held over an allocation elsewhere
 * rule:   notifier-lock-order
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct on_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock, other, outer;
	struct on_dev *child;
	void *table;
	unsigned long n;
};

static bool on_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct on_dev *d = container_of(mni, struct on_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	mutex_lock(&d->other);
	mutex_unlock(&d->other);
	return true;
}

const struct mmu_interval_notifier_ops on_ops = { .invalidate = on_invalidate };

void bad_child_inside(struct on_dev *d)
{
	mutex_lock(&d->lock);
	mutex_lock_nested(&d->child->lock, SINGLE_DEPTH_NESTING);	/* { dg-warning "'struct on_dev.lock/1' is taken while holding 'struct on_dev.lock', which invalidate callback 'on_invalidate' takes, but 'kmalloc' with GFP_KERNEL may enter direct reclaim under it" } */
	d->n++;
	mutex_unlock(&d->child->lock);
	mutex_unlock(&d->lock);
}

void good_grow_child(struct on_dev *d)
{
	mutex_lock_nested(&d->lock, SINGLE_DEPTH_NESTING);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-message "kmalloc" } */
	mutex_unlock(&d->lock);
}

/* The same subclass inside itself is no order. */
void good_same_inside(struct on_dev *d)
{
	mutex_lock(&d->outer);
	mutex_lock_nest_lock(&d->other, &d->outer);
	mutex_lock_nest_lock(&d->child->other, &d->outer);	/* { dg-bogus "." } */
	d->n++;
	mutex_unlock(&d->child->other);
	mutex_unlock(&d->other);
	mutex_unlock(&d->outer);
}

/* Inside the other way round: nothing waits for it under the callback's. */
void good_plain_inside(struct on_dev *d)
{
	mutex_lock_nested(&d->child->other, SINGLE_DEPTH_NESTING);
	mutex_lock(&d->other);		/* { dg-bogus "." } */
	d->n++;
	mutex_unlock(&d->other);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->child->other);
}
