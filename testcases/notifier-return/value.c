// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   invalidate_range_start fails with something else than -EAGAIN
 * rule:   notifier-return
 * origin: own
 * lab:    warning
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct vl_dev {
	struct mmu_notifier mn;
	struct mutex lock;
	unsigned long start;
};

#define to_dev(m) container_of(m, struct vl_dev, mn)

static int bad_busy(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return -EBUSY;			/* { dg-warning "'bad_busy' fails with -16, which is not -EAGAIN" } */
	to_dev(mn)->start = range->start;
	return 0;
}

/* As an interval notifier would. */
static int bad_true(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct vl_dev *d = to_dev(mn);

	if (mmu_notifier_range_blockable(range)) {
		mutex_lock(&d->lock);
		d->start = range->start;
		mutex_unlock(&d->lock);
		return 0;
	}
	return 1;				/* { dg-warning "'bad_true' fails with 1, which is not -EAGAIN" } */
}

static noinline int vl_take(struct vl_dev *d)
{
	return mutex_trylock(&d->lock) ? 0 : -EINTR;
}

static int bad_in_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct vl_dev *d = to_dev(mn);
	int ret;

	if (mmu_notifier_range_blockable(range)) {
		mutex_lock(&d->lock);
	} else {
		ret = vl_take(d);
		if (ret)
			return ret;		/* { dg-warning "'bad_in_helper' fails with -4, which is not -EAGAIN" } */
	}
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static noinline int vl_try(struct vl_dev *d)
{
	return mutex_trylock(&d->lock) ? 0 : -EAGAIN;
}

static int good_in_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct vl_dev *d = to_dev(mn);
	int ret;

	if (mmu_notifier_range_blockable(range)) {
		mutex_lock(&d->lock);
	} else {
		ret = vl_try(d);
		if (ret)
			return ret;
	}
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

/* -EWOULDBLOCK is the same number. */
static int good_wouldblock(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return -EWOULDBLOCK;
	to_dev(mn)->start = range->start;
	return 0;
}

const struct mmu_notifier_ops vl_ops[] = {
	{ .invalidate_range_start = bad_busy },
	{ .invalidate_range_start = bad_true },
	{ .invalidate_range_start = bad_in_helper },
	{ .invalidate_range_start = good_in_helper },
	{ .invalidate_range_start = good_wouldblock },
};
