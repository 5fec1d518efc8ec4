// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a shrinker's lock held over the wait for a work item that allocates
 * rule:   shrinker-lock-alloc
 * lab:    nothing: lockdep's fs_reclaim stands for allocations with __GFP_FS only, but the shrinker is called for the others, too
 * origin: own
 */
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct si_cache {
	struct mutex lock, fs_lock;
	struct work_struct refill_work, fs_work, quiet_work;
	void *p;
	unsigned long n;
};

static struct si_cache *si_cache;

static unsigned long si_count(struct shrinker *shrinker, struct shrink_control *sc)
{
	mutex_lock(&si_cache->lock);	/* { dg-message "struct si_cache.lock" } */
	mutex_unlock(&si_cache->lock);
	return si_cache->n;
}

static unsigned long si_scan(struct shrinker *shrinker, struct shrink_control *sc)
{
	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	mutex_lock(&si_cache->fs_lock);
	si_cache->n = 0;
	mutex_unlock(&si_cache->fs_lock);
	return 0;
}

struct shrinker si_shrinker = { .count_objects = si_count, .scan_objects = si_scan };

static void si_refill(struct work_struct *work)
{
	container_of(work, struct si_cache, refill_work)->p = kmalloc(64, GFP_NOFS);	/* { dg-message "kmalloc" } */
}

static void si_fs(struct work_struct *work)
{
	container_of(work, struct si_cache, fs_work)->p = kmalloc(64, GFP_NOFS);
}

static void si_quiet(struct work_struct *work)
{
	container_of(work, struct si_cache, quiet_work)->n++;
}

void good_init(struct si_cache *c)
{
	INIT_WORK(&c->refill_work, si_refill);
	INIT_WORK(&c->fs_work, si_fs);
	INIT_WORK(&c->quiet_work, si_quiet);
}

void bad_stop(struct si_cache *c)
{
	mutex_lock(&c->lock);
	cancel_work_sync(&c->refill_work);	/* { dg-warning "'cancel_work_sync' waits for 'struct si_cache.refill_work' while holding 'struct si_cache.lock', which shrinker 'si_count' takes, but 'kmalloc' with GFP_NOFS may enter direct reclaim in its 'si_refill'" } */
	mutex_unlock(&c->lock);
}

void good_stop(struct si_cache *c)
{
	mutex_lock(&c->lock);
	cancel_work_sync(&c->quiet_work);	/* { dg-bogus "." } */
	mutex_unlock(&c->lock);
	cancel_work_sync(&c->refill_work);	/* { dg-bogus "." } */
}

/* This shrinker looks at the mask. */
void good_nofs(struct si_cache *c)
{
	mutex_lock(&c->fs_lock);
	cancel_work_sync(&c->fs_work);		/* { dg-bogus "." } */
	mutex_unlock(&c->fs_lock);
}
