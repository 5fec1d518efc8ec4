// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   allocations under a lock that a shrinker waits for, and under one that it only tries
 * rule:   shrinker-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct sc_cache {
	struct shrinker shrinker;
	struct mutex lock, try_lock;
	spinlock_t spin;
	struct list_head entries;
	unsigned long n;
	void *spare;
};

static unsigned long sc_count(struct shrinker *s, struct shrink_control *sc)
{
	return READ_ONCE(container_of(s, struct sc_cache, shrinker)->n);
}

static noinline unsigned long sc_drop(struct sc_cache *c, unsigned long n)
{
	mutex_lock(&c->lock);		/* { dg-message "struct sc_cache.lock" } */
	c->n -= n;
	mutex_unlock(&c->lock);
	return n;
}

static unsigned long sc_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct sc_cache *c = container_of(s, struct sc_cache, shrinker);

	if (!mutex_trylock(&c->try_lock))
		return SHRINK_STOP;
	c->n--;
	mutex_unlock(&c->try_lock);
	spin_lock(&c->spin);
	c->n--;
	spin_unlock(&c->spin);
	return sc_drop(c, sc->nr_to_scan);	/* { dg-message "sc_drop" } */
}

const struct shrinker sc_shrinker = { .count_objects = sc_count, .scan_objects = sc_scan };

int bad_kmalloc(struct sc_cache *c)
{
	mutex_lock(&c->lock);
	c->spare = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct sc_cache.lock', which shrinker 'sc_scan' takes" } */
	mutex_unlock(&c->lock);
	return c->spare ? 0 : -ENOMEM;
}

static noinline void *sc_new(gfp_t gfp)
{
	return kzalloc(128, gfp);	/* { dg-message "kzalloc" } */
}

static noinline void sc_refill(struct sc_cache *c, gfp_t gfp)
{
	if (!c->spare)
		c->spare = sc_new(gfp);
}

void bad_two_calls_below(struct sc_cache *c)
{
	mutex_lock(&c->lock);
	sc_refill(c, GFP_KERNEL);	/* { dg-warning "'kzalloc' with GFP_KERNEL may enter direct reclaim" } */
	mutex_unlock(&c->lock);
}

/* This shrinker does not look at sc->gfp_mask. */
void bad_nofs(struct sc_cache *c)
{
	mutex_lock(&c->lock);
	c->spare = kmalloc(64, GFP_NOFS);	/* { dg-warning "'kmalloc' with GFP_NOFS may enter direct reclaim" } */
	mutex_unlock(&c->lock);
}

void bad_noio_scope(struct sc_cache *c)
{
	unsigned int flags;

	mutex_lock(&c->lock);
	flags = memalloc_noio_save();
	c->spare = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_NOIO may enter direct reclaim" } */
	memalloc_noio_restore(flags);
	mutex_unlock(&c->lock);
}

void good_before(struct sc_cache *c)
{
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */

	mutex_lock(&c->lock);
	swap(p, c->spare);
	mutex_unlock(&c->lock);
	kfree(p);
}

void good_nowait(struct sc_cache *c)
{
	mutex_lock(&c->lock);
	sc_refill(c, GFP_NOWAIT);		/* { dg-bogus "." } */
	c->spare = kmalloc(64, GFP_KERNEL | __GFP_NOLOCKDEP);	/* { dg-bogus "." } */
	mutex_unlock(&c->lock);
}

void good_noreclaim(struct sc_cache *c)
{
	unsigned int flags;

	mutex_lock(&c->lock);
	flags = memalloc_noreclaim_save();
	c->spare = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	memalloc_noreclaim_restore(flags);
	mutex_unlock(&c->lock);
}

/* The shrinker gives up when somebody holds it. */
void good_trylock_in_shrinker(struct sc_cache *c)
{
	mutex_lock(&c->try_lock);
	c->spare = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&c->try_lock);
}
