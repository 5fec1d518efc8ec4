// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the page pool's shrinker allocated an array to free pages by
 * rule:    reclaim-recursion
 * lab:     nothing: a task in reclaim has PF_MEMALLOC, so that this allocation does not enter it; it is served from the reserves
 * origin:  reduced from drivers/gpu/drm/ttm/ttm_page_alloc.c, 3.18 (interface of 6.1); fixed by
 *          "drm/ttm: Avoid memory allocation from shrinker functions."
 * path:    drivers/gpu/drm/foo/foo_pool.c
 * confidence: low
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define FOO_NUM_PAGES	64

static LIST_HEAD(foo_pool);
static DEFINE_SPINLOCK(foo_pool_lock);
static DEFINE_MUTEX(foo_shrink_lock);
static unsigned long foo_pool_pages;

static unsigned int bad_page_pool_free(unsigned int nr)
{
#ifdef FIXED
	static struct page *static_buf[FOO_NUM_PAGES];
	struct page **pages_to_free = static_buf;
#else
	struct page **pages_to_free = kmalloc_array(FOO_NUM_PAGES, sizeof(*pages_to_free), GFP_KERNEL);	/* { dg-warning "'kmalloc_array'" } */
#endif
	unsigned int freed = 0;

	if (!pages_to_free)
		return 0;
	spin_lock(&foo_pool_lock);
	while (freed < min_t(unsigned int, nr, FOO_NUM_PAGES) && !list_empty(&foo_pool)) {
		pages_to_free[freed] = list_first_entry(&foo_pool, struct page, lru);
		list_del(&pages_to_free[freed++]->lru);
		foo_pool_pages--;
	}
	spin_unlock(&foo_pool_lock);
#ifndef FIXED
	kfree(pages_to_free);
#endif
	return freed;
}

static unsigned long foo_shrink_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	unsigned long freed;

	if (!mutex_trylock(&foo_shrink_lock))
		return SHRINK_STOP;
	freed = bad_page_pool_free(sc->nr_to_scan);
	mutex_unlock(&foo_shrink_lock);
	return freed;
}

static unsigned long foo_shrink_count(struct shrinker *shrink, struct shrink_control *sc)
{
	return foo_pool_pages;
}

struct shrinker foo_shrinker = {
	.count_objects = foo_shrink_count,
	.scan_objects = foo_shrink_scan,
};
