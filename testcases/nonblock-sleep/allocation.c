// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a blocking allocation in a callback sleeps where it may not, and recurses where it may
 * rule:   nonblock-sleep
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/slab.h>
#include <linux/sched/mm.h>

struct na_dev {
	struct mmu_interval_notifier mni;
	void *buf;
};

static bool bad_kernel(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct na_dev *d = container_of(mni, struct na_dev, mni);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep in a non-blockable invocation of 'bad_kernel'" } { dg-warning "may enter reclaim again" reclaim-recursion } */
	return true;
}

static bool good_nowait(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct na_dev *d = container_of(mni, struct na_dev, mni);

	d->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	kfree(d->buf);				/* { dg-bogus "." } */
	return true;
}

const struct mmu_interval_notifier_ops na_ops[] = {
	{ .invalidate = bad_kernel },
	{ .invalidate = good_nowait },
};
