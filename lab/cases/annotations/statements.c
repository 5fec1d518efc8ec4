// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case: what each statement of reclint.h makes the kernel say, and of what it stays silent
 * lab:  circular-locking
 * bad_non_block: sleep-in-atomic
 * bad_non_block_if: sleep-in-atomic
 * bad_may_reclaim_atomic: sleep-in-atomic
 * bad_no_reclaim: recursive-locking
 * bad_no_reclaim_told: recursive-locking
 */
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <reclint.h>

struct statements {
	struct mutex told_lock, asked_lock, waited_lock, order_lock, plain_lock;
	struct rw_semaphore sem;
	spinlock_t spin;
	void *buf;
};

/* ---- rl_may_reclaim() ---------------------------------------------------------- */

static noinline void bad_may_reclaim(struct statements *d)
{
	rl_prime_reclaim(&d->told_lock);
	mutex_lock(&d->told_lock);
	rl_may_reclaim(GFP_KERNEL);
	mutex_unlock(&d->told_lock);
}

static noinline void bad_may_reclaim_atomic(struct statements *d)
{
	spin_lock(&d->spin);
	rl_may_reclaim(GFP_KERNEL);
	spin_unlock(&d->spin);
}

static noinline void good_may_reclaim(struct statements *d)
{
	rl_prime_reclaim(&d->asked_lock);
	rl_may_reclaim(GFP_KERNEL);
	mutex_lock(&d->asked_lock);
	rl_may_reclaim(GFP_NOWAIT);
	mutex_unlock(&d->asked_lock);
}

/* ---- rl_may_wait_for() --------------------------------------------------------- */

/* Nobody takes it in reclaim, but it is said that somebody might. */
static noinline void bad_may_wait_for(struct statements *d)
{
	rl_no_reclaim_start();
	rl_may_wait_for(&d->waited_lock);
	rl_no_reclaim_end();
	mutex_lock(&d->waited_lock);
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->waited_lock);
}

static noinline void good_may_wait_for(struct statements *d)
{
	mutex_lock(&d->order_lock);
	rl_may_wait_for(&d->plain_lock);
	mutex_unlock(&d->order_lock);
	mutex_lock(&d->plain_lock);
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->plain_lock);
}

/* ---- rl_no_reclaim_start() ----------------------------------------------------- */

static noinline void bad_no_reclaim(struct statements *d)
{
	rl_no_reclaim_start();
	d->buf = kmalloc(64, GFP_KERNEL);
	rl_no_reclaim_end();
}

static noinline void bad_no_reclaim_told(struct statements *d)
{
	rl_no_reclaim_start();
	rl_may_reclaim(GFP_KERNEL);
	rl_no_reclaim_end();
}

static noinline void good_no_reclaim(struct statements *d)
{
	unsigned int flags;

	rl_no_reclaim_start();
	d->buf = kmalloc(64, GFP_NOWAIT);
	flags = rl_noreclaim_save();
	d->buf = kmalloc(64, GFP_KERNEL);
	rl_noreclaim_restore(flags);
	rl_no_reclaim_end();
	d->buf = kmalloc(64, GFP_KERNEL);
}

/* ---- rl_non_block_start() ------------------------------------------------------- */

static noinline void bad_non_block(struct statements *d)
{
	rl_non_block_start();
	mutex_lock(&d->plain_lock);
	mutex_unlock(&d->plain_lock);
	rl_non_block_end();
}

static noinline void bad_non_block_if(struct statements *d)
{
	bool blockable = READ_ONCE(d->buf);

	rl_non_block_start_if(!blockable);
	mutex_lock(&d->plain_lock);
	mutex_unlock(&d->plain_lock);
	rl_non_block_end_if(!blockable);
}

static noinline void good_non_block(struct statements *d)
{
	rl_non_block_start();
	spin_lock(&d->spin);
	d->buf = NULL;
	spin_unlock(&d->spin);
	if (rl_mutex_trylock(&d->plain_lock))
		rl_mutex_unlock(&d->plain_lock);
	rl_non_block_end();
	rl_non_block_start_if(d->buf);
	rl_mutex_lock(&d->plain_lock);
	rl_mutex_unlock(&d->plain_lock);
	rl_non_block_end_if(d->buf);
}

/* ---- locks that may not be got ---------------------------------------------------- */

static noinline void good_locks(struct statements *d)
{
	if (!rl_mutex_lock_killable(&d->plain_lock))
		rl_mutex_unlock(&d->plain_lock);
	if (!rl_mutex_lock_interruptible(&d->plain_lock))
		rl_mutex_unlock(&d->plain_lock);
	if (rl_down_read_trylock(&d->sem))
		rl_up_read(&d->sem);
	if (!rl_down_read_killable(&d->sem))
		rl_up_read(&d->sem);
	if (rl_down_write_trylock(&d->sem))
		rl_up_write(&d->sem);
	if (!rl_down_write_killable(&d->sem))
		rl_up_write(&d->sem);
}

#include "lab.h"

static struct statements statements;

static int lab_setup(void)
{
	mutex_init(&statements.told_lock);
	mutex_init(&statements.asked_lock);
	mutex_init(&statements.waited_lock);
	mutex_init(&statements.order_lock);
	mutex_init(&statements.plain_lock);
	init_rwsem(&statements.sem);
	spin_lock_init(&statements.spin);
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_may_reclaim, bad_may_reclaim(&statements));
	LAB(bad_may_reclaim_atomic, bad_may_reclaim_atomic(&statements));
	LAB(good_may_reclaim, good_may_reclaim(&statements));
	LAB(bad_may_wait_for, bad_may_wait_for(&statements));
	LAB(good_may_wait_for, good_may_wait_for(&statements));
	LAB(bad_no_reclaim, bad_no_reclaim(&statements));
	LAB(bad_no_reclaim_told, bad_no_reclaim_told(&statements));
	LAB(good_no_reclaim, good_no_reclaim(&statements));
	LAB(bad_non_block, bad_non_block(&statements));
	LAB(bad_non_block_if, bad_non_block_if(&statements));
	LAB(good_non_block, good_non_block(&statements));
	LAB(good_locks, good_locks(&statements));
}

static void lab_teardown(void)
{
}
