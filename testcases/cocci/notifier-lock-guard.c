// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks that guard() and scoped_guard() hold
 * rule:   notifier-lock-alloc
 * cocci:  notifier_lock_held
 * lab:    circular-locking
 * kernel: 6.12
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct guard_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool guard_invalidate(struct mmu_interval_notifier *mni,
			     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct guard_dev *d = container_of(mni, struct guard_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	guard(mutex)(&d->lock);
	mmu_interval_set_seq(mni, seq);
	return true;
}

static const struct mmu_interval_notifier_ops guard_ops = {
	.invalidate = guard_invalidate,
};

int bad_guard(struct guard_dev *d)
{
	guard(mutex)(&d->lock);
	if (d->buf)
		return 0;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct guard_dev.lock'" } */
	return 0;
}

void bad_scoped(struct guard_dev *d)
{
	scoped_guard(mutex, &d->lock) {
		if (!d->buf)
			d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct guard_dev.lock'" } */
	}
	kfree(kmalloc(64, GFP_KERNEL));		/* { dg-bogus "reclaim" } */
}

void good_block(struct guard_dev *d)
{
	{
		guard(mutex)(&d->lock);
		d->buf = NULL;
	}
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

const void *const used[] = { &guard_ops };
