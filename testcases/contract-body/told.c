// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a lock is declared to be taken in reclaim, and the callback takes another one
 * rule:   contract-body
 * lab:    nothing: nobody compares a declaration with what is done
 * confidence: low
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mmu_interval_notifier mni;
	struct mutex good __rl_taken_in("reclaim");	/* { dg-bogus "taken in invalidate callbacks" } */
	struct mutex tried __rl_taken_in("reclaim");	/* { dg-bogus "taken in invalidate callbacks" } */
	struct mutex bad __rl_taken_in("reclaim");	/* { dg-warning "'struct dev.bad' is declared to be taken in invalidate callbacks, and 'dev_invalidate' does not take it" } */
	struct mutex elsewhere __rl_taken_in("shrinker");	/* { dg-bogus "taken in" } */
};

/* So that it is a lock. */
void bad_user(struct dev *d)
{
	mutex_lock(&d->bad);
	mutex_unlock(&d->bad);
	mutex_lock(&d->elsewhere);
	mutex_unlock(&d->elsewhere);
}

static bool dev_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->good);
	if (mutex_trylock(&d->tried))
		mutex_unlock(&d->tried);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->good);
	return true;
}

const struct mmu_interval_notifier_ops good_ops = { .invalidate = dev_invalidate };

MODULE_LICENSE("GPL");
