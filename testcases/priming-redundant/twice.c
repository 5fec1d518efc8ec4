// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   claims about reclaim that are made twice, or about locks that reclaim does not take
 * rule:   priming-redundant
 * lab:    nothing: what lockdep is told too seldom, or too often, does no harm by itself
 * rules:  priming-redundant
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct pd_dev {
	struct mmu_interval_notifier mni;
	struct mutex twice, once, unused;
};

static bool pd_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct pd_dev *d = container_of(mni, struct pd_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->twice);
	mutex_lock(&d->once);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->once);
	mutex_unlock(&d->twice);
	return true;
}

const struct mmu_interval_notifier_ops pd_ops = { .invalidate = pd_invalidate };

void good_init(struct pd_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->twice);		/* { dg-bogus "." } */
	might_lock(&d->once);		/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
}

void bad_init_again(struct pd_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->twice);		/* { dg-warning "lockdep is told once more that 'struct pd_dev.twice' is taken in reclaim" } */
	fs_reclaim_release(GFP_KERNEL);
}

void bad_unused(struct pd_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->unused);		/* { dg-warning "lockdep is told that 'struct pd_dev.unused' is taken in reclaim, but nothing there was found to take it" } */
	fs_reclaim_release(GFP_KERNEL);
}

/* Not in a section, so no claim. */
void good_might_lock(struct pd_dev *d)
{
	might_lock(&d->twice);		/* { dg-bogus "." } */
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
	might_lock(&d->unused);		/* { dg-bogus "." } */
}
