// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the shrinker waited for the mutex under which unpinned ranges are allocated
 * rule:    shrinker-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/staging/android/ashmem.c, 3.7 (interface of 6.1); fixed by
 *          "ashmem: fix ashmem_shrink deadlock."
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct foo_range {
	struct list_head lru;
	size_t pgstart, pgend;
};

static LIST_HEAD(foo_lru_list);
static unsigned long foo_lru_count;
static DEFINE_MUTEX(foo_mutex);
struct kmem_cache *foo_range_cachep;

static unsigned long foo_shrink_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct foo_range *range, *next;
	unsigned long freed = 0;

	/* We might recurse into filesystem code, so bail out if necessary. */
	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
#ifdef FIXED
	if (!mutex_trylock(&foo_mutex))
		return -1;
#else
	mutex_lock(&foo_mutex);	/* { dg-message "'foo_mutex'" } */
#endif
	list_for_each_entry_safe(range, next, &foo_lru_list, lru) {
		list_del(&range->lru);
		freed += range->pgend - range->pgstart;
		if (freed >= sc->nr_to_scan)
			break;
	}
	foo_lru_count -= freed;
	mutex_unlock(&foo_mutex);
	return freed;
}

static unsigned long foo_shrink_count(struct shrinker *shrink, struct shrink_control *sc)
{
	return foo_lru_count;
}

struct shrinker foo_shrinker = {
	.count_objects = foo_shrink_count,
	.scan_objects = foo_shrink_scan,
	.seeks = DEFAULT_SEEKS * 4,
};

static int foo_range_alloc(size_t start, size_t end)
{
	struct foo_range *range = kmem_cache_zalloc(foo_range_cachep, GFP_KERNEL);	/* { dg-message "'kmem_cache_z?alloc" } */

	if (!range)
		return -ENOMEM;
	range->pgstart = start;
	range->pgend = end;
	list_add_tail(&range->lru, &foo_lru_list);
	foo_lru_count += end - start;
	return 0;
}

int bad_unpin(size_t start, size_t end)
{
	int ret;

	mutex_lock(&foo_mutex);
	ret = foo_range_alloc(start, end);	/* { dg-warning "'foo_mutex'" } */
	mutex_unlock(&foo_mutex);
	return ret;
}
