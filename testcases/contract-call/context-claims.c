// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what the kernel's own names say about functions in other files, and about modes
 * rule:   contract-call
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/dcache.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#define RECLINT_CONTEXT_MODES
#include "../../annotations/reclint-context.h"

struct dev {
	struct mutex lock, second;
	struct rw_semaphore sem;
	spinlock_t *shared;
	struct dentry *dentry;
	int users __guarded_by(&lock);
	int *table __pt_guarded_by(&lock);
	int level __guarded_by(&sem);
};

void take(struct dev *d) __acquires(&d->lock);
void drop(struct dev *d) __releases(&d->lock);
bool try(struct dev *d) __cond_acquires(true, &d->lock);
int take_killable(struct dev *d) __cond_acquires(0, &d->lock);
bool drop_last(struct dev *d) __cond_releases(true, &d->lock);
void take_shared(struct dev *d) __acquires_shared(&d->sem);
void drop_shared(struct dev *d) __releases_shared(&d->sem);
void need(struct dev *d) __must_hold(&d->lock);
void need_both(struct dev *d) __must_hold(&d->lock, &d->second);
void need_write(struct dev *d) __must_hold(&d->sem);
void need_read(struct dev *d) __must_hold_shared(&d->sem);
void need_pointed(struct dev *d) __must_hold(d->shared);
void need_dentry(struct dev *d) __must_hold(&d->dentry->d_lock);

void good_taken(struct dev *d)
{
	take(d);
	need(d);
	d->users++;
	drop(d);
}

void bad_dropped(struct dev *d)
{
	take(d);
	drop(d);
	need(d);			/* { dg-warning "'need' is called without 'struct dev.lock'" } */
}

void bad_drop(struct dev *d)
{
	drop(d);			/* { dg-warning "'drop' is called without 'struct dev.lock'" } */
}

void good_try(struct dev *d)
{
	if (!try(d))
		return;
	need(d);
	drop(d);
}

void bad_try(struct dev *d)
{
	if (try(d)) {
		drop(d);
		return;
	}
	need(d);			/* { dg-warning "'need' is called without" } */
}

int good_killable(struct dev *d)
{
	int err = take_killable(d);

	if (err)
		return err;
	need(d);
	drop(d);
	return 0;
}

int bad_killable(struct dev *d)
{
	if (!take_killable(d)) {
		drop(d);
		return 0;
	}
	need(d);			/* { dg-warning "'need' is called without" } */
	return 1;
}

void good_last(struct dev *d)
{
	take(d);
	if (drop_last(d))
		return;
	need(d);
	drop(d);
}

void bad_last(struct dev *d)
{
	take(d);
	if (drop_last(d))
		need(d);		/* { dg-warning "'need' is called without" } */
	else
		drop(d);
}

void bad_both(struct dev *d)
{
	take(d);
	need_both(d);			/* { dg-warning "'need_both' is called without 'struct dev.second'" } */
	drop(d);
}

void good_modes(struct dev *d)
{
	take_shared(d);
	need_read(d);
	drop_shared(d);
	down_write(&d->sem);
	need_read(d);
	need_write(d);
	d->level = 1;
	up_write(&d->sem);
}

void bad_modes(struct dev *d)
{
	take_shared(d);
	need_write(d);			/* { dg-warning "'need_write' is called with 'struct dev.sem' held shared, which its callers must hold exclusively" } */
	d->level = 1;			/* { dg-warning "'dev.level' is written with 'struct dev.sem' held shared" } */
	drop_shared(d);
}

void good_pointed(struct dev *d)
{
	spin_lock(d->shared);
	need_pointed(d);
	spin_unlock(d->shared);
}

/* The lock lies in a struct of the dentry, as locks in wrappers do. */
void good_dentry(struct dev *d)
{
	spin_lock(&d->dentry->d_lock);
	need_dentry(d);
	spin_unlock(&d->dentry->d_lock);
}

void bad_dentry(struct dev *d)
{
	need_dentry(d);			/* { dg-warning "'need_dentry' is called without" } */
}

void good_assumed(struct dev *d)
{
	__assume_ctx_lock(&d->lock);
	need(d);
}

int bad_table(struct dev *d)
{
	return d->table[2];		/* { dg-warning "what 'dev.table' points to is read without 'struct dev.lock'" } */
}

int good_unsafe(struct dev *d)
{
	context_unsafe(need(d));
	context_unsafe(d->users = 3);
	return context_unsafe(d->users);
}

int good_whole(struct dev *d)
	__no_context_analysis
{
	need(d);
	return d->users;
}

static __no_context_analysis int __used good_before(struct dev *d)
{
	need(d);
	return d->users;
}

MODULE_LICENSE("GPL");
