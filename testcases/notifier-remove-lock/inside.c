// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a callback that waits for itself to end
 * rule:   notifier-remove-lock
 * origin: own
 * lab:    recursive-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/workqueue.h>

struct in_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct work_struct work;
	struct mm_struct *mm;
	struct mutex lock;
	int users;
};

static noinline void in_put(struct in_dev *d)
{
	if (!--d->users)
		mmu_interval_notifier_remove(&d->mni);	/* { dg-warning "'mmu_interval_notifier_remove' waits for the mm's invalidations inside callback 'bad_remove'" } */
}

static bool bad_remove(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct in_dev *d = container_of(mni, struct in_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	in_put(d);			/* { dg-message "in_put" } */
	return true;
}

static bool bad_mmput(struct mmu_interval_notifier *mni,
		      const struct mmu_notifier_range *range, unsigned long seq)
{
	struct in_dev *d = container_of(mni, struct in_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (!mmget_not_zero(d->mm))
		return true;
	d->users = atomic_read(&d->mm->mm_users);
	mmput(d->mm);			/* { dg-warning "'mmput' may tear down the mm inside callback 'bad_mmput'" } */
	return true;
}

/* Once: the lock is not what is wrong. */
static bool bad_mmput_under_lock(struct mmu_interval_notifier *mni,
				 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct in_dev *d = container_of(mni, struct in_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	if (mmget_not_zero(d->mm))
		mmput(d->mm);		/* { dg-warning "inside callback 'bad_mmput_under_lock'" } { dg-bogus "while holding" } */
	mutex_unlock(&d->lock);
	return true;
}

static int bad_unregister(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct in_dev *d = container_of(mn, struct in_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mmu_notifier_unregister(mn, d->mm);	/* { dg-warning "'mmu_notifier_unregister' calls ->release and waits for callbacks inside callback 'bad_unregister'" } */
	return 0;
}

static void in_work(struct work_struct *work)
{
	struct in_dev *d = container_of(work, struct in_dev, work);

	mmu_interval_notifier_remove(&d->mni);	/* { dg-bogus "." } */
}

void good_init(struct in_dev *d)
{
	INIT_WORK(&d->work, in_work);
}

static bool good_later(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct in_dev *d = container_of(mni, struct in_dev, mni);

	if (!mmget_not_zero(d->mm))
		return true;
	d->users = atomic_read(&d->mm->mm_users);
	mmput_async(d->mm);		/* { dg-bogus "." } */
	schedule_work(&d->work);	/* { dg-bogus "." } */
	return true;
}

static void in_free(struct mmu_notifier *mn)
{
	container_of(mn, struct in_dev, mn)->users = 0;
}

static int good_put(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	mmu_notifier_put(mn);		/* { dg-bogus "." } */
	return 0;
}

const struct mmu_interval_notifier_ops in_ops[] = {
	{ .invalidate = bad_remove },
	{ .invalidate = bad_mmput },
	{ .invalidate = bad_mmput_under_lock },
	{ .invalidate = good_later },
};

const struct mmu_notifier_ops in_list_ops[] = {
	{ .invalidate_range_start = bad_unregister },
	{ .invalidate_range_start = good_put, .free_notifier = in_free },
};
