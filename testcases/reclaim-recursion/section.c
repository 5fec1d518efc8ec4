// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   allocations in a section that lockdep was told is reclaim
 * rule:   reclaim-recursion
 * origin: own
 * lab:    recursive-locking
 */
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct fr_dev {
	struct mutex lock;
	void *buf;
};

void bad_in_section(struct fr_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter reclaim again" } */
	fs_reclaim_release(GFP_KERNEL);
}

static noinline void fr_fill(struct fr_dev *d, gfp_t gfp)
{
	d->buf = kmalloc(64, gfp);
}

void bad_in_callee(struct fr_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	fr_fill(d, GFP_KERNEL);		/* { dg-warning "may enter reclaim again" } */
	fs_reclaim_release(GFP_KERNEL);
}

/* The usual way to tell lockdep an order at initialisation. */
void good_priming(struct fr_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	might_lock(&d->lock);		/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

void good_nowait(struct fr_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	d->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	fr_fill(d, GFP_ATOMIC);			/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
}

/* lockdep goes by __GFP_FS: there is nothing to take twice. */
void good_nofs(struct fr_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	d->buf = kmalloc(64, GFP_NOFS);		/* { dg-bogus "." } */
	fs_reclaim_release(GFP_KERNEL);
}
