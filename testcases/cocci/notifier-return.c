// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that fail where they may not, or with something else
 * rule:   notifier-return
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in notifier-return
 * cocci:  notifier_return
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct nr_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
};

static bool bad_interval(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nr_dev *d = container_of(mni, struct nr_dev, mni);

	if (!mutex_trylock(&d->lock))
		return false;	/* { dg-warning "'bad_interval' fails \(returns false\) in an invocation that may block" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct nr_dev *d = container_of(mn, struct nr_dev, mn);

	if (!mutex_trylock(&d->lock))
		return -EAGAIN;	/* { dg-warning "'bad_start' fails \(returns -EAGAIN\) in an invocation that may block" } */
	mutex_unlock(&d->lock);
	return 0;
}

static int bad_value(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct nr_dev *d = container_of(mn, struct nr_dev, mn);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EBUSY;	/* { dg-warning "'bad_value' fails with -EBUSY, which is not -EAGAIN" } */
	mutex_unlock(&d->lock);
	return 0;
}

static bool good_interval(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct nr_dev *d = container_of(mni, struct nr_dev, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;	/* { dg-bogus "." } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static noinline bool nr_take(struct nr_dev *d, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return mutex_trylock(&d->lock);
	mutex_lock(&d->lock);
	return true;
}

static int good_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct nr_dev *d = container_of(mn, struct nr_dev, mn);

	if (!nr_take(d, range))
		return -EAGAIN;	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return 0;
}

const struct mmu_interval_notifier_ops interval_ops[] = {
	{ .invalidate = bad_interval },
	{ .invalidate = good_interval },
};

const struct mmu_notifier_ops list_ops[] = {
	{ .invalidate_range_start = bad_start },
	{ .invalidate_range_start = bad_value },
	{ .invalidate_range_start = good_helper },
};
