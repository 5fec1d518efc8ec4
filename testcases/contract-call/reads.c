// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   guarded fields that are read, or written while the lock is held shared
 * rule:   contract-call
 * lab:    nothing: lockdep does not know the contract, and nobody asserts it
 * origin: own
 */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "../../annotations/reclint.h"

static DEFINE_SPINLOCK(global_lock);

struct table {
	int n;
	int at[8];
};

struct dev {
	struct mutex lock;
	struct rw_semaphore sem;
	struct dev *parent;
	int users __rl_guarded_by("lock");
	bool is_dead __rl_write_guarded_by("lock");
	int level __rl_guarded_by("sem");
	int global __rl_guarded_by("global_lock");
	int inherited __rl_guarded_by("parent->lock");
	struct table inline_table __rl_guarded_by("lock");
	struct table *table __rl_pt_guarded_by("lock");
	int *counts __rl_pt_guarded_by("lock");
	struct {
		spinlock_t lock;
		int pages __rl_guarded_by("lock");
	} mm;
};

int bad_read(struct dev *d)
{
	return d->users;			/* { dg-warning "'dev.users' is read without 'struct dev.lock', which guards it" } */
}

int good_read(struct dev *d)
{
	int users;

	mutex_lock(&d->lock);
	users = d->users;
	mutex_unlock(&d->lock);
	return users;
}

/* Once for each function and field. */
int bad_twice(struct dev *d)
{
	if (d->users > 3)			/* { dg-warning "'dev.users' is read without" } */
		return 1;
	return d->users;			/* { dg-bogus "read" } */
}

/* Read and written: told as written. */
void bad_increment(struct dev *d)
{
	d->users++;				/* { dg-warning "'dev.users' is written without" } */
}

int bad_after(struct dev *d)
{
	mutex_lock(&d->lock);
	d->users = 2;
	mutex_unlock(&d->lock);
	return d->users;			/* { dg-warning "'dev.users' is read without" } */
}

static noinline int helper(struct dev *d)
{
	return d->users;			/* { dg-warning "'dev.users' is read without" } */
}

int bad_through(struct dev *d)
{
	return helper(d) + 1;			/* { dg-message "calls 'helper'" } */
}

static noinline int locked_helper(struct dev *d)
{
	return d->users;			/* { dg-bogus "read" } */
}

int good_through(struct dev *d)
{
	int users;

	mutex_lock(&d->lock);
	users = locked_helper(d);
	mutex_unlock(&d->lock);
	return users;
}

int good_on_purpose(struct dev *d)
{
	return READ_ONCE(d->users) + data_race(d->users) + rl_unchecked(d->users);
}

void good_unchecked_store(struct dev *d)
{
	rl_unchecked(d->users = 3);
}

void bad_write_once(struct dev *d)
{
	WRITE_ONCE(d->users, 3);		/* { dg-warning "'dev.users' is written without" } */
}

__rl_unchecked()
int good_unchecked(struct dev *d)
{
	d->users = 0;
	return d->users;
}

bool good_dead(struct dev *d)
{
	return d->is_dead;
}

void bad_dead(struct dev *d)
{
	d->is_dead = true;			/* { dg-warning "'dev.is_dead' is written without" } */
}

int good_shared(struct dev *d)
{
	int level;

	down_read(&d->sem);
	level = d->level;
	up_read(&d->sem);
	return level;
}

void bad_shared(struct dev *d)
{
	down_read(&d->sem);
	d->level = 1;				/* { dg-warning "'dev.level' is written with 'struct dev.sem' held shared, which guards it" } */
	up_read(&d->sem);
}

void good_exclusive(struct dev *d)
{
	down_write(&d->sem);
	d->level++;
	up_write(&d->sem);
}

int bad_global(struct dev *d)
{
	return d->global;			/* { dg-warning "'dev.global' is read without 'global_lock'" } */
}

void good_global(struct dev *d)
{
	spin_lock(&global_lock);
	d->global++;
	spin_unlock(&global_lock);
}

