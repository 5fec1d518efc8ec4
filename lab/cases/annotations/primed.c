// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case: what reclint.h tells lockdep when a lock is made, and nobody else: at load
 * rule: priming-wrong
 * lab:  circular-locking
 */
#include <linux/mutex.h>
#include <linux/slab.h>
#include <reclint.h>

struct primed {
	struct mutex reclaim_lock, notifier_lock, nowait_lock, plain_lock;
	void *buf;
};

static noinline void bad_reclaim(struct primed *d)
{
	mutex_init(&d->reclaim_lock);
	rl_prime_reclaim(&d->reclaim_lock);
	mutex_lock(&d->reclaim_lock);
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->reclaim_lock);
}

static noinline void bad_notifiers(struct primed *d)
{
	mutex_init(&d->notifier_lock);
	rl_prime_notifiers(&d->notifier_lock);
	mutex_lock(&d->notifier_lock);
	d->buf = kmalloc(64, GFP_NOFS);
	mutex_unlock(&d->notifier_lock);
}

static noinline void good_nowait(struct primed *d)
{
	mutex_init(&d->nowait_lock);
	rl_prime_reclaim(&d->nowait_lock);
	rl_prime_notifiers(&d->nowait_lock);
	mutex_lock(&d->nowait_lock);
	d->buf = kmalloc(64, GFP_NOWAIT);
	mutex_unlock(&d->nowait_lock);
}

static noinline void good_unprimed(struct primed *d)
{
	mutex_init(&d->plain_lock);
	mutex_lock(&d->plain_lock);
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->plain_lock);
}

#define LAB_LOAD load
static void load(void);
#include "lab.h"

static struct primed primed;

static void load(void)
{
	LAB(bad_reclaim, bad_reclaim(&primed));
	LAB(bad_notifiers, bad_notifiers(&primed));
	LAB(good_nowait, good_nowait(&primed));
	LAB(good_unprimed, good_unprimed(&primed));
}

static int lab_setup(void)
{
	return 0;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
}
