// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   whether the lock is held depends on what a function returned
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/err.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct ret_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	bool dead;
	struct ret_dev *next;
	void *buf;
};

static bool ret_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ret_dev *d = container_of(mni, struct ret_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops ret_ops = { .invalidate = ret_invalidate };

/* Returns 0 with the lock held, a negative error without. */
static noinline int ret_enter(struct ret_dev *d)
{
	int ret = mutex_lock_interruptible(&d->lock);

	if (ret)
		return ret;
	if (d->dead) {
		mutex_unlock(&d->lock);
		return -ENODEV;
	}
	return 0;
}

static noinline void ret_leave(struct ret_dev *d)
{
	mutex_unlock(&d->lock);
}

int bad_entered(struct ret_dev *d)
{
	int ret = ret_enter(d);

	if (ret)
		return ret;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct ret_dev.lock'" } */
	ret_leave(d);
	return 0;
}

int good_not_entered(struct ret_dev *d)
{
	int ret = ret_enter(d);

	if (ret) {
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return ret;
	}
	ret_leave(d);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return 0;
}

int bad_interruptible(struct ret_dev *d)
{
	if (mutex_lock_interruptible(&d->lock))
		return -EINTR;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct ret_dev.lock'" } */
	mutex_unlock(&d->lock);
	return 0;
}

int good_interrupted(struct ret_dev *d)
{
	int ret = mutex_lock_killable(&d->lock);

	if (ret < 0) {
		kfree(kmalloc(64, GFP_KERNEL));	/* { dg-bogus "reclaim" } */
		return ret;
	}
	mutex_unlock(&d->lock);
	return 0;
}

/* A bool that says whether the lock was taken. */
static noinline bool ret_try(struct ret_dev *d, bool wait)
{
	if (!wait)
		return mutex_trylock(&d->lock);
	mutex_lock(&d->lock);
	return true;
}

void good_try_failed(struct ret_dev *d)
{
	if (!ret_try(d, false)) {
		kfree(kmalloc(64, GFP_KERNEL));	/* { dg-bogus "reclaim" } */
		return;
	}
	mutex_unlock(&d->lock);
}

void bad_try_succeeded(struct ret_dev *d)
{
	if (ret_try(d, false)) {
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct ret_dev.lock'" } */
		mutex_unlock(&d->lock);
	}
}

/* Where its lock was taken, what is returned is an object: neither NULL nor an error. */
static noinline struct ret_dev *ret_find(struct ret_dev *d)
{
	struct ret_dev *next = d->next;

	if (!next)
		return ERR_PTR(-ENOENT);
	mutex_lock(&next->lock);
	if (!next->buf) {
		mutex_unlock(&next->lock);
		return NULL;
	}
	return next;
}

int good_not_found(struct ret_dev *d)
{
	struct ret_dev *next = ret_find(d);

	if (IS_ERR_OR_NULL(next)) {
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return -ENOENT;
	}
	mutex_unlock(&next->lock);
	return 0;
}

int bad_found(struct ret_dev *d)
{
	struct ret_dev *next = ret_find(d);

	if (IS_ERR_OR_NULL(next))
		return -ENOENT;
	next->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct ret_dev.lock'" } */
	mutex_unlock(&next->lock);
	return 0;
}
