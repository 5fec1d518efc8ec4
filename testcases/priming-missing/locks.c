// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks that reclaim takes, with and without lockdep being told
 * rule:   priming-missing
 * lab:    nothing: what lockdep is told too seldom, or too often, does no harm by itself
 * rules:  priming-missing
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/spinlock.h>

struct pm_dev {
	struct mmu_interval_notifier mni;
	struct shrinker shrinker;
	struct mutex untold, untold_deep, told, told_in_helper, tried, untold_scan;
	spinlock_t spin;
	unsigned long n;
};

static noinline void pm_deep(struct pm_dev *d)
{
	mutex_lock(&d->untold_deep);	/* { dg-warning "'bad_invalidate' takes 'struct pm_dev.untold_deep' in reclaim, and lockdep is not told so beforehand" } */
	d->n++;
	mutex_unlock(&d->untold_deep);
}

static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct pm_dev *d = container_of(mni, struct pm_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->untold);		/* { dg-warning "'bad_invalidate' takes 'struct pm_dev.untold' in reclaim" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->untold);
	pm_deep(d);
	return true;
}

static bool good_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct pm_dev *d = container_of(mni, struct pm_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->told);			/* { dg-bogus "." } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->told);
	mutex_lock(&d->told_in_helper);		/* { dg-bogus "." } */
	mutex_unlock(&d->told_in_helper);
	if (mutex_trylock(&d->tried))		/* { dg-bogus "." } */
		mutex_unlock(&d->tried);
	spin_lock(&d->spin);			/* { dg-bogus "." } */
	d->n++;
	spin_unlock(&d->spin);
	return true;
}

static unsigned long bad_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct pm_dev *d = container_of(s, struct pm_dev, shrinker);

	mutex_lock(&d->untold_scan);	/* { dg-warning "'bad_scan' takes 'struct pm_dev.untold_scan' in reclaim" } */
	d->n = 0;
	mutex_unlock(&d->untold_scan);
	return SHRINK_STOP;
}

static unsigned long good_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct pm_dev, shrinker)->n;
}

static void pm_prime(struct mutex *lock)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(lock);
	fs_reclaim_release(GFP_KERNEL);
}

void good_init(struct pm_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->told);		/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
	pm_prime(&d->told_in_helper);	/* { dg-bogus "." } */
}

const struct mmu_interval_notifier_ops pm_ops[] = {
	{ .invalidate = bad_invalidate },
	{ .invalidate = good_invalidate },
};
const struct shrinker pm_shrinker = { .count_objects = good_count, .scan_objects = bad_scan };
