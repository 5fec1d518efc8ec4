// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   bodies that are not what the kernel's own names say, by the shim
 * rule:   contract-body
 * lab:    unbalanced-lock
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#define RECLINT_CONTEXT_MODES
#include "../../annotations/reclint-context.h"

struct dev {
	struct mutex lock;
	struct rw_semaphore sem;
	spinlock_t spin;
	struct dev *parent;
	int users;
};

static DEFINE_SPINLOCK(global_lock);

int good_take(struct dev *d) __acquires(&d->lock)
{
	mutex_lock(&d->lock);
	return d->users;
}

int bad_take(struct dev *d) __acquires(&d->lock)
{
	if (d->users)
		return 1;		/* { dg-warning "'bad_take' returns without 'struct dev.lock', which by its contract it takes" } */
	mutex_lock(&d->lock);
	return 0;
}

int good_drop(struct dev *d) __releases(&d->lock)
{
	mutex_unlock(&d->lock);
	return 0;
}

int bad_drop(struct dev *d) __releases(&d->lock)
{
	if (d->users)
		return 1;		/* { dg-warning "'bad_drop' returns with 'struct dev.lock' held, which by its contract it drops" } */
	mutex_unlock(&d->lock);
	return 0;
}

bool good_try(struct dev *d) __cond_acquires(true, &d->lock)
{
	return mutex_trylock(&d->lock);
}

int good_killable(struct dev *d) __cond_acquires(0, &d->lock)
{
	return mutex_lock_killable(&d->lock);
}

int bad_killable(struct dev *d) __cond_acquires(0, &d->lock)
{
	if (d->users)
		return 0;		/* { dg-warning "'bad_killable' returns without 'struct dev.lock'" } */
	return mutex_lock_killable(&d->lock);
}

void bad_mode(struct dev *d) __acquires(&d->sem)
{
	down_read(&d->sem);
}					/* { dg-warning "'bad_mode' returns with 'struct dev.sem' held for reading, and by its contract for writing" } */

void good_mode(struct dev *d) __acquires_shared(&d->sem)
{
	down_read(&d->sem);
}

/* Dropped inside, and taken again, in whichever order it is said. */
void good_break(struct dev *d) __releases(&d->lock) __acquires(&d->lock)
{
	mutex_unlock(&d->lock);
	mutex_lock(&d->lock);
}

void good_break_too(struct dev *d) __acquires(&d->lock) __releases(&d->lock)
{
	mutex_unlock(&d->lock);
	mutex_lock(&d->lock);
}

int bad_break(struct dev *d) __must_hold(&d->lock)
{
	mutex_unlock(&d->lock);
	if (d->users)
		return 1;		/* { dg-warning "'bad_break' returns without 'struct dev.lock', which by its contract its callers hold before and after" } */
	mutex_lock(&d->lock);
	return 0;
}

int good_global(void) __acquires(&global_lock)
{
	spin_lock(&global_lock);
	return 0;
}

int bad_global(int how) __acquires(&global_lock)
{
	if (how)
		return 1;		/* { dg-warning "'bad_global' returns without 'global_lock'" } */
	spin_lock(&global_lock);
	return 0;
}

/* Some macros take the spinlock's inner one. */
bool good_irqsave(spinlock_t *lock, unsigned long *flags, struct dev *d) __acquires(lock)
{
	if (d->users) {
		if (spin_trylock_irqsave(lock, *flags))
			return true;
		d->users = 0;
	}
	spin_lock_irqsave(lock, *flags);
	return true;
}

/* No lock, nothing to take. */
int good_optional(spinlock_t *lock) __acquires(lock)
{
	if (lock)
		spin_lock(lock);
	return 0;
}

/* Two of a class: which one is which is not known. */
int good_parent(struct dev *d) __releases(&d->lock)
{
	struct dev *parent = d->parent;

	mutex_lock(&parent->lock);
	mutex_unlock(&d->lock);
	mutex_unlock(&parent->lock);
	return 0;
}

/* Its author knows more: something else takes it. */
int good_unseen(struct dev *d) __acquires(&d->lock)
{
	if (d->users)
		mutex_lock(&d->lock);
	else
		__acquire(&d->lock);
	return 0;
}

int good_unchecked(struct dev *d) __acquires(&d->lock) __no_context_analysis
{
	return d->users;
}

int good_unsafe(struct dev *d) __acquires(&d->lock) __context_unsafe("by hand")
{
	return d->users;
}

MODULE_LICENSE("GPL");
