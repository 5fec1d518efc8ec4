// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   calls and stores without, or with, the lock that annotations speak of
 * rule:   contract-call
 * lab:    nothing: lockdep does not know the contract, and nobody asserts it
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	int users __rl_guarded_by("lock");
	void *buf;
};

void update(struct dev *d) __rl_must_hold("struct dev.lock");
void flush(struct dev *d) __rl_must_not_hold("struct dev.lock");

static noinline void lock_dev(struct dev *d)
{
	mutex_lock(&d->lock);
}

__rl_must_hold("struct dev.lock")
static noinline void good_inner(struct dev *d)
{
	update(d);
	d->users++;
}

/* Its caller decides. */
static noinline void unlocked_helper(struct dev *d)
{
	update(d);				/* { dg-warning "'update' is called without 'struct dev.lock', which its callers must hold" } */
}

static noinline void locked_helper(struct dev *d)
{
	update(d);				/* { dg-bogus "update" } */
}

void good_update(struct dev *d)
{
	lock_dev(d);
	update(d);
	good_inner(d);
	locked_helper(d);
	mutex_unlock(&d->lock);
}

void bad_update(struct dev *d)
{
	update(d);				/* { dg-warning "'update' is called without" } */
	good_inner(d);				/* { dg-warning "'good_inner' is called without" } */
	unlocked_helper(d);			/* { dg-message "calls 'unlocked_helper'" } */
}

void bad_after(struct dev *d)
{
	lock_dev(d);
	mutex_unlock(&d->lock);
	update(d);				/* { dg-warning "'update' is called without" } */
}

void bad_flush(struct dev *d)
{
	mutex_lock(&d->lock);
	flush(d);				/* { dg-warning "'flush' is called with 'struct dev.lock' held, which its callers must not hold" } */
	mutex_unlock(&d->lock);
}

void good_flush(struct dev *d)
{
	mutex_lock(&d->lock);
	mutex_unlock(&d->lock);
	flush(d);
}

void bad_write(struct dev *d)
{
	d->users = 1;				/* { dg-warning "'dev.users' is written without 'struct dev.lock', which guards it" } */
}

void good_write(struct dev *d)
{
	mutex_lock(&d->lock);
	d->users = 1;
	mutex_unlock(&d->lock);
	d->buf = NULL;
}

/* Taken, and the rest done, on the same condition: callers' constants decide it. */
static noinline void lock_if(struct dev *d, unsigned int flags)
{
	if (flags & 4)
		mutex_lock(&d->lock);
	update(d);				/* { dg-bogus "update" } */
	if (flags & 4)
		mutex_unlock(&d->lock);
}

void good_conditional(struct dev *d)
{
	lock_if(d, 5);
	mutex_lock(&d->lock);
	lock_if(d, 1);
	mutex_unlock(&d->lock);
}

static noinline void lock_unless(struct dev *d, unsigned int flags)
{
	if (!(flags & 4))
		mutex_lock(&d->lock);
	update(d);				/* { dg-warning "'update' is called without" } */
	if (!(flags & 4))
		mutex_unlock(&d->lock);
}

void bad_conditional(struct dev *d)
{
	lock_unless(d, 5);			/* { dg-message "calls 'lock_unless'" } */
}

struct dev *good_new(void)
{
	struct dev *d = kzalloc(sizeof(*d), GFP_KERNEL);

	if (!d)
		return NULL;
	d->users = 1;
	mutex_init(&d->lock);
	return d;
}

void good_init(struct dev *d)
{
	mutex_init(&d->lock);
	d->users = 0;
}

MODULE_LICENSE("GPL");
