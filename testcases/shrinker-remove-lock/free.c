// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   shrinker_free() under the shrinker's own lock
 * rule:   shrinker-remove-lock
 * lab:    nothing: shrinker_free() waits for a completion since 6.7, which lockdep does not follow
 * origin: own
 * kernel: 6.12
 */
#include <linux/mutex.h>
#include <linux/shrinker.h>

struct fr_cache {
	struct shrinker *shrinker;
	struct mutex lock;
	unsigned long n;
};

static unsigned long fr_count(struct shrinker *s, struct shrink_control *sc)
{
	return ((struct fr_cache *)s->private_data)->n;
}

static unsigned long fr_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct fr_cache *c = s->private_data;

	mutex_lock(&c->lock);
	c->n = 0;
	mutex_unlock(&c->lock);
	return SHRINK_STOP;
}

int good_init(struct fr_cache *c)
{
	c->shrinker = shrinker_alloc(0, "fr-cache");
	if (!c->shrinker)
		return -ENOMEM;
	c->shrinker->count_objects = fr_count;
	c->shrinker->scan_objects = fr_scan;
	c->shrinker->private_data = c;
	shrinker_register(c->shrinker);		/* { dg-bogus "." } */
	return 0;
}

void bad_free(struct fr_cache *c)
{
	mutex_lock(&c->lock);
	shrinker_free(c->shrinker);	/* { dg-warning "'shrinker_free' waits for shrinkers while holding 'struct fr_cache.lock', which shrinker 'fr_scan' takes" } */
	mutex_unlock(&c->lock);
}

void good_free(struct fr_cache *c)
{
	shrinker_free(c->shrinker);		/* { dg-bogus "." } */
	mutex_lock(&c->lock);
	c->n = 0;
	mutex_unlock(&c->lock);
}
