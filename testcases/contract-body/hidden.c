// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   contracts that stand for a body, and keep from callers what it does
 * rule:   contract-body
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock, inner;
	spinlock_t spin;
	struct completion done, other;
	struct work_struct work;
	void *buf;
	int users;
};

/* ---- sleeping ---- */

__rl_releases("struct dev.spin", "spin")
void bad_unlock_sleeps(struct dev *d)		/* { dg-message "callers of 'bad_unlock_sleeps' see its contract" } */
{
	spin_unlock(&d->spin);
	might_sleep();				/* { dg-warning "may sleep, which the contract of 'bad_unlock_sleeps' does not say" } */
}

__rl_releases("struct dev.spin", "spin") __rl_may_sleep()
void good_unlock_sleeps(struct dev *d)
{
	spin_unlock(&d->spin);
	might_sleep();
}

/* Nothing is hidden where callers see the body. */
__rl_releases("struct dev.spin", "spin") __rl_use_body()
void good_unlock_seen(struct dev *d)
{
	might_sleep();
}						/* { dg-warning "'good_unlock_seen' returns with 'struct dev.spin' held, which by its contract it drops" } */

/* ---- reclaim ---- */

static noinline void fill(struct dev *d)
{
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-warning "'kmalloc' may enter direct reclaim, which the contract of 'bad_prepare' does not say" } */
}

__rl_may_sleep()
void bad_prepare(struct dev *d)
{
	fill(d);
}

__rl_may_sleep()
void good_prepare(struct dev *d)
{
	might_sleep();
	d->buf = kmalloc(8, GFP_NOWAIT);
}

__rl_acquires("struct dev.lock", "mutex", "write")
void bad_lock(struct dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kzalloc(8, GFP_NOFS);		/* { dg-warning "may enter direct reclaim, which the contract of 'bad_lock' does not say" } */
}

/* ---- faults ---- */

__rl_may_sleep()
int bad_copy(struct dev *d, void __user *to)
{
	return copy_to_user(to, d->buf, 8);	/* { dg-warning "may fault, which the contract of 'bad_copy' does not say" } */
}

/* ---- waits ---- */

__rl_waits("struct dev.done", "completion")
void good_wait(struct dev *d)
{
	wait_for_completion(&d->done);
}

__rl_waits("struct dev.done", "completion")
void bad_wait(struct dev *d)
{
	wait_for_completion(&d->done);
	wait_for_completion(&d->other);		/* { dg-warning "'wait_for_completion' waits for 'struct dev.other', which the contract of 'bad_wait' does not say" } */
}

__rl_may_sleep()
void bad_flush(struct dev *d)
{
	flush_work(&d->work);			/* { dg-warning "'flush_work' waits for 'struct dev.work', which the contract of 'bad_flush' does not say" } */
}

/* ---- locks ---- */

__rl_may_sleep()
void bad_count(struct dev *d)
{
	mutex_lock(&d->inner);			/* { dg-warning "'mutex_lock.*' waits for 'struct dev.inner', which the contract of 'bad_count' does not say" } */
	d->users++;
	mutex_unlock(&d->inner);
}

__rl_acquires("struct dev.inner", "mutex", "write") __rl_releases("struct dev.inner", "mutex")
void good_count(struct dev *d)
{
	mutex_lock(&d->inner);
	d->users++;
	mutex_unlock(&d->inner);
}

__rl_may_sleep()
void bad_keep(struct dev *d)
{
	spin_lock(&d->spin);			/* { dg-message "lock 'struct dev.spin' taken here" } */
	d->users++;
}						/* { dg-warning "'bad_keep' returns with 'struct dev.spin' held, which its contract does not say" } */

__rl_may_sleep()
void bad_drop(struct dev *d)
{
	mutex_unlock(&d->inner);
	might_sleep();
}						/* { dg-warning "'bad_drop' returns without 'struct dev.inner' of its callers, which its contract does not say" } */

/* Taken and dropped, and it does not sleep: nobody asks. */
__rl_may_sleep()
void good_spin(struct dev *d)
{
	spin_lock(&d->spin);
	d->users++;
	spin_unlock(&d->spin);
}

/* A claim hides nothing. */
__rl_must_not_hold("struct dev.lock")
void good_claim(struct dev *d)
{
	fill(d);
	mutex_lock(&d->inner);
	flush_work(&d->work);
	mutex_unlock(&d->inner);
}

MODULE_LICENSE("GPL");
