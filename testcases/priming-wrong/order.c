// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what lockdep is told about locks and reclaim, the right and the wrong way round
 * rule:   priming-wrong
 * origin: own, after drivers/gpu/drm/i915/i915_gem_shrinker.c
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct pr_dev {
	struct mmu_interval_notifier mni;
	struct shrinker shrinker;
	struct mutex notifier_lock, shrink_lock, alloc_lock, idle_lock;
	void *p;
	unsigned long n;
};

static bool pr_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct pr_dev *d = container_of(mni, struct pr_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->notifier_lock);	/* { dg-message "struct pr_dev.notifier_lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->notifier_lock);
	return true;
}

static unsigned long pr_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct pr_dev *d = container_of(s, struct pr_dev, shrinker);

	mutex_lock(&d->shrink_lock);
	d->n = 0;
	mutex_unlock(&d->shrink_lock);
	return SHRINK_STOP;
}

static unsigned long pr_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct pr_dev, shrinker)->n;
}

const struct mmu_interval_notifier_ops pr_ops = { .invalidate = pr_invalidate };
const struct shrinker pr_shrinker = { .count_objects = pr_count, .scan_objects = pr_scan };

void bad_reclaim_under_notifier_lock(struct pr_dev *d)
{
	mutex_init(&d->notifier_lock);
	mutex_lock(&d->notifier_lock);	/* { dg-warning "lockdep is told that reclaim is entered under 'struct pr_dev.notifier_lock', which 'pr_invalidate' takes in reclaim" } */
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
	mutex_unlock(&d->notifier_lock);
}

/* as i915_gem_shrinker_taints_mutex() would have it the wrong way round */
static noinline void taint(struct mutex *mutex)
{
	mutex_acquire(&mutex->dep_map, 0, 0, _RET_IP_);
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
	mutex_release(&mutex->dep_map, _RET_IP_);
}

void bad_told_by_parameter(struct pr_dev *d)
{
	taint(&d->shrink_lock);		/* { dg-warning "lockdep is told that reclaim is entered under 'struct pr_dev.shrink_lock', which 'pr_scan' takes in reclaim" } */
}

void good_told_before(struct pr_dev *d)
{
	might_lock(&d->shrink_lock);
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
}

void bad_reclaim_under_shrinker_lock(struct pr_dev *d)
{
	mutex_lock(&d->shrink_lock);	/* { dg-warning "reclaim is entered under 'struct pr_dev.shrink_lock', which 'pr_scan' takes in reclaim" } */
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
	mutex_unlock(&d->shrink_lock);
}

/* It is held over GFP_KERNEL, rightly so: nothing in reclaim takes it. */
void bad_not_taken(struct pr_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->alloc_lock);	/* { dg-warning "lockdep is told that 'struct pr_dev.alloc_lock' is taken in reclaim, but nothing there takes it, and it is held over GFP_KERNEL" } */
	fs_reclaim_release(GFP_KERNEL);
}

void good_alloc(struct pr_dev *d)
{
	mutex_lock(&d->alloc_lock);
	d->p = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->alloc_lock);
}

static void pr_prime(struct mutex *lock)
{
	fs_reclaim_acquire(GFP_KERNEL);
	mutex_lock(lock);
	mutex_unlock(lock);
	fs_reclaim_release(GFP_KERNEL);
}

void bad_in_helper(struct pr_dev *d)
{
	pr_prime(&d->alloc_lock);	/* { dg-warning "'struct pr_dev.alloc_lock' is taken in reclaim, but nothing there takes it" } */
}

void good_notifier_lock(struct pr_dev *d)
{
	mutex_init(&d->notifier_lock);
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->notifier_lock);	/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
}

void good_shrinker_lock(struct pr_dev *d)
{
	pr_prime(&d->shrink_lock);	/* { dg-bogus "." } */
}

/* The kernel's own order: reclaim is entered under this one indeed. */
void good_reclaim_under_alloc_lock(struct pr_dev *d)
{
	mutex_lock(&d->alloc_lock);	/* { dg-bogus "." } */
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
	mutex_unlock(&d->alloc_lock);
}

/* A debugfs file that runs the shrinker claims nothing. */
unsigned long good_run_shrinker(struct pr_dev *d)
{
	struct shrink_control sc = { .gfp_mask = GFP_KERNEL, .nr_to_scan = 1 };
	unsigned long n;

	mutex_lock(&d->idle_lock);	/* { dg-bogus "." } */
	mutex_unlock(&d->idle_lock);
	fs_reclaim_acquire(GFP_KERNEL);
	n = pr_scan(&d->shrinker, &sc);	/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
	return n;
}
