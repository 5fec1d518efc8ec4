// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a callee that drops the caller's lock before it allocates
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>

struct drop_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct mutex other;
	void *buf;
};

static bool drop_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct drop_dev *d = container_of(mni, struct drop_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops drop_ops = { .invalidate = drop_invalidate };

/* __releases(&d->lock) and takes it again: the allocation in between is free of it. */
static noinline int drop_and_grow(struct drop_dev *d)
{
	void *p;

	mutex_unlock(&d->lock);
	p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_lock(&d->lock);
	if (d->buf) {
		kfree(p);
		return -EAGAIN;
	}
	d->buf = p;
	return p ? 0 : -ENOMEM;
}

int good_callee_drops(struct drop_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	do {
		ret = drop_and_grow(d);	/* { dg-bogus "reclaim" } */
	} while (ret == -EAGAIN);
	mutex_unlock(&d->lock);
	return ret;
}

static noinline void drop_other(struct drop_dev *d)
{
	mutex_unlock(&d->other);
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_lock(&d->other);
}

/* What is dropped is a lock, but not the one that matters. */
void bad_callee_drops_other(struct drop_dev *d)
{
	mutex_lock(&d->lock);
	mutex_lock(&d->other);
	drop_other(d);		/* { dg-warning "while holding 'struct drop_dev.lock'" } */
	mutex_unlock(&d->other);
	mutex_unlock(&d->lock);
}

/* Drops only where it must wait. */
static noinline int drop_sometimes(struct drop_dev *d, bool wait)
{
	if (!wait) {
		d->buf = kmalloc(64, GFP_NOWAIT);
		return d->buf ? 0 : -EAGAIN;
	}
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_lock(&d->lock);
	return d->buf ? 0 : -ENOMEM;
}

int good_callee_drops_sometimes(struct drop_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = drop_sometimes(d, false);
	if (ret == -EAGAIN)
		ret = drop_sometimes(d, true);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

/* Allocates after taking it back. */
static noinline void drop_too_short(struct drop_dev *d)
{
	mutex_unlock(&d->lock);
	cond_resched();
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);
}

void bad_retaken(struct drop_dev *d)
{
	mutex_lock(&d->lock);
	drop_too_short(d);	/* { dg-warning "while holding 'struct drop_dev.lock'" } */
	mutex_unlock(&d->lock);
}
