// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a lock got by trylock is held all the same; a failed trylock holds nothing
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct try_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct rw_semaphore sem;
	void *buf;
};

static bool try_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct try_dev *d = container_of(mni, struct try_dev, mni);

	if (mmu_notifier_range_blockable(range))
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return false;
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);

	/* Only an opportunity: nobody waits for the semaphore here. */
	if (down_write_trylock(&d->sem)) {
		d->buf = NULL;
		up_write(&d->sem);
	}
	return true;
}

const struct mmu_interval_notifier_ops try_ops = { .invalidate = try_invalidate };

void bad_trylock_succeeded(struct try_dev *d)
{
	if (!mutex_trylock(&d->lock))
		return;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct try_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void good_trylock_failed(struct try_dev *d)
{
	if (!mutex_trylock(&d->lock)) {
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return;
	}
	mutex_unlock(&d->lock);
}

void good_trylock_saved(struct try_dev *d)
{
	bool locked = mutex_trylock(&d->lock);

	if (!locked)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	if (locked)
		mutex_unlock(&d->lock);
}

/* The callback only tries for the semaphore, so it never waits for this holder. */
void good_callback_only_tries(struct try_dev *d)
{
	down_read(&d->sem);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "struct try_dev.sem" } */
	up_read(&d->sem);
}
