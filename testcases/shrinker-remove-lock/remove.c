// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   shrinkers registered and removed under locks that shrinkers take
 * rule:   shrinker-remove-lock
 * lab:    circular-locking
 * origin: own
 * kernel: 6.1
 */
#include <linux/mutex.h>
#include <linux/shrinker.h>

struct rm_dev {
	struct shrinker shrinker;
	struct mutex lock, try_lock, other_lock;
	unsigned long n;
	bool gone;
};

static unsigned long rm_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct rm_dev *d = container_of(s, struct rm_dev, shrinker);

	mutex_lock(&d->lock);		/* { dg-message "struct rm_dev.lock" } */
	d->n = 0;
	mutex_unlock(&d->lock);
	if (!mutex_trylock(&d->try_lock))
		return SHRINK_STOP;
	d->n = 0;
	mutex_unlock(&d->try_lock);
	return SHRINK_STOP;
}

static unsigned long rm_count(struct shrinker *s, struct shrink_control *sc)
{
	return container_of(s, struct rm_dev, shrinker)->n;
}

const struct shrinker rm_shrinker = { .count_objects = rm_count, .scan_objects = rm_scan };

void bad_unregister(struct rm_dev *d)
{
	mutex_lock(&d->lock);
	unregister_shrinker(&d->shrinker);	/* { dg-warning "'unregister_shrinker' waits for shrinkers while holding 'struct rm_dev.lock', which shrinker 'rm_scan' takes" } */
	mutex_unlock(&d->lock);
}

/* Up to 6.6 it takes shrinker_rwsem for write, and allocates. */
int bad_register(struct rm_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = register_shrinker(&d->shrinker, "rm");	/* { dg-warning "'register_shrinker' waits for shrinkers" } { dg-warning "may enter direct reclaim" shrinker-lock-alloc } */
	mutex_unlock(&d->lock);
	return ret;
}

static noinline void rm_fini(struct rm_dev *d)
{
	if (d->n)
		unregister_shrinker(&d->shrinker);	/* { dg-message "unregister_shrinker" } */
}

static noinline void rm_teardown(struct rm_dev *d)
{
	rm_fini(d);
	d->gone = true;
}

void bad_two_calls_below(struct rm_dev *d)
{
	mutex_lock(&d->lock);
	rm_teardown(d);			/* { dg-warning "'unregister_shrinker' waits for shrinkers" } */
	mutex_unlock(&d->lock);
}

int bad_on_error(struct rm_dev *d, int err)
{
	mutex_lock(&d->lock);
	d->n++;
	if (err)
		unregister_shrinker(&d->shrinker);	/* { dg-warning "'unregister_shrinker' waits for shrinkers" } */
	mutex_unlock(&d->lock);
	return err;
}

void good_before(struct rm_dev *d)
{
	unregister_shrinker(&d->shrinker);	/* { dg-bogus "." } */
	mutex_lock(&d->lock);
	d->gone = true;
	mutex_unlock(&d->lock);
}

void good_after(struct rm_dev *d)
{
	mutex_lock(&d->lock);
	d->gone = true;
	mutex_unlock(&d->lock);
	unregister_shrinker(&d->shrinker);	/* { dg-bogus "." } */
}

void good_trylock_in_shrinker(struct rm_dev *d)
{
	mutex_lock(&d->try_lock);
	unregister_shrinker(&d->shrinker);	/* { dg-bogus "." } */
	mutex_unlock(&d->try_lock);
}

void good_other_lock(struct rm_dev *d)
{
	mutex_lock(&d->other_lock);
	unregister_shrinker(&d->shrinker);	/* { dg-bogus "." } */
	mutex_unlock(&d->other_lock);
}
