// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   mmu_notifier_unregister() and mmput() under locks that callbacks take, and their relatives that do not wait
 * rule:   notifier-remove-lock
 * origin: own
 * lab:    recursive-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>

struct ls_dev {
	struct mmu_notifier mn;
	struct mmu_interval_notifier mni;
	struct shrinker shrinker;
	struct mm_struct *mm;
	struct mutex release_lock, start_lock, interval_lock, cache_lock;
	unsigned long n;
};

static void ls_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct ls_dev *d = container_of(mn, struct ls_dev, mn);

	mutex_lock(&d->release_lock);
	d->n = 0;
	mutex_unlock(&d->release_lock);
}

static int ls_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct ls_dev *d = container_of(mn, struct ls_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->start_lock);
	d->n++;
	mutex_unlock(&d->start_lock);
	return 0;
}

static void ls_free(struct mmu_notifier *mn)
{
	container_of(mn, struct ls_dev, mn)->n = 0;
}

const struct mmu_notifier_ops ls_ops = {
	.release = ls_release, .invalidate_range_start = ls_start, .free_notifier = ls_free,
};

static bool ls_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ls_dev *d = container_of(mni, struct ls_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->interval_lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->interval_lock);
	return true;
}

const struct mmu_interval_notifier_ops ls_interval_ops = { .invalidate = ls_invalidate };

static unsigned long ls_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct ls_dev *d = container_of(s, struct ls_dev, shrinker);

	mutex_lock(&d->cache_lock);
	d->n = 0;
	mutex_unlock(&d->cache_lock);
	return SHRINK_STOP;
}

static unsigned long ls_count(struct shrinker *s, struct shrink_control *sc)
{
	return 0;
}

const struct shrinker ls_shrinker = { .count_objects = ls_count, .scan_objects = ls_scan };

void bad_unregister_release_lock(struct ls_dev *d)
{
	mutex_lock(&d->release_lock);
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-warning "'mmu_notifier_unregister' calls ->release and waits for callbacks while holding 'struct ls_dev.release_lock', which release callback 'ls_release' takes" } */
	mutex_unlock(&d->release_lock);
}

void bad_unregister_start_lock(struct ls_dev *d)
{
	mutex_lock(&d->start_lock);
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-warning "which invalidate callback 'ls_start' takes" } */
	mutex_unlock(&d->start_lock);
}

void bad_synchronize(struct ls_dev *d)
{
	mutex_lock(&d->start_lock);
	mmu_notifier_synchronize();	/* { dg-warning "'mmu_notifier_synchronize' waits for the callbacks of every mm while holding 'struct ls_dev.start_lock', which invalidate callback 'ls_start' takes" } */
	mutex_unlock(&d->start_lock);
}

void bad_mmput(struct ls_dev *d)
{
	mutex_lock(&d->interval_lock);
	mmput(d->mm);			/* { dg-warning "'mmput' may tear down the mm while holding 'struct ls_dev.interval_lock', which invalidate callback 'ls_invalidate' takes" } */
	mutex_unlock(&d->interval_lock);
}

void bad_mmput_release_lock(struct ls_dev *d)
{
	mutex_lock(&d->release_lock);
	mmput(d->mm);			/* { dg-warning "'mmput' may tear down the mm" } */
	mutex_unlock(&d->release_lock);
}

void good_relatives(struct ls_dev *d)
{
	mutex_lock(&d->start_lock);
	mmu_notifier_put(&d->mn);	/* { dg-bogus "." } */
	mmput_async(d->mm);		/* { dg-bogus "." } */
	mmdrop(d->mm);			/* { dg-bogus "." } */
	mutex_unlock(&d->start_lock);
}

void good_outside(struct ls_dev *d)
{
	mutex_lock(&d->release_lock);
	d->n = 0;
	mutex_unlock(&d->release_lock);
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-bogus "." } */
	mmu_notifier_synchronize();	/* { dg-bogus "." } */
	mmput(d->mm);			/* { dg-bogus "." } */
}

/* SRCU is not held over interval callbacks. */
void good_unregister_interval_lock(struct ls_dev *d)
{
	mutex_lock(&d->interval_lock);
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-bogus "." } */
	mmu_notifier_synchronize();	/* { dg-bogus "." } */
	mutex_unlock(&d->interval_lock);
}

/* What runs under SRCU is callbacks, and these do not allocate. */
void good_unregister_shrinker_lock(struct ls_dev *d)
{
	mutex_lock(&d->cache_lock);
	mmu_notifier_unregister(&d->mn, d->mm);	/* { dg-bogus "." } */
	mutex_unlock(&d->cache_lock);
}
