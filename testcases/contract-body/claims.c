// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the kernel's own names of contracts are claims: checked, and nothing is hidden
 * rule:   contract-body
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include "../../annotations/reclint-context.h"

struct dev {
	struct mutex lock;
	struct rw_semaphore sem;
	void *buf;
	bool is_dead;
};

int good_lock(struct dev *d) __acquires(&d->lock)
{
	d->buf = kmalloc(8, GFP_KERNEL);
	mutex_lock(&d->lock);
	return 0;
}

int bad_lock(struct dev *d) __acquires(&d->lock)
{
	if (d->is_dead)
		return -ENODEV;			/* { dg-warning "'bad_lock' returns without 'struct dev.lock', which by its contract it takes" } */
	mutex_lock(&d->lock);
	return 0;
}

void good_unlock(struct dev *d) __releases(&d->lock)
{
	mutex_unlock(&d->lock);
}

void bad_unlock(struct dev *d) __releases(&d->lock)
{
	if (!d->is_dead)
		mutex_unlock(&d->lock);
}						/* { dg-warning "'bad_unlock' returns with 'struct dev.lock' held, which by its contract it drops" } */

/* Of another lock nothing is said, and callers see it. */
void good_other(struct dev *d) __releases(&d->lock)
{
	down_read(&d->sem);
	mutex_unlock(&d->lock);
}

void good_update(struct dev *d) __must_hold(&d->lock)
{
	d->buf = NULL;
}

int bad_update(struct dev *d) __must_hold(&d->lock)
{
	if (!d->is_dead)
		return 0;
	mutex_unlock(&d->lock);
	return -ENODEV;				/* { dg-warning "'bad_update' returns without 'struct dev.lock', which by its contract its callers hold before and after" } */
}

/* Its author says that nobody is to check. */
void good_unchecked(struct dev *d) __releases(&d->lock) __no_context_analysis
{
	d->buf = NULL;
}

/* Its author knows of something that the body does not show. */
void good_unseen(struct dev *d) __releases(&d->lock)
{
	__release(&d->lock);
}

MODULE_LICENSE("GPL");
