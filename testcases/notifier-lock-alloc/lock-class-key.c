// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   lockdep_set_class says that two locks of one field are two classes
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/lockdep.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct key_pool {
	struct mutex lock;
	void *buf;
};

struct key_dev {
	struct mmu_interval_notifier mni;
	struct key_pool user, kernel;
};

static struct lock_class_key key_user_class, key_kernel_class;

static bool key_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct key_dev *d = container_of(mni, struct key_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->user.lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->user.lock);
	return true;
}

const struct mmu_interval_notifier_ops key_ops = { .invalidate = key_invalidate };

void good_init(struct key_dev *d)
{
	mutex_init(&d->user.lock);
	lockdep_set_class(&d->user.lock, &key_user_class);
	mutex_init(&d->kernel.lock);
	lockdep_set_class(&d->kernel.lock, &key_kernel_class);
}

void bad_user_pool(struct key_dev *d)
{
	mutex_lock(&d->user.lock);
	d->user.buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "which invalidate callback 'key_invalidate' takes" } */
	mutex_unlock(&d->user.lock);
}

void good_kernel_pool(struct key_dev *d)
{
	mutex_lock(&d->kernel.lock);
	d->kernel.buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->kernel.lock);
}
