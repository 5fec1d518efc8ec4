// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a contract about locks beside a body that callers see: the lock is taken once
 * rule:   notifier-lock-alloc
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct dev *other;
	void *buf;
};

__rl_acquires("struct dev.lock", "mutex", "write") __rl_use_body()
void take(struct dev *d)
{
	mutex_lock(&d->other->lock);
}

__rl_try_acquires("nonzero", "struct dev.lock", "mutex", "write") __rl_use_body()
bool try(struct dev *d)
{
	return mutex_trylock(&d->other->lock);
}

__rl_releases("struct dev.lock", "mutex") __rl_use_body()
void drop(struct dev *d)
{
	mutex_unlock(&d->other->lock);
}

void good_after(struct dev *d)
{
	take(d);
	drop(d);
	d->buf = kmalloc(8, GFP_KERNEL);
}

void good_after_try(struct dev *d)
{
	if (try(d))
		drop(d);
	d->buf = kmalloc(8, GFP_KERNEL);
}

void good_after_plain(struct dev *d)
{
	take(d);
	mutex_unlock(&d->other->lock);
	d->buf = kmalloc(8, GFP_KERNEL);
}

void bad_under(struct dev *d)
{
	take(d);
	d->buf = kmalloc(8, GFP_KERNEL);		/* { dg-warning "may enter direct reclaim" } */
	drop(d);
}

void bad_under_try(struct dev *d)
{
	if (!try(d))
		return;
	d->buf = kmalloc(8, GFP_KERNEL);		/* { dg-warning "may enter direct reclaim" } */
	drop(d);
}

/* Of what is dropped only once one is left. */
void bad_second(struct dev *d, struct dev *second)
{
	mutex_lock(&second->lock);
	take(d);
	drop(d);
	d->buf = kmalloc(8, GFP_KERNEL);		/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&second->lock);
}

static bool dev_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dev *d = container_of(mni, struct dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops dev_ops = { .invalidate = dev_invalidate };

MODULE_LICENSE("GPL");
