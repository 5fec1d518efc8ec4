// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that return with other locks than their annotations say
 * rule:   contract-body
 * lab:    cannot run: it is about what an author says, of which the kernel knows nothing; what sleeps and reclaims against it is in contract-body/sleeps
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include "../../annotations/reclint.h"

struct dev {
	struct mutex lock, other;
	struct rw_semaphore sem;
	spinlock_t spin;
	bool is_dead;
	int users, error;
};

static DEFINE_MUTEX(global_lock);

/* ---- acquires ---- */

__rl_acquires("struct dev.lock", "mutex", "write")
void good_lock(struct dev *d)
{
	mutex_lock(&d->lock);
	d->users++;
}

__rl_acquires("struct dev.lock", "mutex", "write")
void bad_lock(struct dev *d)			/* { dg-message "by its contract takes 'struct dev.lock'" } */
{
	mutex_lock(&d->lock);
	if (d->is_dead) {
		mutex_unlock(&d->lock);
		return;
	}
	d->users++;
}						/* { dg-warning "'bad_lock' returns without 'struct dev.lock', which by its contract it takes" } */

__rl_acquires("struct dev.lock", "mutex", "write")
int bad_lock_early(struct dev *d)
{
	if (d->is_dead)
		return -ENODEV;			/* { dg-warning "'bad_lock_early' returns without 'struct dev.lock'" } */
	mutex_lock(&d->lock);
	return 0;
}

__rl_acquires("struct dev.lock", "mutex", "write")
void bad_wrong_lock(struct dev *d)
{
	mutex_lock(&d->other);			/* { dg-message "lock 'struct dev.other' taken here" } */
	d->users++;
}						/* { dg-warning "'bad_wrong_lock' returns without 'struct dev.lock'" } { dg-warning "'bad_wrong_lock' returns with 'struct dev.other' held, which its contract does not say" } */

/* A loop of attempts ends with the lock. */
__rl_acquires("struct dev.lock", "mutex", "write")
void good_lock_patiently(struct dev *d)
{
	while (!mutex_trylock(&d->lock))
		cpu_relax();
}

__rl_acquires("global_lock", "mutex", "write")
void good_lock_global(void)
{
	mutex_lock(&global_lock);
}

__rl_acquires("global_lock", "mutex", "write")
void bad_lock_global(struct dev *d)
{
	if (!d->is_dead)
		mutex_lock(&global_lock);
}						/* { dg-warning "'bad_lock_global' returns without 'global_lock'" } */

/* Takes it, drops it: a contract for those who wait for others to be done. */
__rl_acquires("struct dev.lock", "mutex", "write") __rl_releases("struct dev.lock", "mutex")
void good_pass(struct dev *d)
{
	mutex_lock(&d->lock);
	mutex_unlock(&d->lock);
}

__rl_acquires("struct dev.lock", "mutex", "write") __rl_releases("struct dev.lock", "mutex")
int bad_pass(struct dev *d)
{
	mutex_lock(&d->lock);
	if (d->error)
		return d->error;		/* { dg-warning "'bad_pass' returns with 'struct dev.lock' held, and by its contract without" } */
	mutex_unlock(&d->lock);
	return 0;
}

/* ---- modes ---- */

__rl_acquires("struct dev.sem", "rwsem", "read")
void good_read(struct dev *d)
{
	down_read(&d->sem);
}

__rl_acquires("struct dev.sem", "rwsem", "write")
void bad_write(struct dev *d)
{
	if (d->is_dead)
		down_read(&d->sem);
	else
		down_write(&d->sem);
}						/* { dg-warning "'bad_write' returns with 'struct dev.sem' held for reading, and by its contract for writing" } */

__rl_acquires("struct dev.sem", "rwsem", "read")
void bad_read(struct dev *d)
{
	down_write(&d->sem);
}						/* { dg-warning "'bad_read' returns with 'struct dev.sem' held for writing, and by its contract for reading" } */

__rl_acquires("struct dev.sem", "rwsem", "read")
void good_downgrade(struct dev *d)
{
	down_write(&d->sem);
	d->users++;
	downgrade_write(&d->sem);
}

