// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   contracts of functions that are called through an ops table
 * rule:   contract-call
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock;
	int users;
};

struct dev_ops {
	void (*update)(struct dev *d);
	void (*count)(struct mutex *lock, struct dev *d);
	void (*either)(struct dev *d);
	void (*flush)(struct dev *d);
};

__rl_must_hold("struct dev.lock")
static void update(struct dev *d)
{
	d->users = 1;
}

__rl_must_hold(1)
static void count(struct mutex *lock, struct dev *d)
{
	d->users++;
}

__rl_must_hold("struct dev.lock")
static void one(struct dev *d)
{
	d->users = 1;
}

static void other(struct dev *d)
{
	d->users = 2;
}

__rl_must_not_hold("struct dev.lock")
static void flush(struct dev *d)
{
	d->users = 0;
}

const struct dev_ops one_ops = { .update = update, .count = count, .either = one, .flush = flush };
const struct dev_ops other_ops = { .update = update, .count = count, .either = other, .flush = flush };

void bad_update(struct dev *d, const struct dev_ops *ops)
{
	ops->update(d);			/* { dg-warning "'update' is called without 'struct dev.lock', which its callers must hold" } */
}

void bad_count(struct dev *d, const struct dev_ops *ops)
{
	ops->count(&d->lock, d);	/* { dg-warning "'count' is called without 'struct dev.lock', which its callers must hold" } */
}

void bad_flush(struct dev *d, const struct dev_ops *ops)
{
	mutex_lock(&d->lock);
	ops->flush(d);			/* { dg-warning "'flush' is called with 'struct dev.lock' held, which its callers must not hold" } */
	mutex_unlock(&d->lock);
}

void good_all(struct dev *d, const struct dev_ops *ops)
{
	mutex_lock(&d->lock);
	ops->update(d);
	ops->count(&d->lock, d);
	mutex_unlock(&d->lock);
	ops->flush(d);
}

/* Which one it is nobody knows. */
void good_either(struct dev *d, const struct dev_ops *ops)
{
	ops->either(d);
}

MODULE_LICENSE("GPL");
