// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the blockable test and the lock are in different files
 * rule:   nonblock-sleep
 * lab:    nothing: the kernel calls non_block_start() around mmu_notifier_ops only; around interval notifiers nobody checks
 * origin: own
 */
#include <linux/mmu_notifier.h>

struct xf_dev;
struct xf_dev *xf_from(struct mmu_interval_notifier *mni);
bool xf_stop(struct xf_dev *d, bool wait);
void xf_drain(struct xf_dev *d);

static bool good_passes_on(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	return xf_stop(xf_from(mni), mmu_notifier_range_blockable(range));	/* { dg-bogus "sleep" } */
}

static bool bad_always_waits(struct mmu_interval_notifier *mni,
			     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct xf_dev *d = xf_from(mni);

	if (!xf_stop(d, mmu_notifier_range_blockable(range)))
		return false;
	xf_drain(d);	/* { dg-message "xf_drain" } */
	return true;
}

const struct mmu_interval_notifier_ops xf_ops[] = {
	{ .invalidate = good_passes_on },
	{ .invalidate = bad_always_waits },
};
