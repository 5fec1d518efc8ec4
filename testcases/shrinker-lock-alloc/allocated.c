// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a shrinker from shrinker_alloc(), with its callbacks stored through the pointer, and allocators behind macros
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own
 * kernel: 6.12
 */
#include <linux/cleanup.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct al_cache {
	struct shrinker *shrinker;
	struct mutex lock, try_lock;
	unsigned long n;
	void *p;
};

static unsigned long al_count(struct shrinker *s, struct shrink_control *sc)
{
	struct al_cache *c = s->private_data;

	return c->n;
}

static unsigned long al_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct al_cache *c = s->private_data;

	if (!mutex_trylock(&c->try_lock))
		return SHRINK_STOP;
	c->n--;
	mutex_unlock(&c->try_lock);
	scoped_guard(mutex, &c->lock)
		c->n--;
	return 1;
}

int good_init(struct al_cache *c)
{
	c->shrinker = shrinker_alloc(0, "al-cache");	/* { dg-bogus "." } */
	if (!c->shrinker)
		return -ENOMEM;
	c->shrinker->count_objects = al_count;
	c->shrinker->scan_objects = al_scan;
	c->shrinker->private_data = c;
	shrinker_register(c->shrinker);
	return 0;
}

void bad_kmalloc(struct al_cache *c)
{
	mutex_lock(&c->lock);
	c->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct al_cache.lock', which shrinker 'al_scan' takes" } */
	mutex_unlock(&c->lock);
}

void bad_guard(struct al_cache *c)
{
	guard(mutex)(&c->lock);
	c->p = kvmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim while holding 'struct al_cache.lock'" } */
}

void good_guard_ends(struct al_cache *c)
{
	scoped_guard(mutex, &c->lock)
		c->n++;
	c->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
}

void good_nowait(struct al_cache *c)
{
	guard(mutex)(&c->lock);
	c->p = kmalloc(64, GFP_NOWAIT);		/* { dg-bogus "." } */
}

void good_trylock_in_shrinker(struct al_cache *c)
{
	guard(mutex)(&c->try_lock);
	c->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
}
