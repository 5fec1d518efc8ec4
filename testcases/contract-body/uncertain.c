// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   nothing is said of a contract where it is not known what the body does; decided.sh counts these
 * rule:   contract-body
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	struct mutex *borrowed;
	spinlock_t spin;
	struct dev *parent;
	int error;
};

struct mutex *pick(struct dev *d, int n);
void elsewhere(struct dev *d);

/* The lock is nobody knows whose. */
__rl_acquires("struct dev.lock", "mutex", "write")
void good_picked(struct dev *d)
{
	mutex_lock(pick(d, 1));
}

static noinline void take_picked(struct dev *d)
{
	mutex_lock(pick(d, 1));
}

__rl_acquires("struct dev.lock", "mutex", "write")
void good_picked_below(struct dev *d)
{
	take_picked(d);
}

/* A function of somewhere else may take it. */
__rl_acquires("struct dev.lock", "mutex", "write")
void good_elsewhere(struct dev *d)
{
	elsewhere(d);
}

/* Dropped under a condition that is not followed. */
static noinline void drop_perhaps(struct dev *d)
{
	if (pick(d, 2))
		spin_unlock(&d->spin);
}

__rl_releases("struct dev.spin", "spin")
void good_drop_perhaps(struct dev *d)
{
	drop_perhaps(d);
}

/* Two locks of one class, one of them the caller's. */
__rl_releases("struct dev.spin", "spin")
void good_parent(struct dev *d)
{
	spin_lock(&d->parent->spin);
	spin_unlock(&d->spin);
	d->error = 0;
	spin_unlock(&d->parent->spin);
}

/* What it returns decides, and is memory's affair. */
__rl_acquires_if("zero", "struct dev.lock", "mutex", "write")
int good_error(struct dev *d)
{
	mutex_lock(&d->lock);
	return d->error;
}

/* A lock that a parameter points to may be the one that is named. */
__rl_acquires("struct dev.lock", "mutex", "write")
void bad_pointed(struct dev *d, struct mutex *lock)
{
	mutex_lock(lock);
}						/* { dg-warning "'bad_pointed' returns with 'lock' held, which its contract does not say" } */

MODULE_LICENSE("GPL");
