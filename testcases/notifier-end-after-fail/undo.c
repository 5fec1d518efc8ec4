// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   something is changed, then the callback fails
 * rule:   notifier-end-after-fail
 * origin: own
 * lab:    nothing: only a reader can tell that what was begun is left behind
 */
#include <linux/atomic.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct un_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock, other;
	spinlock_t spin;
	atomic_t running;
	unsigned long start;
	unsigned int seq;
	int active;
};

#define to_dev(m) container_of(m, struct un_dev, mn)
#define mni_dev(m) container_of(m, struct un_dev, mni)

static int bad_counter(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);

	d->active++;			/* { dg-message "'struct un_dev.active' is changed here" } */
	if (!mutex_trylock(&d->lock))
		return -EAGAIN;		/* { dg-warning "'bad_counter' fails and leaves 'struct un_dev.active' changed" } { dg-warning "fails" notifier-return } */
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static int bad_atomic(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);

	atomic_inc(&d->running);
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;		/* { dg-warning "'bad_atomic' fails and leaves 'struct un_dev.running' changed" } */
	mutex_lock(&d->lock);
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static int bad_lock(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);

	spin_lock(&d->spin);		/* { dg-message "lock 'struct un_dev.spin' taken here" } */
	if (!mutex_trylock(&d->lock)) {
		if (!mmu_notifier_range_blockable(range))
			return -EAGAIN;	/* { dg-warning "'bad_lock' fails with lock 'struct un_dev.spin' held" } */
		spin_unlock(&d->spin);
		mutex_lock(&d->lock);
		spin_lock(&d->spin);
	}
	d->start = range->start;
	mutex_unlock(&d->lock);
	spin_unlock(&d->spin);
	return 0;
}

static bool bad_interval(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct un_dev *d = mni_dev(mni);

	if (!mmu_notifier_range_blockable(range)) {
		if (!mutex_trylock(&d->lock))
			return false;
		if (!mutex_trylock(&d->other))
			return false;	/* { dg-warning "'bad_interval' fails with lock 'struct un_dev.lock' held" scope-imbalance|notifier-end-after-fail } */
	} else {
		mutex_lock(&d->lock);
		mutex_lock(&d->other);
	}
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->other);
	mutex_unlock(&d->lock);
	return true;
}

/* Fails first. */
static int good_first(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;
	d->active++;
	mutex_unlock(&d->lock);
	return 0;
}

static int good_undone(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);

	atomic_inc(&d->running);
	d->active++;
	if (!mmu_notifier_range_blockable(range)) {
		d->active--;
		atomic_dec(&d->running);
		return -EAGAIN;
	}
	mutex_lock(&d->lock);
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static int good_unlocked(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);
	int ret = 0;

	spin_lock(&d->spin);
	if (!mmu_notifier_range_blockable(range)) {
		ret = -EAGAIN;
		goto out;
	}
	d->start = range->start;
out:
	spin_unlock(&d->spin);
	return ret;
}

/* In effect while it runs, and only where it does not fail afterwards. */
static int good_balanced(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);
	bool blockable = mmu_notifier_range_blockable(range);

	atomic_inc(&d->running);
	if (blockable) {
		mutex_lock(&d->lock);
		d->start = range->start;
		mutex_unlock(&d->lock);
	}
	atomic_dec(&d->running);
	return blockable ? 0 : -EAGAIN;
}

/* A mark that says "stale" is no harm; a local counter is nobody's. */
static int good_mark(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct un_dev *d = to_dev(mn);
	int tries = 0;

	d->start = 0;
	tries++;
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->lock);
	d->start = range->start + tries;
	mutex_unlock(&d->lock);
	return 0;
}

const struct mmu_notifier_ops un_ops[] = {
	{ .invalidate_range_start = bad_counter },
	{ .invalidate_range_start = bad_atomic },
	{ .invalidate_range_start = bad_lock },
	{ .invalidate_range_start = good_first },
	{ .invalidate_range_start = good_undone },
	{ .invalidate_range_start = good_unlocked },
	{ .invalidate_range_start = good_balanced },
	{ .invalidate_range_start = good_mark },
};

const struct mmu_interval_notifier_ops un_interval = { .invalidate = bad_interval };
