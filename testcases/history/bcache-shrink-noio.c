// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the shrinker waited for a lock that is held over GFP_NOIO, whenever the allocation may wait
 * rule:    shrinker-lock-alloc
 * lab:     nothing: lockdep's fs_reclaim stands for allocations with __GFP_FS only
 * origin:  reduced from drivers/md/bcache/btree.c, 3.11 (interface of 6.1); fixed by
 *          a698e08c82df ("bcache: Fix a shrinker deadlock")
 * variant: FIXED
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct foo_set {
	struct mutex bucket_lock;
	struct list_head btree_cache_freeable;
	unsigned int bucket_cache_used;
	struct shrinker shrink;
};

struct foo_btree {
	struct list_head list;
	void *data;
};

static unsigned long foo_mca_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct foo_set *c = container_of(shrink, struct foo_set, shrink);
	struct foo_btree *b, *t;
	unsigned long freed = 0;

	/* Return -1 if we can't do anything right now */
#ifdef FIXED
	if (sc->gfp_mask & __GFP_IO)
#else
	if (sc->gfp_mask & __GFP_DIRECT_RECLAIM)
#endif
		mutex_lock(&c->bucket_lock);
	else if (!mutex_trylock(&c->bucket_lock))
		return -1;
	list_for_each_entry_safe(b, t, &c->btree_cache_freeable, list) {
		if (freed >= sc->nr_to_scan)
			break;
		list_del(&b->list);
		kfree(b->data);
		kfree(b);
		freed++;
	}
	mutex_unlock(&c->bucket_lock);
	return freed;
}

static unsigned long foo_mca_count(struct shrinker *shrink, struct shrink_control *sc)
{
	return container_of(shrink, struct foo_set, shrink)->bucket_cache_used;
}

void good_cache_init(struct foo_set *c)
{
	mutex_init(&c->bucket_lock);
	c->shrink.count_objects = foo_mca_count;
	c->shrink.scan_objects = foo_mca_scan;
}

static struct foo_btree *foo_bucket_alloc(gfp_t gfp)
{
	struct foo_btree *b = kzalloc(sizeof(*b), gfp);

	if (b)
		b->data = (void *)__get_free_pages(gfp, 2);
	return b;
}

struct foo_btree *bad_mca_alloc(struct foo_set *c)
{
	struct foo_btree *b;

	mutex_lock(&c->bucket_lock);
	b = foo_bucket_alloc(__GFP_NOWARN | GFP_NOIO);	/* { dg-warning "'struct foo_set.bucket_lock'" } */
	if (b)
		c->bucket_cache_used++;
	mutex_unlock(&c->bucket_lock);
	return b;
}
