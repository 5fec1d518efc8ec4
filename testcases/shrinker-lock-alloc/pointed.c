// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a lock that a list knows by a pointer, set when the list is made
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own
 */
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

/* Of one lock only, whoever makes one; of two. */
struct sp_lru { struct mutex *lock; long count; };
struct sp_any { struct mutex *lock; long count; };

struct sp_dev {
	struct mutex lru_lock, one_lock, other_lock;
	struct sp_lru idle, busy;
	struct sp_any one, other;
	void *p;
};

static struct sp_dev *sp;

static noinline void sp_lru_init(struct sp_lru *lru, struct mutex *lock)
{
	lru->lock = lock;
	lru->count = 0;
}

void sp_init(struct sp_dev *d)
{
	mutex_init(&d->lru_lock);
	sp_lru_init(&d->idle, &d->lru_lock);
	sp_lru_init(&d->busy, d->idle.lock);
	d->one.lock = &d->one_lock;
	d->other.lock = &d->other_lock;
}

static noinline long sp_lru_scan(struct sp_lru *lru)
{
	long n;

	mutex_lock(lru->lock);		/* { dg-message "struct sp_dev.lru_lock" } */
	n = lru->count;
	mutex_unlock(lru->lock);
	return n;
}

static noinline long sp_any_scan(struct sp_any *a)
{
	long n;

	mutex_lock(a->lock);
	n = a->count;
	mutex_unlock(a->lock);
	return n;
}

static unsigned long sp_scan(struct shrinker *s, struct shrink_control *sc)
{
	return sp_lru_scan(&sp->idle) + sp_any_scan(&sp->one);
}

void sp_set(struct shrinker *s)
{
	s->scan_objects = sp_scan;
}

void bad_fill(struct sp_dev *d)
{
	mutex_lock(&d->lru_lock);
	d->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct sp_dev.lru_lock', which shrinker 'sp_scan' takes" } */
	mutex_unlock(&d->lru_lock);
}

/* Which of the two it is cannot be told. */
void good_fill(struct sp_dev *d)
{
	mutex_lock(&d->other_lock);
	d->p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->other_lock);
}
