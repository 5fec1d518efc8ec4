// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks of callbacks, with and without a claim about reclaim
 * rule:   priming-missing
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in priming-missing/locks
 * cocci:  priming_missing
 * confidence: low
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex lock;
	struct rw_semaphore map_sem;
	struct mutex primed;
	struct mutex keyed;
	struct mutex tried;
	struct mutex nested;
	struct mutex other;
	struct mutex unmap_lock;
	int users;
};

struct file_private {
	struct mutex lock;
};

static struct lock_class_key key;

static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);	/* { dg-warning "'bad_invalidate' takes 'struct dev.lock' in reclaim" } */
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

static const struct mmu_interval_notifier_ops bad_ops = {
	.invalidate = bad_invalidate,
};

static noinline void bad_helper(struct dev *d)
{
	down_read(&d->map_sem);		/* { dg-warning "'bad_start' takes 'struct dev.map_sem' in reclaim" } */
	d->users++;
	up_read(&d->map_sem);
	mutex_lock(&d->keyed);		/* { dg-warning "'bad_start' takes 'struct dev.keyed' in reclaim" } */
	mutex_unlock(&d->keyed);
	mutex_lock(&d->nested);		/* { dg-warning "'bad_start' takes 'struct dev.nested' in reclaim" } */
	mutex_unlock(&d->nested);
}

static int bad_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct dev *d = container_of(mn, struct dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	bad_helper(d);			/* { dg-message "calls 'bad_helper'" } */
	mutex_lock(&d->primed);		/* { dg-bogus "lockdep" } */
	mutex_unlock(&d->primed);
	if (mutex_trylock(&d->tried))	/* { dg-bogus "lockdep" } */
		mutex_unlock(&d->tried);
	return 0;
}

static const struct mmu_notifier_ops bad_start_ops = {
	.invalidate_range_start = bad_start,
};

/* Reclaim unmaps nothing for good. */
static bool good_unmap_only(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	if (range->event != MMU_NOTIFY_UNMAP)
		return true;
	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->unmap_lock);	/* { dg-bogus "lockdep" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->unmap_lock);
	return true;
}

static const struct mmu_interval_notifier_ops unmap_ops = {
	.invalidate = good_unmap_only,
};

struct dev *dev_new(void)
{
	struct dev *d = kzalloc(sizeof(*d), GFP_KERNEL);

	if (!d)
		return NULL;
	mutex_init(&d->lock);		/* { dg-message "'struct dev.lock' is initialised here" } */
	init_rwsem(&d->map_sem);
	mutex_init(&d->tried);
	mutex_init(&d->unmap_lock);
	/* The claim would be about the class that it has until the next line. */
	mutex_init(&d->keyed);
	lockdep_set_class(&d->keyed, &key);
	mutex_init(&d->other);
	/* What is held here would be claimed to be held over reclaim. */
	mutex_lock(&d->other);
	mutex_init(&d->nested);
	mutex_unlock(&d->other);
	return d;
}

void fs_reclaim_acquire(gfp_t gfp_mask);
void fs_reclaim_release(gfp_t gfp_mask);

void good_prime(struct dev *d)
{
	mutex_init(&d->primed);
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->primed);
	fs_reclaim_release(GFP_KERNEL);
}

/* A lock of the same name, which no callback takes. */
void good_namesake(struct file_private *p)
{
	mutex_init(&p->lock);
}

const void *const used[] = { &bad_ops, &bad_start_ops, &unmap_ops };
