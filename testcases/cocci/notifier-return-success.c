// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   success is reported although the lock was not to be had
 * rule:   notifier-return
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in notifier-return
 * cocci:  notifier_return
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct su_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	spinlock_t spin;
	struct work_struct work;
	unsigned long start;
	bool stale;
};

#define to_dev(m) container_of(m, struct su_dev, mni)
#define mn_dev(m) container_of(m, struct su_dev, mn)

static bool bad_true(struct mmu_interval_notifier *mni,
		     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))	/* { dg-warning "'bad_true' reports success without the lock that it has tried to take" } */
		return true;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static int bad_zero(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct su_dev *d = container_of(mn, struct su_dev, mn);

	if (!mutex_trylock(&d->lock))	/* { dg-warning "'bad_zero' reports success without the lock" } */
		return 0;
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static bool bad_skips(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (mutex_trylock(&d->lock)) {		/* { dg-warning "'bad_skips' reports success without the lock" } */
		mmu_interval_set_seq(mni, seq);
		mutex_unlock(&d->lock);
	}
	return true;
}

/* Under another lock: still nothing is done. */
static bool bad_inner(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	spin_lock(&d->spin);
	if (!mutex_trylock(&d->lock)) {	/* { dg-warning "'bad_inner' reports success without the lock" } */
		spin_unlock(&d->spin);
		return true;
	}
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	spin_unlock(&d->spin);
	return true;
}

static bool good_false(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

/* The work is done in any case, the lock is for something else. */
static bool good_extra(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	spin_lock(&d->spin);
	mmu_interval_set_seq(mni, seq);
	spin_unlock(&d->spin);
	if (!mutex_trylock(&d->lock))
		return true;
	d->start = range->start;
	mutex_unlock(&d->lock);
	return true;
}

/* No trylock; who is killed gives the pages up anyhow. */
static bool good_killable(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (mutex_lock_killable(&d->lock))
		return true;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

/* Left to somebody else. */
static bool good_later(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (!mutex_trylock(&d->lock)) {
		schedule_work(&d->work);
		return true;
	}
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static bool good_mark(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (!mutex_trylock(&d->lock)) {
		WRITE_ONCE(d->stale, true);
		return true;
	}
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

/* A second try, under another lock. */
static bool good_other(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct su_dev *d = to_dev(mni);

	if (mutex_trylock(&d->lock)) {
		mmu_interval_set_seq(mni, seq);
		mutex_unlock(&d->lock);
		return true;
	}
	spin_lock(&d->spin);
	mmu_interval_set_seq(mni, seq);
	spin_unlock(&d->spin);
	return true;
}

const struct mmu_interval_notifier_ops su_interval[] = {
	{ .invalidate = bad_true },
	{ .invalidate = bad_skips },
	{ .invalidate = bad_inner },
	{ .invalidate = good_false },
	{ .invalidate = good_extra },
	{ .invalidate = good_killable },
	{ .invalidate = good_later },
	{ .invalidate = good_mark },
	{ .invalidate = good_other },
};

const struct mmu_notifier_ops su_list = {
	.invalidate_range_start = bad_zero,
};
