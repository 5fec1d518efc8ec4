// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what lockdep_assert_held() says of callers counts where nobody knows them
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/lockdep.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct as_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct rw_semaphore sem;
	void *buf;
};

struct as_driver {
	int (*prepare)(struct as_dev *d);
	int (*commit)(struct as_dev *d);
};

struct as_file {
	struct as_dev *dev;
};

static bool as_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct as_dev *d = container_of(mni, struct as_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	down_write(&d->sem);
	mmu_interval_set_seq(mni, seq);
	up_write(&d->sem);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops as_ops = { .invalidate = as_invalidate };

/* Called from elsewhere. */
void bad_asserts(struct as_dev *d)
{
	lockdep_assert_held(&d->lock);		/* { dg-message "held by the caller, asserts 'lockdep_assert_held'" } */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct as_dev.lock'" } */
}

/* Through a pointer, but nobody knows who calls it. */
static int bad_prepare(struct as_dev *d)
{
	if (!d->buf)
		return 0;
	lockdep_assert_held_write(&d->sem);	/* { dg-message "held by the caller, asserts 'lockdep_assert_held_write'" } */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct as_dev.sem'" } */
	return 0;
}

static noinline void *as_alloc(struct as_file *f)
{
	return kzalloc(64, GFP_KERNEL);
}

#define as_assert_locked(f)	lockdep_assert_held_read(&(f)->dev->sem)

/* In a macro of the driver's own; and the allocation is a call away. */
void bad_asserts_in_macro(struct as_file *f)
{
	as_assert_locked(f);
	f->dev->buf = as_alloc(f);		/* { dg-warning "while holding 'struct as_dev.sem'" } */
}

void good_asserts_not_held(struct as_dev *d)
{
	lockdep_assert_not_held(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_asserts_and_drops(struct as_dev *d)
{
	lockdep_assert_held(&d->lock);
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_lock(&d->lock);
}

void good_asserts_afterwards(struct as_dev *d)
{
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_lock(&d->lock);
	lockdep_assert_held(&d->lock);
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

/* All callers are known: what they hold is what is held. */
static noinline void good_helper(struct as_dev *d, gfp_t gfp)
{
	lockdep_assert_held(&d->lock);
	d->buf = kmalloc(64, gfp);		/* { dg-bogus "reclaim" } */
}

void good_holds(struct as_dev *d)
{
	mutex_lock(&d->lock);
	good_helper(d, GFP_NOWAIT);
	mutex_unlock(&d->lock);
}

/* A warning at run time, but no deadlock. */
void good_does_not_hold(struct as_dev *d)
{
	good_helper(d, GFP_KERNEL);
}

/* Its caller holds it, and that is what is told. */
static noinline void bad_helper(struct as_dev *d)
{
	lockdep_assert_held(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);
}

void bad_holds(struct as_dev *d)
{
	mutex_lock(&d->lock);			/* { dg-message "taken here" } */
	bad_helper(d);				/* { dg-warning "while holding 'struct as_dev.lock'" } */
	mutex_unlock(&d->lock);
}

/* The caller asserts it, and is not known itself. */
static noinline void *as_alloc_locked(struct as_dev *d)
{
	lockdep_assert_held(&d->lock);
	return kzalloc(64, GFP_KERNEL);
}

static int bad_commit(struct as_dev *d)
{
	lockdep_assert_held_once(&d->lock);
	d->buf = as_alloc_locked(d);		/* { dg-warning "while holding 'struct as_dev.lock'" } */
	return 0;
}

const struct as_driver as_driver = { .prepare = bad_prepare, .commit = bad_commit };
