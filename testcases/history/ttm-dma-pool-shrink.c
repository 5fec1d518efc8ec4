// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the shrinker waited for the manager's lock, which freeing a pool holds over an allocation
 * rule:    shrinker-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/ttm/ttm_page_alloc_dma.c, 3.16 (interface of 6.1); fixed by
 *          "drm/ttm: Use mutex_trylock() to avoid deadlock inside shrinker functions."
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct foo_pool {
	struct list_head pools;
	struct list_head free_list;
	spinlock_t lock;
	unsigned int npages_free;
};

struct foo_manager {
	struct mutex lock;
	struct list_head pools;
	unsigned int npools;
};

static struct foo_manager *foo_manager;

static unsigned int foo_page_pool_free(struct foo_pool *pool, unsigned int nr, gfp_t gfp)
{
	struct page **pages_to_free;
	unsigned int freed = 0;

	pages_to_free = kmalloc_array(nr, sizeof(*pages_to_free), gfp);	/* { dg-message "'kmalloc_array'" } */
	if (!pages_to_free)
		return 0;
	spin_lock(&pool->lock);
	while (freed < nr && !list_empty(&pool->free_list)) {
		pages_to_free[freed] = list_first_entry(&pool->free_list, struct page, lru);
		list_del(&pages_to_free[freed++]->lru);
		pool->npages_free--;
	}
	spin_unlock(&pool->lock);
	kfree(pages_to_free);
	return freed;
}

static unsigned long foo_shrink_count(struct shrinker *shrink, struct shrink_control *sc)
{
	struct foo_pool *p;
	unsigned long count = 0;

#ifdef FIXED
	if (!mutex_trylock(&foo_manager->lock))
		return 0;
#else
	mutex_lock(&foo_manager->lock);
#endif
	list_for_each_entry(p, &foo_manager->pools, pools)
		count += p->npages_free;
	mutex_unlock(&foo_manager->lock);
	return count;
}

static unsigned long foo_shrink_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct foo_pool *p;
	unsigned long freed = 0;

#ifdef FIXED
	if (!mutex_trylock(&foo_manager->lock))
		return SHRINK_STOP;
#else
	mutex_lock(&foo_manager->lock);
#endif
	list_for_each_entry(p, &foo_manager->pools, pools)
		freed += foo_page_pool_free(p, sc->nr_to_scan, GFP_ATOMIC);
	mutex_unlock(&foo_manager->lock);
	return freed;
}

struct shrinker foo_shrinker = {
	.count_objects = foo_shrink_count,
	.scan_objects = foo_shrink_scan,
	.seeks = 1,
};

void bad_free_pool(struct foo_pool *pool)
{
	mutex_lock(&foo_manager->lock);
	foo_page_pool_free(pool, pool->npages_free, GFP_KERNEL);	/* { dg-warning "'struct foo_manager.lock'" } */
	foo_manager->npools--;
	list_del(&pool->pools);
	mutex_unlock(&foo_manager->lock);
}

void good_add_pool(struct foo_pool *pool)
{
	mutex_lock(&foo_manager->lock);
	list_add(&pool->pools, &foo_manager->pools);	/* { dg-bogus "." } */
	mutex_unlock(&foo_manager->lock);
}
