// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   waiting for the invalidations of an mm, under locks that callbacks and shrinkers take
 * rule:   notifier-remove-lock
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>

struct iv_dev {
	struct mmu_interval_notifier mni;
	struct shrinker shrinker;
	struct mutex lock, cache_lock, try_lock, list_lock;
	unsigned long seq, n;
	bool gone;
};

static bool iv_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct iv_dev *d = container_of(mni, struct iv_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-message "struct iv_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	if (mutex_trylock(&d->try_lock)) {
		d->n++;
		mutex_unlock(&d->try_lock);
	}
	return true;
}

const struct mmu_interval_notifier_ops iv_ops = { .invalidate = iv_invalidate };

static unsigned long iv_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct iv_dev *d = container_of(s, struct iv_dev, shrinker);

	mutex_lock(&d->cache_lock);
	d->n = 0;
	mutex_unlock(&d->cache_lock);
	return SHRINK_STOP;
}

static unsigned long iv_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct iv_dev, shrinker)->n;
}

const struct shrinker iv_shrinker = { .count_objects = iv_count, .scan_objects = iv_scan };

void bad_remove(struct iv_dev *d)
{
	mutex_lock(&d->lock);		/* { dg-message "struct iv_dev.lock" } */
	mmu_interval_notifier_remove(&d->mni);	/* { dg-warning "'mmu_interval_notifier_remove' waits for the mm's invalidations while holding 'struct iv_dev.lock', which invalidate callback 'iv_invalidate' takes" } */
	mutex_unlock(&d->lock);
}

static noinline void iv_teardown(struct iv_dev *d)
{
	d->n = 0;
	mmu_interval_notifier_remove(&d->mni);	/* { dg-message "mmu_interval_notifier_remove" } */
}

static noinline void iv_close(struct iv_dev *d)
{
	if (!d->gone)
		iv_teardown(d);
	d->gone = true;
}

void bad_two_calls_below(struct iv_dev *d)
{
	mutex_lock(&d->lock);
	iv_close(d);			/* { dg-warning "'mmu_interval_notifier_remove' waits for the mm's invalidations" } */
	mutex_unlock(&d->lock);
}

/* What lies between start and end of an invalidation may allocate. */
void bad_shrinker_lock(struct iv_dev *d)
{
	mutex_lock(&d->cache_lock);
	mmu_interval_notifier_remove(&d->mni);	/* { dg-warning "while holding 'struct iv_dev.cache_lock', which shrinker 'iv_scan' takes" } */
	mutex_unlock(&d->cache_lock);
}

void bad_read_begin(struct iv_dev *d)
{
	mutex_lock(&d->lock);
	d->seq = mmu_interval_read_begin(&d->mni);	/* { dg-warning "'mmu_interval_read_begin' waits for the mm's invalidations" } { dg-warning "waits for running invalidations" interval-protocol } */
	mutex_unlock(&d->lock);
}

void good_outside(struct iv_dev *d)
{
	mutex_lock(&d->lock);
	d->gone = true;
	mutex_unlock(&d->lock);
	mmu_interval_notifier_remove(&d->mni);	/* { dg-bogus "." } */
}

bool good_protocol(struct iv_dev *d)
{
	bool retry;

	d->seq = mmu_interval_read_begin(&d->mni);	/* { dg-bogus "." } */
	mutex_lock(&d->lock);
	retry = mmu_interval_read_retry(&d->mni, d->seq);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return retry;
}

void good_other_lock(struct iv_dev *d)
{
	mutex_lock(&d->list_lock);
	mmu_interval_notifier_remove(&d->mni);	/* { dg-bogus "." } */
	mutex_unlock(&d->list_lock);
}

void good_trylock_in_callback(struct iv_dev *d)
{
	mutex_lock(&d->try_lock);
	mmu_interval_notifier_remove(&d->mni);	/* { dg-bogus "." } */
	mutex_unlock(&d->try_lock);
}
