// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a lock inside the notifier's, held over allocations and faults elsewhere
 * rule:   notifier-lock-order
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct od_dev {
	struct mmu_interval_notifier mni;
	struct mutex notifier_lock;
	struct mutex alloc_lock, fault_lock, deep_lock;		/* inside, and over what reclaims */
	struct mutex quiet_lock, tried_lock, outer_lock, nowait_lock;
	void *table;
	unsigned long n;
};

static bool od_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct od_dev *d = container_of(mni, struct od_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->notifier_lock);	/* { dg-message "struct od_dev.notifier_lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops od_ops = { .invalidate = od_invalidate };

void bad_alloc_inside(struct od_dev *d)
{
	mutex_lock(&d->notifier_lock);
	mutex_lock(&d->alloc_lock);	/* { dg-warning "'struct od_dev.alloc_lock' is taken while holding 'struct od_dev.notifier_lock', which invalidate callback 'od_invalidate' takes, but 'kmalloc' with GFP_KERNEL may enter direct reclaim under it" } */
	d->n++;
	mutex_unlock(&d->alloc_lock);
	mutex_unlock(&d->notifier_lock);
}

void good_grow(struct od_dev *d)
{
	mutex_lock(&d->alloc_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-message "kmalloc" } */
	mutex_unlock(&d->alloc_lock);
}

void bad_fault_inside(struct od_dev *d)
{
	mutex_lock(&d->notifier_lock);
	mutex_lock(&d->fault_lock);	/* { dg-warning "'struct od_dev.fault_lock' is taken while holding 'struct od_dev.notifier_lock'.*copy_from_user' may fault or take mmap_lock under it" } */
	d->n++;
	mutex_unlock(&d->fault_lock);
	mutex_unlock(&d->notifier_lock);
}

int good_copy(struct od_dev *d, void __user *from)
{
	int ret;

	mutex_lock(&d->fault_lock);
	ret = copy_from_user(&d->n, from, sizeof(d->n));	/* { dg-message "copy_from_user" } */
	mutex_unlock(&d->fault_lock);
	return ret;
}

static noinline void od_count(struct od_dev *d)
{
	mutex_lock(&d->deep_lock);
	d->n++;
	mutex_unlock(&d->deep_lock);
}

static noinline void od_update(struct od_dev *d)
{
	if (d->table)
		od_count(d);
}

void bad_two_calls_below(struct od_dev *d)
{
	mutex_lock(&d->notifier_lock);
	od_update(d);			/* { dg-warning "'struct od_dev.deep_lock' is taken while holding 'struct od_dev.notifier_lock'" } */
	mutex_unlock(&d->notifier_lock);
}

static noinline void *od_alloc(gfp_t gfp)
{
	return kzalloc(32, gfp);
}

void good_deep_elsewhere(struct od_dev *d)
{
	mutex_lock(&d->deep_lock);
	d->table = od_alloc(GFP_NOFS);	/* { dg-message "od_alloc" } */
	mutex_unlock(&d->deep_lock);
}

/* Never held over anything. */
void good_quiet_inside(struct od_dev *d)
{
	mutex_lock(&d->notifier_lock);
	mutex_lock(&d->quiet_lock);	/* { dg-bogus "." } */
	d->n++;
	mutex_unlock(&d->quiet_lock);
	mutex_unlock(&d->notifier_lock);
}

void good_tried_inside(struct od_dev *d)
{
	mutex_lock(&d->notifier_lock);
	if (mutex_trylock(&d->tried_lock)) {	/* { dg-bogus "." } */
		d->n++;
		mutex_unlock(&d->tried_lock);
	}
	mutex_unlock(&d->notifier_lock);
}

void good_tried_elsewhere(struct od_dev *d)
{
	mutex_lock(&d->tried_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->tried_lock);
}

/* The notifier's lock innermost, and dropped before what allocates. */
void good_other_way_round(struct od_dev *d)
{
	mutex_lock(&d->outer_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_lock(&d->notifier_lock);		/* { dg-bogus "." } */
	d->n++;
	mutex_unlock(&d->notifier_lock);
	mutex_unlock(&d->outer_lock);
}

void good_nowait_inside(struct od_dev *d)
{
	mutex_lock(&d->notifier_lock);
	mutex_lock(&d->nowait_lock);	/* { dg-bogus "." } */
	d->n++;
	mutex_unlock(&d->nowait_lock);
	mutex_unlock(&d->notifier_lock);
}

void good_nowait_elsewhere(struct od_dev *d)
{
	mutex_lock(&d->nowait_lock);
	d->table = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	mutex_unlock(&d->nowait_lock);
}