/* ---- acquires if ---- */

__rl_acquires_if("zero", "struct dev.lock", "mutex", "write")
int good_lock_killable(struct dev *d)
{
	int ret = mutex_lock_killable(&d->lock);

	if (ret)
		return ret;
	if (d->is_dead) {
		mutex_unlock(&d->lock);
		return -ENODEV;
	}
	return 0;
}

__rl_acquires_if("zero", "struct dev.lock", "mutex", "write")
int bad_lock_killable(struct dev *d)
{
	int ret = mutex_lock_killable(&d->lock);

	if (ret)
		return ret;
	if (d->is_dead)
		return -ENODEV;			/* { dg-warning "'bad_lock_killable' returns with 'struct dev.lock' held, and by its contract without" } */
	return 0;
}

__rl_acquires_if("zero", "struct dev.lock", "mutex", "write")
int bad_success(struct dev *d)
{
	if (d->is_dead)
		return 0;			/* { dg-warning "'bad_success' returns without 'struct dev.lock', which by its contract it takes" } */
	return mutex_lock_interruptible(&d->lock);
}

/* What it returns is memory's affair: nothing is certain. */
__rl_acquires_if("zero", "struct dev.lock", "mutex", "write")
int good_unknown(struct dev *d)
{
	mutex_lock(&d->lock);
	return d->error;
}

__rl_acquires_if("valid", "struct dev.lock", "mutex", "write")
struct dev *good_find(struct dev *d)
{
	if (d->is_dead)
		return ERR_PTR(-ENODEV);
	mutex_lock(&d->lock);
	return d;
}

/* ---- try ---- */

__rl_try_acquires("nonzero", "struct dev.lock", "mutex", "write")
bool good_trylock(struct dev *d)
{
	return mutex_trylock(&d->lock);
}

__rl_try_acquires("nonzero", "struct dev.lock", "mutex", "write")
bool bad_trylock(struct dev *d)
{
	if (d->is_dead)
		return false;
	mutex_lock(&d->lock);			/* { dg-warning "'mutex_lock.*' waits for 'struct dev.lock', and by its contract 'bad_trylock' only tries to take it" } */
	return true;
}

__rl_try_acquires("nonzero", "struct dev.lock", "mutex", "write")
bool bad_try_reversed(struct dev *d)
{
	if (mutex_trylock(&d->lock))
		return false;			/* { dg-warning "'bad_try_reversed' returns with 'struct dev.lock' held, and by its contract without" } */
	return true;				/* { dg-warning "'bad_try_reversed' returns without 'struct dev.lock'" } */
}

/* ---- releases ---- */

__rl_releases("struct dev.lock", "mutex")
void good_unlock(struct dev *d)
{
	d->users--;
	mutex_unlock(&d->lock);
}

__rl_releases("struct dev.lock", "mutex")
void bad_unlock(struct dev *d)
{
	if (!--d->users)
		return;
	mutex_unlock(&d->lock);
}						/* { dg-warning "'bad_unlock' returns with 'struct dev.lock' held, which by its contract it drops" } */

__rl_releases("struct dev.lock", "mutex")
void bad_unlock_never(struct dev *d)
{
	d->users--;
}						/* { dg-warning "'bad_unlock_never' returns with 'struct dev.lock' held, which by its contract it drops" } */

/* Drops the caller's lock and takes it again. */
__rl_releases("struct dev.lock", "mutex") __rl_acquires("struct dev.lock", "mutex", "write")
void good_relax(struct dev *d)
{
	mutex_unlock(&d->lock);
	cpu_relax();
	mutex_lock(&d->lock);
}

__rl_releases("struct dev.lock", "mutex") __rl_acquires("struct dev.lock", "mutex", "write")
int bad_relax(struct dev *d)
{
	mutex_unlock(&d->lock);
	if (d->is_dead)
		return -ENODEV;			/* { dg-warning "'bad_relax' returns without 'struct dev.lock'" } */
	mutex_lock(&d->lock);
	return 0;
}

MODULE_LICENSE("GPL");
