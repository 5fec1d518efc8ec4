// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a table with both callbacks whose start may fail
 * rule:   notifier-end-after-fail
 * origin: own
 * lab:    warning
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct en_dev {
	struct mmu_notifier mn;
	struct mutex lock;
	spinlock_t spin;
	unsigned long start;
	int active;
};

#define to_dev(m) container_of(m, struct en_dev, mn)

static void en_end(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct en_dev *d = to_dev(mn);

	spin_lock(&d->spin);
	d->active--;
	spin_unlock(&d->spin);
}

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct en_dev *d = to_dev(mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;		/* { dg-warning "'bad_start' fails, and 'en_end' is called all the same" } */
	mutex_lock(&d->lock);
	d->start = range->start;
	mutex_unlock(&d->lock);
	return 0;
}

static int bad_trylock(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct en_dev *d = to_dev(mn);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;		/* { dg-warning "'bad_trylock' fails, and 'en_end' is called all the same" } */
	d->active++;
	mutex_unlock(&d->lock);
	return 0;
}

static noinline int en_take(struct en_dev *d, bool may_block)
{
	if (may_block)
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;
	return 0;
}

static int bad_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct en_dev *d = to_dev(mn);
	int ret = en_take(d, mmu_notifier_range_blockable(range));

	if (ret)
		return ret;		/* { dg-warning "'bad_helper' fails, and 'en_end' is called all the same" } */
	d->active++;
	mutex_unlock(&d->lock);
	return 0;
}

/* In one of its tables. */
static int bad_shared(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;		/* { dg-warning "'bad_shared' fails, and 'en_end' is called all the same" } */
	to_dev(mn)->start = range->start;
	return 0;
}

/* Nothing follows it. */
static int good_alone(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	to_dev(mn)->start = range->start;
	return 0;
}

/* Never fails. */
static int good_spins(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct en_dev *d = to_dev(mn);

	spin_lock(&d->spin);
	d->active++;
	spin_unlock(&d->spin);
	return 0;
}

/* Fails, but only where nobody can tell that it does. */
static int good_event(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct en_dev *d = to_dev(mn);

	spin_lock(&d->spin);
	d->active++;
	spin_unlock(&d->spin);
	/* only UNMAP is sent non-blockable */
	if (range->event == MMU_NOTIFY_CLEAR && !mmu_notifier_range_blockable(range))
		return -EAGAIN;
	return 0;
}

/* What it may do is not known. */
int en_remote(struct en_dev *d);

static int good_unknown(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	return en_remote(to_dev(mn));
}

const struct mmu_notifier_ops en_ops[] = {
	{ .invalidate_range_start = good_alone },
};
const struct mmu_notifier_ops en_a = { .invalidate_range_start = bad_start, .invalidate_range_end = en_end };
const struct mmu_notifier_ops en_b = { .invalidate_range_start = bad_trylock, .invalidate_range_end = en_end };
const struct mmu_notifier_ops en_c = { .invalidate_range_start = bad_helper, .invalidate_range_end = en_end };
const struct mmu_notifier_ops en_d = { .invalidate_range_start = bad_shared };
const struct mmu_notifier_ops en_e = { .invalidate_range_start = bad_shared, .invalidate_range_end = en_end };
const struct mmu_notifier_ops en_f = { .invalidate_range_start = good_spins, .invalidate_range_end = en_end };
const struct mmu_notifier_ops en_g = { .invalidate_range_start = good_event, .invalidate_range_end = en_end };
const struct mmu_notifier_ops en_h = { .invalidate_range_start = good_unknown, .invalidate_range_end = en_end };
