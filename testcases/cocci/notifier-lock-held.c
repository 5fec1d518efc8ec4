// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what a callback or a shrinker takes, held over an allocation or a fault in the same file
 * rule:   notifier-lock-alloc
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in notifier-lock-alloc/direct and notifier-lock-fault/faulters
 * cocci:  notifier_lock_held
 * origin: own
 */
#include <linux/hmm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#ifndef kmalloc_obj
#define kmalloc_obj(x)	kmalloc(sizeof(x), GFP_KERNEL)
#endif

struct held_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct mutex other;
	struct rw_semaphore sem;
	void *buf;
};

struct held_other {
	struct mutex lock;
	void *buf;
};

static noinline void held_quiesce(struct held_dev *d)
{
	down_write(&d->sem);	/* { dg-message "lock 'struct held_dev.sem' taken here" } */
	up_write(&d->sem);
}

static bool held_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct held_dev *d = container_of(mni, struct held_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);	/* { dg-message "lock 'struct held_dev.lock' taken here" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	held_quiesce(d);
	return true;
}

static const struct mmu_interval_notifier_ops held_ops = {
	.invalidate = held_invalidate,
};

void bad_alloc(struct held_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct held_dev.lock', which invalidate callback 'held_invalidate' takes" } */
	mutex_unlock(&d->lock);
}

/* No mask is to be seen. */
void bad_implicit(struct held_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc_obj(*d);	/* { dg-warning "'kmalloc_obj' with GFP_KERNEL may enter direct reclaim" } */
	mutex_unlock(&d->lock);
	down_read(&d->sem);
	d->buf = vmalloc(PAGE_SIZE);	/* { dg-warning "while holding 'struct held_dev.sem'" } */
	up_read(&d->sem);
}

static noinline int held_grow(struct held_dev *d)
{
	d->buf = krealloc(d->buf, 64, GFP_USER);	/* { dg-message "calls 'krealloc'" } */
	return d->buf ? 0 : -ENOMEM;
}

static noinline void *held_get(size_t n, gfp_t gfp)
{
	return kzalloc(n, gfp | __GFP_NOWARN);
}

int bad_helper(struct held_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = held_grow(d);		/* { dg-warning "'krealloc' with GFP_USER may enter direct reclaim" } */
	d->buf = held_get(8, GFP_KERNEL);	/* { dg-warning "'kzalloc' with GFP_KERNEL may enter direct reclaim" } */
	d->buf = held_get(8, GFP_ATOMIC);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_fault(struct held_dev *d, struct hmm_range *range, void __user *to)
{
	int ret;

	mutex_lock(&d->lock);
	ret = hmm_range_fault(range);	/* { dg-warning "'hmm_range_fault' may fault or take mmap_lock while holding 'struct held_dev.lock'" notifier-lock-fault } */
	if (!ret)
		ret = copy_to_user(to, d->buf, 8);	/* { dg-warning "'copy_to_user' may fault" notifier-lock-fault } */
	mmap_read_lock(current->mm);	/* { dg-warning "'mmap_read_lock' may fault" notifier-lock-fault } */
	mmap_read_unlock(current->mm);
	mutex_unlock(&d->lock);
	return ret;
}

void good_other_lock(struct held_dev *d)
{
	mutex_lock(&d->other);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->other);
}

/* The same name in another structure. */
void good_other_struct(struct held_other *o)
{
	mutex_lock(&o->lock);
	o->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&o->lock);
}

void good_order(struct held_dev *d)
{
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */

	mutex_lock(&d->lock);
	if (d->buf) {
		mutex_unlock(&d->lock);
		kfree(p);
		p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		mutex_lock(&d->lock);
	}
	d->buf = p;
	p = kmalloc(64, GFP_NOWAIT);		/* { dg-bogus "reclaim" } */
	kfree(p);
	mutex_unlock(&d->lock);
}

void good_noreclaim(struct held_dev *d)
{
	unsigned int flags;

	mutex_lock(&d->lock);
	flags = memalloc_noreclaim_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	memalloc_noreclaim_restore(flags);
	mutex_unlock(&d->lock);
}

/* Another script's. */
void good_false_fix(struct held_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOFS);		/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}

static DEFINE_MUTEX(held_pool);
static void *held_spare;

static unsigned long held_count(struct shrinker *s, struct shrink_control *sc)
{
	return !!held_spare;
}

static unsigned long held_scan(struct shrinker *s, struct shrink_control *sc)
{
	mutex_lock(&held_pool);
	kfree(held_spare);
	held_spare = NULL;
	mutex_unlock(&held_pool);
	return 1;
}

static struct shrinker held_shrinker = {
	.count_objects = held_count,
	.scan_objects = held_scan,
};

void bad_pool(void __user *from)
{
	mutex_lock(&held_pool);
	held_spare = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'held_pool', which shrinker 'held_scan' takes" shrinker-lock-alloc } */
	if (copy_from_user(held_spare, from, 64))	/* { dg-bogus "fault" } */
		held_spare = NULL;
	mutex_unlock(&held_pool);
}

const void *const used[] = { &held_ops, &held_shrinker };
