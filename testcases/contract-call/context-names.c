// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the kernel's own names of contracts, made visible to the plugin
 * rule:   contract-call
 * lab:    nothing: lockdep does not know the contract, and nobody asserts it
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include "../../annotations/reclint-context.h"

struct inner {
	spinlock_t spin;
};

struct dev {
	struct mutex lock;
	struct inner in;
	struct inner *other;
	int users __guarded_by(&lock);
};

struct dev_ops {
	/* a pointer: nobody's contract */
	void (*hook)(struct dev *d) __must_hold(&d->lock);
};

static DEFINE_MUTEX(global_lock);

void far(struct dev *d) __must_hold(&d->lock);
void far_shared(struct dev *d)
	__must_hold_shared(&d->in.spin);
void far_other(int how, struct dev *d) __must_hold(&d->other->spin);
void far_global(void) __must_hold(&global_lock);
void far_bare(spinlock_t *spin) __must_hold(spin);
void far_rcu(void) __must_hold(RCU);

static noinline void near(struct dev *d)
	__must_hold(&d->lock)
{
	far(d);
	d->users++;
}

static noinline void near_drop(struct dev *d) __releases(&d->lock)
{
	d->users--;
	mutex_unlock(&d->lock);
}

void good_all(struct dev *d)
{
	mutex_lock(&d->lock);
	far(d);
	near(d);
	spin_lock(&d->in.spin);
	far_shared(d);
	far_bare(&d->in.spin);
	far_other(0, d);
	spin_unlock(&d->in.spin);
	near_drop(d);
	mutex_lock(&global_lock);
	far_global();
	mutex_unlock(&global_lock);
	far_rcu();
}

void bad_far(struct dev *d)
{
	far(d);				/* { dg-warning "'far' is called without 'struct dev.lock'" } */
}

void bad_near(struct dev *d)
{
	near(d);			/* { dg-warning "'near' is called without 'struct dev.lock'" } */
}

void bad_drop(struct dev *d)
{
	near_drop(d);			/* { dg-warning "'near_drop' is called without 'struct dev.lock'" } */
}

void bad_lock(struct dev *d)
{
	mutex_lock(&d->lock);
	far_shared(d);			/* { dg-warning "'far_shared' is called without 'struct inner.spin'" } */
	far_bare(&d->in.spin);		/* { dg-warning "'far_bare' is called without 'struct inner.spin'" } */
	far_global();			/* { dg-warning "'far_global' is called without 'global_lock'" } */
	mutex_unlock(&d->lock);
}

void bad_write(struct dev *d)
{
	d->users = 0;			/* { dg-warning "'dev.users' is written without 'struct dev.lock'" } */
}

MODULE_LICENSE("GPL");
