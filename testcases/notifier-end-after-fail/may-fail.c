// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   -EAGAIN under the may-fail API goes with an end that puts up with it
 * rule:   notifier-end-after-fail
 * origin: own
 * lab:    cannot run: the lab's kernel has no MMU_NOTIFIER_RANGE_MAYFAIL
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#ifndef MMU_NOTIFIER_RANGE_MAYFAIL
#define MMU_NOTIFIER_RANGE_MAYFAIL (1 << 1)

static inline bool mmu_notifier_range_mayfail(const struct mmu_notifier_range *range)
{
	return range->flags & MMU_NOTIFIER_RANGE_MAYFAIL;
}
#endif

struct mf_dev {
	struct mmu_notifier mn;
	spinlock_t spin;
	bool pinned;
	int active;
};

#define to_dev(m) container_of(m, struct mf_dev, mn)

static void mf_end(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mf_dev *d = to_dev(mn);

	spin_lock(&d->spin);
	if (d->active)
		d->active--;
	spin_unlock(&d->spin);
}

static int good_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mf_dev *d = to_dev(mn);

	if (mmu_notifier_range_mayfail(range) && d->pinned)
		return -EAGAIN;
	spin_lock(&d->spin);
	d->active++;
	spin_unlock(&d->spin);
	return 0;
}

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mf_dev *d = to_dev(mn);

	if (mmu_notifier_range_mayfail(range) && d->pinned)
		return -EAGAIN;
	if (!mmu_notifier_range_blockable(range) && !spin_trylock(&d->spin))
		return -EAGAIN;		/* { dg-warning "'bad_start' fails, and 'mf_end' is called all the same" } */
	if (mmu_notifier_range_blockable(range))
		spin_lock(&d->spin);
	d->active++;
	spin_unlock(&d->spin);
	return 0;
}

const struct mmu_notifier_ops mf_good = { .invalidate_range_start = good_start, .invalidate_range_end = mf_end };
const struct mmu_notifier_ops mf_bad = { .invalidate_range_start = bad_start, .invalidate_range_end = mf_end };
