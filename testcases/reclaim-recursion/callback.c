// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   allocations inside callbacks
 * rule:   reclaim-recursion
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct rr_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	void *buf;
};

static bool bad_kernel(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rr_dev *d = container_of(mni, struct rr_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter reclaim again from invalidate callback 'bad_kernel'" } */
	return true;
}

/* mmu_notifier is taken for NOFS and NOIO as well. */
static bool bad_nofs(struct mmu_interval_notifier *mni,
		     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rr_dev *d = container_of(mni, struct rr_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	d->buf = kmalloc(64, GFP_NOFS);		/* { dg-warning "'kmalloc' with GFP_NOFS may enter reclaim again from invalidate callback 'bad_nofs'" } */
	return true;
}

/* munmap is not under PF_MEMALLOC: here it recurses. */
static int bad_unmap(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct rr_dev *d = container_of(mn, struct rr_dev, mn);

	if (!mmu_notifier_range_blockable(range) || range->event != MMU_NOTIFY_UNMAP)
		return 0;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter reclaim again from invalidate callback 'bad_unmap'" } */
	return 0;
}

static bool good_nowait(struct mmu_interval_notifier *mni,
			const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rr_dev *d = container_of(mni, struct rr_dev, mni);

	d->buf = kmalloc(64, GFP_NOWAIT | __GFP_NOWARN);	/* { dg-bogus "." } */
	return true;
}

static bool good_noreclaim(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rr_dev *d = container_of(mni, struct rr_dev, mni);
	unsigned int flags;

	if (!mmu_notifier_range_blockable(range))
		return false;
	flags = memalloc_noreclaim_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim again" } */
	memalloc_noreclaim_restore(flags);
	return true;
}

/* From exit_mmap, under no lock of the mm. */
static bool good_release_event(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rr_dev *d = container_of(mni, struct rr_dev, mni);

	if (range->event == MMU_NOTIFY_RELEASE)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	return true;
}

static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct rr_dev *d = container_of(mn, struct rr_dev, mn);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

static struct mmu_notifier *good_alloc_notifier(struct mm_struct *mm)
{
	struct rr_dev *d = kzalloc(sizeof(*d), GFP_KERNEL);	/* { dg-bogus "." } */

	return d ? &d->mn : ERR_PTR(-ENOMEM);
}

static void good_free_notifier(struct mmu_notifier *mn)
{
	kfree(container_of(mn, struct rr_dev, mn));	/* { dg-bogus "." } */
}

const struct mmu_interval_notifier_ops rr_ops[] = {
	{ .invalidate = bad_kernel }, { .invalidate = bad_nofs },
	{ .invalidate = good_nowait }, { .invalidate = good_noreclaim },
	{ .invalidate = good_release_event },
};

const struct mmu_notifier_ops rr_list_ops = {
	.invalidate_range_start = bad_unmap,
	.release = good_release,
	.alloc_notifier = good_alloc_notifier,
	.free_notifier = good_free_notifier,
};
