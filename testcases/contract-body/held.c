// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that drop, take or ask for locks against what they say of their callers
 * rule:   contract-body
 * lab:    unbalanced-lock
 * origin: own
 */
#include <linux/module.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	int users;
};

__rl_must_hold("struct dev.lock")
void good_update(struct dev *d)
{
	lockdep_assert_held(&d->lock);
	d->users++;
}

__rl_must_hold("struct dev.lock")
void good_breathe(struct dev *d)
{
	lockdep_assert_held(&d->lock);
	mutex_unlock(&d->lock);
	cpu_relax();
	mutex_lock(&d->lock);
}

__rl_must_hold("struct dev.lock")
int bad_update(struct dev *d)			/* { dg-message "by its contract callers hold 'struct dev.lock' before and after" } */
{
	lockdep_assert_held(&d->lock);
	if (!d->users) {
		mutex_unlock(&d->lock);
		return -ENOENT;			/* { dg-warning "'bad_update' returns without 'struct dev.lock', which by its contract its callers hold before and after" } */
	}
	return 0;
}

static noinline void count(struct dev *d)
{
	mutex_lock(&d->lock);			/* { dg-warning "'mutex_lock.*' waits for 'struct dev.lock', which by its contract the callers of 'bad_again' hold" } */
	d->users++;
	mutex_unlock(&d->lock);
}

__rl_must_hold("struct dev.lock")
void bad_again(struct dev *d)
{
	count(d);
}

/* The same, but it is no longer held then. */
__rl_must_hold("struct dev.lock")
void good_again(struct dev *d)
{
	mutex_unlock(&d->lock);
	mutex_lock(&d->lock);
}

/* Parent and child. */
__rl_must_hold("struct dev.lock")
void good_nested(struct dev *d, struct dev *child)
{
	mutex_lock_nested(&child->lock, SINGLE_DEPTH_NESTING);
	d->users += child->users;
	mutex_unlock(&child->lock);
}

__rl_must_not_hold("struct dev.lock")
void bad_flush(struct dev *d)
{
	lockdep_assert_held(&d->lock);		/* { dg-warning "'bad_flush' asserts that 'struct dev.lock' is held, and by its contract its callers do not hold it" } */
	d->users = 0;
}

__rl_must_not_hold("struct dev.lock")
void good_flush(struct dev *d)
{
	mutex_lock(&d->lock);
	lockdep_assert_held(&d->lock);
	d->users = 0;
	mutex_unlock(&d->lock);
}

MODULE_LICENSE("GPL");
