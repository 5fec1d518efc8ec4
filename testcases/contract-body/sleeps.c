// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that do not keep to what their annotations say about sleeping and reclaim
 * rule:   contract-body
 * lab:    sleep-in-atomic
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	spinlock_t spin;
	void *buf;
};

static noinline void take(struct dev *d)
{
	mutex_lock(&d->lock);			/* { dg-warning "'mutex_lock.*' may sleep, and by its contract 'bad_kick' does not" } */
	d->buf = NULL;
	mutex_unlock(&d->lock);
}

__rl_never_sleeps()
void bad_kick(struct dev *d)			/* { dg-message "by its contract 'bad_kick' does not sleep" } */
{
	take(d);
}

__rl_never_sleeps()
void good_kick(struct dev *d)
{
	spin_lock(&d->spin);
	d->buf = kmalloc(8, GFP_ATOMIC);
	spin_unlock(&d->spin);
}

__rl_never_sleeps()
static __used int bad_static(struct dev *d)
{
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep" } */
	return d->buf ? 0 : -ENOMEM;
}

__rl_never_reclaims()
void bad_complete(struct dev *d)
{
	d->buf = kmalloc(8, GFP_NOFS);		/* { dg-warning "'kmalloc' may enter direct reclaim, and by its contract 'bad_complete' does not" } */
}

/* Sleeps, which is another matter. */
__rl_never_reclaims()
void good_complete(struct dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(8, GFP_NOWAIT);
	mutex_unlock(&d->lock);
}

__rl_nonblockable_if(2, "==", 0)
int good_unmap(struct dev *d, bool blockable)
{
	if (blockable)
		mutex_lock(&d->lock);
	else if (!mutex_trylock(&d->lock))
		return -EAGAIN;
	d->buf = NULL;
	mutex_unlock(&d->lock);
	return 0;
}

__rl_nonblockable_if(2, "==", 0)
int bad_unmap(struct dev *d, bool blockable)
{
	mutex_lock(&d->lock);			/* { dg-warning "may sleep, and by its contract 'bad_unmap' does not" } */
	d->buf = NULL;
	mutex_unlock(&d->lock);
	return 0;
}

/* Nobody has promised anything. */
void good_silent(struct dev *d)
{
	take(d);
}

MODULE_LICENSE("GPL");
