// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   shrinkers whose callbacks are stored at run time, as pointers and in embedded structs, and an OOM notifier
 * rule:   shrinker-lock-alloc
 * lab:    circular-locking
 * origin: own
 * kernel: 6.1
 */
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/oom.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct rt_pool {
	struct shrinker shrinker;
	struct notifier_block oom;
	struct mutex lock, oom_lock, count_lock, unused_lock;
	unsigned long n;
	void *p;
};

static unsigned long rt_count(struct shrinker *s, struct shrink_control *sc)
{
	struct rt_pool *pool = container_of(s, struct rt_pool, shrinker);
	unsigned long n;

	mutex_lock(&pool->count_lock);
	n = pool->n;
	mutex_unlock(&pool->count_lock);
	return n;
}

static unsigned long rt_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct rt_pool *pool = container_of(s, struct rt_pool, shrinker);

	mutex_lock(&pool->lock);
	pool->n = 0;
	mutex_unlock(&pool->lock);
	return SHRINK_STOP;
}

static int rt_oom(struct notifier_block *nb, unsigned long action, void *freed)
{
	struct rt_pool *pool = container_of(nb, struct rt_pool, oom);

	mutex_lock(&pool->oom_lock);
	*(unsigned long *)freed += pool->n;
	mutex_unlock(&pool->oom_lock);
	return NOTIFY_OK;
}

int good_init(struct rt_pool *pool)
{
	pool->shrinker.count_objects = rt_count;
	pool->shrinker.scan_objects = rt_scan;
	pool->shrinker.seeks = DEFAULT_SEEKS;
	pool->oom.notifier_call = rt_oom;
	register_oom_notifier(&pool->oom);
	return register_shrinker(&pool->shrinker, "rt-pool");	/* { dg-bogus "." } */
}

void bad_scan_lock(struct rt_pool *pool)
{
	mutex_lock(&pool->lock);
	pool->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct rt_pool.lock', which shrinker 'rt_scan' takes" } */
	mutex_unlock(&pool->lock);
}

void bad_count_lock(struct rt_pool *pool)
{
	mutex_lock(&pool->count_lock);
	pool->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct rt_pool.count_lock', which shrinker 'rt_count' takes" } */
	mutex_unlock(&pool->count_lock);
}

void bad_oom_lock(struct rt_pool *pool)
{
	mutex_lock(&pool->oom_lock);
	pool->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct rt_pool.oom_lock', which OOM notifier 'rt_oom' takes" } */
	mutex_unlock(&pool->oom_lock);
}

void good_unused_lock(struct rt_pool *pool)
{
	mutex_lock(&pool->unused_lock);
	pool->p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&pool->unused_lock);
}
