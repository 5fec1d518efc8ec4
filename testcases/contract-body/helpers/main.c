// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   contracts of prototypes in a header, locks by parameter, helpers in other files
 * rule:   contract-body
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/module.h>
#include "dev.h"

/* good */
void take(struct mutex *lock, struct dev *d)
{
	mutex_lock(lock);
	d->users++;
}

/* bad: the other one */
void take_other(struct mutex *lock, struct mutex *other)
{
	mutex_lock(other);
}		/* { dg-warning "'take_other' returns without 'lock', which by its contract it takes" } { dg-warning "'take_other' returns with 'other' held, which its contract does not say" } */

/* bad: what it is given is no lock */
void take_nothing(struct dev *d)
{
	d->users++;
}		/* { dg-warning "'take_nothing' returns without 'd', which by its contract it takes" } */

/* good */
void drop(struct dev *d)
{
	put(d);
}

/* good: the helper's result is passed on */
int enter(struct dev *d)
{
	int ret = get(d);

	if (ret)
		return ret;
	d->users++;
	return 0;
}

int enter_wrong(struct dev *d)
{
	int ret = get(d);	/* { dg-message "'get' returns with lock 'struct dev.sem' held" } */

	if (ret)
		return ret;
	if (d->users)
		return -EBUSY;	/* { dg-warning "'enter_wrong' returns with 'struct dev.sem' held, and by its contract without" } */
	return 0;
}

/* good */
void pair(struct dev *d)
{
	mutex_lock(&d->lock);
	down_write(&d->sem);
}

void pair_half(struct dev *d)
{
	mutex_lock(&d->lock);
	down_write(&d->sem);
	if (d->users)
		up_write(&d->sem);
}		/* { dg-warning "'pair_half' returns without 'struct dev.sem', which by its contract it takes" } */

/* good: spinning locks that only callers can name, two calls down */
bool spin_enter(struct dev *d)
{
	return try_spin(&d->spin);
}

__rl_acquires("struct dev.spin", "spin", "write")
void good_spin(struct dev *d)
{
	lock_spin(&d->spin);
}

__rl_acquires("struct dev.spin", "spin", "write")
void bad_spin(struct dev *d)
{
	if (d->users)
		lock_spin(&d->spin);
}		/* { dg-warning "'bad_spin' returns without 'struct dev.spin', which by its contract it takes" } */

/* A contract of a callee counts as its body does. */
__rl_acquires("struct dev.lock", "mutex", "write") __rl_releases("struct dev.lock", "mutex")
void good_both(struct dev *d)
{
	take(&d->lock, d);
	drop(d);
}

__rl_acquires("struct dev.lock", "mutex", "write")
void bad_both(struct dev *d)
{
	take(&d->lock, d);
	drop(d);
}		/* { dg-warning "'bad_both' returns without 'struct dev.lock', which by its contract it takes" } */

MODULE_LICENSE("GPL");
