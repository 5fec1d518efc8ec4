// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the callback allocates three calls deep, with the mask chosen on the way
 * rule:   reclaim-recursion
 * lab:    circular-locking
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/slab.h>

struct rd_dev {
	struct mmu_interval_notifier mni;
	void *fence;
};

static noinline void *rd_fence(gfp_t gfp)
{
	return kzalloc(64, gfp);
}

static noinline int rd_job(struct rd_dev *d, bool can_wait)
{
	d->fence = rd_fence(can_wait ? GFP_KERNEL : GFP_NOWAIT);
	return d->fence ? 0 : -ENOMEM;
}

static bool bad_job(struct mmu_interval_notifier *mni,
		    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rd_dev *d = container_of(mni, struct rd_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	rd_job(d, true);	/* { dg-warning "'rd_job' with GFP_KERNEL may enter reclaim again from invalidate callback 'bad_job'" } */
	return true;
}

static bool good_job(struct mmu_interval_notifier *mni,
		     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rd_dev *d = container_of(mni, struct rd_dev, mni);

	rd_job(d, false);	/* { dg-bogus "." } */
	return true;
}

const struct mmu_interval_notifier_ops rd_ops[] = {
	{ .invalidate = bad_job },
	{ .invalidate = good_job },
};
