// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that reclaim, or sleep, although the mask that they are given does not say so
 * rule:   contract-body
 * lab:    recursive-locking
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sched/mm.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	spinlock_t spin;
	void *buf;
};

__rl_may_reclaim(2)
void *good_node(struct dev *d, gfp_t gfp)
{
	return kzalloc(8, gfp | __GFP_NOWARN);
}

__rl_may_reclaim(2)
void *bad_node(struct dev *d, gfp_t gfp)
{
	return kzalloc(8, GFP_KERNEL);		/* { dg-warning "'kzalloc' may enter direct reclaim, whatever mask 'bad_node' is given" } */
}

__rl_may_reclaim(2)
void *bad_other(struct dev *d, gfp_t gfp, gfp_t other)
{
	return kmalloc(8, other);		/* { dg-warning "'kmalloc' may enter direct reclaim, whatever mask 'bad_other' is given" } */
}

/* What the mask allows may be done otherwise, too. */
__rl_may_reclaim(2)
void *bad_blocking(struct dev *d, gfp_t gfp)
{
	if (!gfpflags_allow_blocking(gfp))
		return kmalloc(8, GFP_NOWAIT);
	return kmalloc(8, GFP_KERNEL);		/* { dg-warning "'kmalloc' may enter direct reclaim with GFP_KERNEL, also if 'bad_blocking' is given a mask without __GFP_IO" } */
}

__rl_may_reclaim(2)
void *bad_blocking_nofs(struct dev *d, gfp_t gfp)
{
	if (!gfpflags_allow_blocking(gfp) || !(gfp & __GFP_IO))
		return kmalloc(8, GFP_NOWAIT);
	return kmalloc(8, GFP_KERNEL);		/* { dg-warning "'kmalloc' may enter direct reclaim with GFP_KERNEL, also if 'bad_blocking_nofs' is given a mask without __GFP_FS" } */
}

__rl_may_reclaim(2)
void *good_blocking(struct dev *d, gfp_t gfp)
{
	if (!gfpflags_allow_blocking(gfp))
		return kmalloc(8, GFP_NOWAIT);
	return kmalloc(8, GFP_NOIO);
}

__rl_may_reclaim(2)
void *bad_sleep(struct dev *d, gfp_t gfp)
{
	void *p;

	mutex_lock(&d->lock);			/* { dg-warning "'mutex_lock.*' waits for 'struct dev.lock', which the contract of 'bad_sleep' does not say" } */
	p = kmalloc(8, gfp);
	mutex_unlock(&d->lock);
	return p;
}

__rl_may_reclaim(2)
void *bad_might(struct dev *d, gfp_t gfp)
{
	might_sleep();				/* { dg-warning "may sleep, whatever mask 'bad_might' is given" } */
	return kmalloc(8, gfp);
}

__rl_may_reclaim(2)
void *good_might(struct dev *d, gfp_t gfp)
{
	if (gfpflags_allow_blocking(gfp))
		might_sleep();
	return kmalloc(8, gfp);
}

__rl_may_reclaim(2) __rl_may_sleep()
void *good_sleep(struct dev *d, gfp_t gfp)
{
	might_sleep();
	return kmalloc(8, gfp);
}

/* No mask is passed to it. */
__rl_may_reclaim(1)
void *good_inverted(gfp_t gfp)
{
	unsigned int flags = memalloc_noreclaim_save();
	void *p = kmalloc(8, GFP_KERNEL);

	memalloc_noreclaim_restore(flags);
	return p;
}

MODULE_LICENSE("GPL");
