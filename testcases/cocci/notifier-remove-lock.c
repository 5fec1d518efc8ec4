// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   subscriptions removed and mms given back under the lock of a callback, or inside it
 * rule:   notifier-remove-lock
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in notifier-remove-lock
 * cocci:  notifier_remove_lock
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct rl_dev {
	refcount_t users;
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mm_struct *mm;
	struct mutex lock, list_lock, other;
	unsigned long seq;
};

static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rl_dev *d = container_of(mni, struct rl_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-message "lock 'struct rl_dev.lock' taken here" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	mmput(d->mm);			/* { dg-warning "'mmput' may tear down the mm inside callback 'bad_invalidate'" } */
	return true;
}

static const struct mmu_interval_notifier_ops bad_ops = {
	.invalidate = bad_invalidate,
};

static int rl_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct rl_dev *d = container_of(mn, struct rl_dev, mn);

	if (!mutex_trylock(&d->other))
		return mmu_notifier_range_blockable(range) ? 0 : -EAGAIN;
	mutex_unlock(&d->other);
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->list_lock);
	d->seq++;
	mutex_unlock(&d->list_lock);
	return 0;
}

static const struct mmu_notifier_ops list_ops = {
	.invalidate_range_start = rl_start,
};

void bad_remove(struct rl_dev *d)
{
	mutex_lock(&d->lock);
	mmu_interval_notifier_remove(&d->mni);	/* { dg-warning "'mmu_interval_notifier_remove' waits for the mm's invalidations while holding 'struct rl_dev.lock', which invalidate callback 'bad_invalidate' takes" } */
	mutex_unlock(&d->lock);
}

void bad_begin(struct rl_dev *d)
{
	mutex_lock(&d->lock);
	d->seq = mmu_interval_read_begin(&d->mni);	/* { dg-warning "'mmu_interval_read_begin' waits for the mm's invalidations" } */
	mutex_unlock(&d->lock);
}

static noinline void rl_drop(struct rl_dev *d)
{
	mmput(d->mm);		/* { dg-message "calls 'mmput'" } */
	d->mm = NULL;
}

/* Whoever calls it holds another reference. */
static noinline void good_last_put(struct rl_dev *d)
{
	if (refcount_dec_and_test(&d->users))
		mmu_interval_notifier_remove(&d->mni);	/* { dg-bogus "." } */
}

static bool good_putting(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rl_dev *d = container_of(mni, struct rl_dev, mni);

	refcount_inc(&d->users);
	mmu_interval_set_seq(mni, seq);
	good_last_put(d);
	return true;
}

static const struct mmu_interval_notifier_ops putting_ops = {
	.invalidate = good_putting,
};

void bad_put(struct rl_dev *d)
{
	mutex_lock(&d->lock);
	if (d->seq)
		mmput(d->mm);	/* { dg-warning "'mmput' may tear down the mm while holding 'struct rl_dev.lock'" } */
	else
		rl_drop(d);	/* { dg-warning "'mmput' may tear down the mm while holding 'struct rl_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void bad_unregister(struct rl_dev *d)
{
	mutex_lock(&d->list_lock);
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-warning "'mmu_notifier_unregister' calls ->release and waits for callbacks while holding 'struct rl_dev.list_lock'" } */
	mutex_unlock(&d->list_lock);
}

void bad_synchronize(struct rl_dev *d)
{
	mutex_lock(&d->list_lock);
	mmu_notifier_synchronize();		/* { dg-warning "'mmu_notifier_synchronize' waits for the callbacks of every mm while holding 'struct rl_dev.list_lock'" } */
	mutex_unlock(&d->list_lock);
}

void good_order(struct rl_dev *d)
{
	mutex_lock(&d->lock);
	mmput_async(d->mm);			/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	mutex_lock(&d->other);
	mmu_interval_notifier_remove(&d->mni);	/* { dg-bogus "." } */
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-bogus "." } */
	mutex_unlock(&d->other);
	mmput(d->mm);				/* { dg-bogus "." } */
}

const void *const used[] = { &bad_ops, &list_ops, &putting_ops };
