// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a contract stands for the body, above the model; claims leave the body in place
 * rule:   notifier-lock-alloc
 * lab:    circular-locking
 * origin: own
 */
#include <linux/kobject.h>
#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

/* By its contract it allocates what the caller says; its body would be a bug. */
__rl_may_reclaim(2)
static noinline void fill_as_told(struct dev *d, gfp_t gfp)
{
	d->buf = kmalloc(8, d->buf ? GFP_KERNEL : gfp);	/* { dg-warning "whatever mask 'fill_as_told' is given" contract-body } */
}

__rl_must_hold("struct dev.lock")
static noinline void claims_only(struct dev *d)
{
	d->buf = kmalloc(8, GFP_KERNEL);		/* { dg-message "kmalloc" } */
}

__rl_acquires("struct dev.lock", "mutex", "write")
void dev_lock(struct dev *d);

void good_cut(struct dev *d)
{
	mutex_lock(&d->lock);
	fill_as_told(d, GFP_NOWAIT);
	mutex_unlock(&d->lock);
}

void bad_cut(struct dev *d)
{
	mutex_lock(&d->lock);
	fill_as_told(d, GFP_KERNEL);			/* { dg-warning "'fill_as_told' with GFP_KERNEL may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

/* The lock is taken by a function of another file. */
void bad_claim(struct dev *d)
{
	dev_lock(d);
	claims_only(d);					/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}

/* Claims about what the model knows change nothing; the source's own word does. */
void mutex_unlock(struct mutex *lock) __rl_must_hold(1);
int kobject_uevent(struct kobject *kobj, enum kobject_action action) __rl_may_sleep();

void good_model(struct dev *d)
{
	mutex_lock(&d->lock);
	kobject_uevent(d->buf, KOBJ_ADD);		/* { dg-bogus "kobject_uevent" } */
	mutex_unlock(&d->lock);
	d->buf = kmalloc(8, GFP_KERNEL);		/* { dg-bogus "kmalloc" } */
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
