// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   with the may-fail API an invocation that asks for it may fail
 * rule:   notifier-return
 * origin: own
 * lab:    cannot run: the lab's kernel has no MMU_NOTIFIER_RANGE_MAYFAIL
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

#ifndef MMU_NOTIFIER_RANGE_MAYFAIL
#define MMU_NOTIFIER_RANGE_MAYFAIL (1 << 1)

static inline bool mmu_notifier_range_mayfail(const struct mmu_notifier_range *range)
{
	return range->flags & MMU_NOTIFIER_RANGE_MAYFAIL;
}
#endif

struct mf_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	unsigned long start;
	bool pinned;
};

#define to_dev(m) container_of(m, struct mf_dev, mni)
#define mn_dev(m) container_of(m, struct mf_dev, mn)

static int good_mayfail(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mf_dev *d = mn_dev(mn);

	if (mmu_notifier_range_mayfail(range) && d->pinned)
		return -EAGAIN;
	d->start = range->start;
	return 0;
}

static bool good_interval(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	if (mmu_notifier_range_mayfail(range))
		return false;
	mmu_interval_set_seq(mni, seq);
	return true;
}

static int bad_value(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mf_dev *d = mn_dev(mn);

	if (mmu_notifier_range_mayfail(range))
		return -EBUSY;			/* { dg-warning "'bad_value' fails" } */
	d->start = range->start;
	return 0;
}

static int bad_any(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mf_dev *d = mn_dev(mn);

	if (mmu_notifier_range_mayfail(range) || d->pinned)
		return -EAGAIN;			/* { dg-warning "'bad_any' fails .returns -11. in an invocation that may block" } */
	d->start = range->start;
	return 0;
}

const struct mmu_interval_notifier_ops mf_interval = { .invalidate = good_interval };
const struct mmu_notifier_ops mf_list[] = {
	{ .invalidate_range_start = good_mayfail },
	{ .invalidate_range_start = bad_value },
	{ .invalidate_range_start = bad_any },
};