static int total __rl_guarded_by("global_lock");
struct table *shared_table __rl_pt_guarded_by("global_lock");

int bad_total(void)
{
	return total;				/* { dg-warning "'total' is read without 'global_lock'" } */
}

void bad_count(void)
{
	total++;				/* { dg-warning "'total' is written without 'global_lock'" } */
}

void good_total(void)
{
	spin_lock(&global_lock);
	total++;
	shared_table->n = total;
	spin_unlock(&global_lock);
}

int bad_shared_table(void)
{
	return shared_table->n;			/* { dg-warning "what 'shared_table' points to is read without 'global_lock'" } */
}

bool good_shared_table(void)
{
	return shared_table;
}

int bad_inherited(struct dev *d)
{
	return d->inherited;			/* { dg-warning "'dev.inherited' is read without 'struct dev.lock'" } */
}

void good_inherited(struct dev *d)
{
	mutex_lock(&d->parent->lock);
	d->inherited++;
	mutex_unlock(&d->parent->lock);
}

int bad_member(struct dev *d)
{
	return d->inline_table.n;		/* { dg-warning "'dev.inline_table' is read without" } */
}

void bad_element(struct dev *d)
{
	d->inline_table.at[3] = 1;		/* { dg-warning "'dev.inline_table' is written without" } */
}

void bad_copy(struct dev *d, struct table *t)
{
	*t = d->inline_table;			/* { dg-warning "'dev.inline_table' is read without" } */
}

void bad_copy_to(struct dev *d, struct table *t)
{
	d->inline_table = *t;			/* { dg-warning "'dev.inline_table' is written without" } */
}

/* Whoever gets the address is not followed. */
void good_escape(struct dev *d, int *out)
{
	memcpy(out, &d->users, sizeof(*out));
}

bool good_pointer(struct dev *d)
{
	return d->table;
}

int bad_pointee(struct dev *d)
{
	return d->table->n;			/* { dg-warning "what 'dev.table' points to is read without 'struct dev.lock', which guards it" } */
}

void bad_pointee_write(struct dev *d, int i)
{
	d->counts[i] = 0;			/* { dg-warning "what 'dev.counts' points to is written without" } */
}

void good_pointee(struct dev *d)
{
	mutex_lock(&d->lock);
	d->table->n++;
	d->counts[2] = 1;
	mutex_unlock(&d->lock);
}

int bad_inner(struct dev *d)
{
	return d->mm.pages;			/* { dg-warning "'dev.mm.pages' is read without 'struct dev.mm.lock'" } */
}

int good_inner(struct dev *d)
{
	int pages;

	spin_lock(&d->mm.lock);
	pages = d->mm.pages;
	spin_unlock(&d->mm.lock);
	return pages;
}

struct dev *good_new(void)
{
	struct dev *d = kzalloc(sizeof(*d), GFP_KERNEL);

	if (!d)
		return NULL;
	d->users = 1;
	d->level = d->users;
	mutex_init(&d->lock);
	return d;
}

void update(struct dev *d) __rl_must_hold("struct dev.sem");
int look(struct dev *d) __rl_must_hold_shared("struct dev.sem");

void bad_update(struct dev *d)
{
	down_read(&d->sem);
	update(d);				/* { dg-warning "'update' is called with 'struct dev.sem' held shared, which its callers must hold exclusively" } */
	look(d);
	up_read(&d->sem);
}

void good_update(struct dev *d)
{
	down_write(&d->sem);
	update(d);
	look(d);
	up_write(&d->sem);
}

int bad_look(struct dev *d)
{
	return look(d);				/* { dg-warning "'look' is called without 'struct dev.sem'" } */
}

__rl_must_hold_shared("struct dev.sem")
static noinline int reader(struct dev *d)
{
	return d->level;
}

__rl_must_hold_shared("struct dev.sem")
int bad_reader(struct dev *d)
{
	d->level = 0;				/* { dg-warning "'dev.level' is written with 'struct dev.sem' held shared" } */
	return reader(d);
}

MODULE_LICENSE("GPL");
