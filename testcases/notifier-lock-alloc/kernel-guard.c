// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the kernel's own guard(mutex) and scoped_guard(mutex)
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/cleanup.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct kg_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool kg_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct kg_dev *d = container_of(mni, struct kg_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	guard(mutex)(&d->lock);
	mmu_interval_set_seq(mni, seq);
	return true;
}

const struct mmu_interval_notifier_ops kg_ops = { .invalidate = kg_invalidate };

int bad_guarded(struct kg_dev *d)
{
	guard(mutex)(&d->lock);

	if (d->buf)
		return -EBUSY;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct kg_dev.lock', which invalidate callback 'kg_invalidate' takes" } */
	return 0;
}

int bad_scoped(struct kg_dev *d)
{
	scoped_guard(mutex, &d->lock)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct kg_dev.lock'" } */
	return 0;
}

static noinline int kg_count(struct kg_dev *d)
{
	guard(mutex)(&d->lock);

	if (!d->buf)
		return -ENOENT;
	return 1;
}

/* What the callee took, it gave back. */
int good_callee_guards(struct kg_dev *d)
{
	int n = kg_count(d);

	if (n > 0)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return n;
}

int good_after_scope(struct kg_dev *d)
{
	scoped_guard(mutex, &d->lock) {
		if (d->buf)
			return -EBUSY;
	}
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return 0;
}
