// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   release and invalidate share a helper, which allocates only for one of them
 * rule:   reclaim-recursion
 * lab:    circular-locking
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct hs_dev {
	struct mmu_notifier mn;
	struct mmu_interval_notifier mni;
	struct xarray xa;
	void *log;
};

static noinline void hs_drop(struct hs_dev *d, bool exiting)
{
	if (exiting)
		d->log = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	hs_drop(container_of(mn, struct hs_dev, mn), true);	/* { dg-bogus "." } */
}

static int good_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	hs_drop(container_of(mn, struct hs_dev, mn), false);	/* { dg-bogus "." } */
	return 0;
}

/* RELEASE is the one event that may. */
static bool good_event_decides(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long seq)
{
	hs_drop(container_of(mni, struct hs_dev, mni), range->event == MMU_NOTIFY_RELEASE);	/* { dg-bogus "." } */
	return true;
}

static bool bad_always(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct hs_dev *d = container_of(mni, struct hs_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	xa_store(&d->xa, range->start, d, GFP_KERNEL);	/* { dg-warning "may enter reclaim again from invalidate callback 'bad_always'" } */
	xa_store(&d->xa, range->end, d, GFP_ATOMIC);	/* { dg-bogus "." } */
	return true;
}

const struct mmu_notifier_ops hs_list_ops = {
	.release = good_release,
	.invalidate_range_start = good_start,
};

const struct mmu_interval_notifier_ops hs_ops[] = {
	{ .invalidate = good_event_decides },
	{ .invalidate = bad_always },
};
