/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Trees and maps that allocate their nodes: xarray, IDR, radix and maple trees,
 * LRU lists, hash tables.  Their own lock is taken last, so that only the
 * allocation counts.
 */
#ifndef RECLINT_MODEL_MAPS_H
#define RECLINT_MODEL_MAPS_H

#include "base.h"
#include "container.h"

/* ---- trees and maps.  __xa_*: called with xa_lock held, which they drop to allocate when the mask may block; NULL needs no room ---- */

/* linux/idr.h */
int idr_for_each(const struct idr *, void *, void *) __rl_calls(2, 0);	/* calls the function for each, under no lock of its own */
void idr_preload(gfp_t) __rl_allocates(1) __rl_enters("preempt");	/* the caller's mask; what was allocated is this CPU's until preemption is on again */

/* linux/idr.h: own xa_lock, taken last; frees */
void ida_destroy(struct ida *) __rl_no_effect();
void ida_free(struct ida *, unsigned int) __rl_no_effect();

/* linux/idr.h: the caller's lock; looks, or frees nodes by RCU */
void idr_destroy(struct idr *) __rl_no_effect();
void *idr_find(const struct idr *, unsigned long) __rl_no_effect();
void *idr_get_next(struct idr *, int *) __rl_no_effect();
void *idr_get_next_ul(struct idr *, unsigned long *) __rl_no_effect();
void *idr_remove(struct idr *, unsigned long) __rl_no_effect();
void *idr_replace(struct idr *, void *, unsigned long) __rl_no_effect();

/* linux/idr.h: the caller's mask */
int ida_alloc(struct ida *, gfp_t) __rl_allocates(2);
int ida_alloc_max(struct ida *, unsigned int, gfp_t) __rl_allocates(3);
int ida_alloc_min(struct ida *, unsigned int, gfp_t) __rl_allocates(3);
int ida_alloc_range(struct ida *, unsigned int, unsigned int, gfp_t) __rl_allocates(4);
int idr_alloc(struct idr *, void *, int, int, gfp_t) __rl_allocates(5);
int idr_alloc_cyclic(struct idr *, void *, int, int, gfp_t) __rl_allocates(5);
int idr_alloc_u32(struct idr *, void *, u32 *, unsigned long, gfp_t) __rl_allocates(5);

/* linux/kfifo.h: the caller's mask */
int __kfifo_alloc(struct __kfifo *, unsigned int, size_t, gfp_t) __rl_allocates(4);

/* linux/list_lru.h */
int __list_lru_init(struct list_lru *, bool, struct lock_class_key *, struct shrinker *) __rl_allocates_with("GFP_KERNEL");	/* GFP_KERNEL: the lists of all nodes */
int memcg_list_lru_alloc(struct mem_cgroup *, struct list_lru *, gfp_t) __rl_allocates(3);	/* the caller's mask */

/* linux/list_lru.h: own spin lock */
bool list_lru_add(struct list_lru *, struct list_head *) __rl_no_effect();
unsigned long list_lru_count_node(struct list_lru *, int) __rl_no_effect();
unsigned long list_lru_count_one(struct list_lru *, int, struct mem_cgroup *) __rl_no_effect();
bool list_lru_del(struct list_lru *, struct list_head *) __rl_no_effect();
void list_lru_isolate(struct list_lru_one *, struct list_head *) __rl_no_effect();
void list_lru_isolate_move(struct list_lru_one *, struct list_head *, struct list_head *) __rl_no_effect();

/* linux/maple_tree.h */
int mas_expected_entries(struct ma_state *, unsigned long) __rl_allocates_with("GFP_KERNEL");	/* GFP_KERNEL: nodes ahead */
bool mas_nomem(struct ma_state *, gfp_t) __rl_allocates(2);	/* drops the tree's own lock when the mask may block */
void *mtree_erase(struct maple_tree *, unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_despite("does not sleep", "");	/* mas_erase(), with the tree's own lock dropped for that */

/* linux/maple_tree.h: GFP_NOWAIT at most */
void mas_destroy(struct ma_state *) __rl_no_effect();
int mas_empty_area(struct ma_state *, unsigned long, unsigned long, unsigned long) __rl_no_effect();
int mas_empty_area_rev(struct ma_state *, unsigned long, unsigned long, unsigned long) __rl_no_effect();
void *mas_erase(struct ma_state *) __rl_no_effect() __rl_despite("sleeps", "mas_nomem") __rl_despite("allocates", "mas_nomem");	/* mas_nomem(GFP_KERNEL) when GFP_NOWAIT did not do, with the tree's lock dropped, which no contract can name */
void *mas_find(struct ma_state *, unsigned long) __rl_no_effect();
void *mas_find_rev(struct ma_state *, unsigned long) __rl_no_effect();
bool mas_is_err(struct ma_state *) __rl_no_effect();
void *mas_next(struct ma_state *, unsigned long) __rl_no_effect();
void mas_pause(struct ma_state *) __rl_no_effect();
void *mas_prev(struct ma_state *, unsigned long) __rl_no_effect();
void *mas_store(struct ma_state *, void *) __rl_no_effect();
void mas_store_prealloc(struct ma_state *, void *) __rl_no_effect();
void *mas_walk(struct ma_state *) __rl_no_effect();
void *mt_find(struct maple_tree *, unsigned long *, unsigned long) __rl_no_effect();
void *mt_find_after(struct maple_tree *, unsigned long *, unsigned long) __rl_no_effect();
void *mtree_load(struct maple_tree *, unsigned long) __rl_no_effect();

/* linux/maple_tree.h: the caller's mask */
int __mt_dup(struct maple_tree *, struct maple_tree *, gfp_t) __rl_allocates(3) __rl_since("6.2");
int mas_alloc_cyclic(struct ma_state *, unsigned long *, void *, unsigned long, unsigned long, unsigned long *, gfp_t) __rl_allocates(7) __rl_since("6.2");
int mas_preallocate(struct ma_state *, void *, gfp_t) __rl_allocates(3);
int mas_store_gfp(struct ma_state *, void *, gfp_t) __rl_allocates(3);
int mtree_alloc_cyclic(struct maple_tree *, unsigned long *, void *, unsigned long, unsigned long, unsigned long *, gfp_t) __rl_allocates(7) __rl_since("6.2");
int mtree_alloc_range(struct maple_tree *, unsigned long *, void *, unsigned long, unsigned long, unsigned long, gfp_t) __rl_allocates(7);
int mtree_alloc_rrange(struct maple_tree *, unsigned long *, void *, unsigned long, unsigned long, unsigned long, gfp_t) __rl_allocates(7);
int mtree_dup(struct maple_tree *, struct maple_tree *, gfp_t) __rl_allocates(3) __rl_since("6.2");
int mtree_insert(struct maple_tree *, unsigned long, void *, gfp_t) __rl_allocates(4);
int mtree_insert_range(struct maple_tree *, unsigned long, unsigned long, void *, gfp_t) __rl_allocates(5);
int mtree_store(struct maple_tree *, unsigned long, void *, gfp_t) __rl_allocates(4);
int mtree_store_range(struct maple_tree *, unsigned long, unsigned long, void *, gfp_t) __rl_allocates(5);

/* linux/radix-tree.h */
void **idr_get_free(struct xarray *, struct radix_tree_iter *, gfp_t, unsigned long) __rl_allocates(3);	/* the caller's mask */
int radix_tree_insert(struct xarray *, unsigned long, void *) __rl_allocates_with("GFP_NOWAIT");	/* the mask is in the root: nearly all are atomic or preloaded; NEEDSWORK: the others */

/* linux/radix-tree.h: the caller's lock; looks, or frees nodes by RCU */
void *radix_tree_delete(struct xarray *, unsigned long) __rl_no_effect();
void *radix_tree_delete_item(struct xarray *, unsigned long, void *) __rl_no_effect();
unsigned int radix_tree_gang_lookup(const struct xarray *, void **, unsigned long, unsigned int) __rl_no_effect();
unsigned int radix_tree_gang_lookup_tag(const struct xarray *, void **, unsigned long, unsigned int, unsigned int) __rl_no_effect();
void radix_tree_iter_delete(struct xarray *, struct radix_tree_iter *, void **) __rl_no_effect();
void *radix_tree_lookup(const struct xarray *, unsigned long) __rl_no_effect();
void **radix_tree_lookup_slot(const struct xarray *, unsigned long) __rl_no_effect();
void **radix_tree_next_chunk(const struct xarray *, struct radix_tree_iter *, unsigned int) __rl_no_effect();
void *radix_tree_tag_clear(struct xarray *, unsigned long, unsigned int) __rl_no_effect();
int radix_tree_tag_get(const struct xarray *, unsigned long, unsigned int) __rl_no_effect();
void *radix_tree_tag_set(struct xarray *, unsigned long, unsigned int) __rl_no_effect();

/* linux/radix-tree.h: the caller's mask; what was allocated is this CPU's until preemption is on again */
int radix_tree_maybe_preload(gfp_t) __rl_allocates(1) __rl_enters_if("zero", "preempt");
int radix_tree_preload(gfp_t) __rl_allocates(1) __rl_enters_if("zero", "preempt");

/* linux/rhashtable-types.h: GFP_KERNEL: the first table */
int rhashtable_init(struct rhashtable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL");
int rhashtable_init_noprof(struct rhashtable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
int rhltable_init(struct rhltable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL");
int rhltable_init_noprof(struct rhltable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");

/* linux/rhashtable.h: GFP_ATOMIC: a bigger table at once */
void *rhashtable_insert_slow(struct rhashtable *, const void *, struct rhash_head *) __rl_allocates_with("GFP_ATOMIC");

/* linux/rhashtable.h: cancels the deferred resize */
void rhashtable_destroy(struct rhashtable *) __rl_waits(1, "work");
void rhashtable_free_and_destroy(struct rhashtable *, void *, void *) __rl_waits(1, "work");

/* linux/sbitmap.h: the caller's mask */
int sbitmap_init_node(struct sbitmap *, unsigned int, int, gfp_t, int, bool, bool) __rl_allocates(4);

/* linux/xarray.h: GFP_NOWAIT inside */
void *__xas_next(struct xa_state *) __rl_no_effect();
void *__xas_prev(struct xa_state *) __rl_no_effect();
void xas_clear_mark(const struct xa_state *, xa_mark_t) __rl_no_effect();
void xas_create_range(struct xa_state *) __rl_no_effect();
void xas_destroy(struct xa_state *) __rl_no_effect();
void *xas_find(struct xa_state *, unsigned long) __rl_no_effect();
void *xas_find_conflict(struct xa_state *) __rl_no_effect();
void *xas_find_marked(struct xa_state *, unsigned long, xa_mark_t) __rl_no_effect();
bool xas_get_mark(const struct xa_state *, xa_mark_t) __rl_no_effect();
void xas_init_marks(const struct xa_state *) __rl_no_effect();
void *xas_load(struct xa_state *) __rl_no_effect();
void xas_pause(struct xa_state *) __rl_no_effect();
void xas_set_mark(const struct xa_state *, xa_mark_t) __rl_no_effect();
void xas_split(struct xa_state *, void *, unsigned int) __rl_no_effect();
void *xas_store(struct xa_state *, void *) __rl_no_effect();

/* linux/xarray.h: drops the caller's xa_lock to allocate when the mask may block */
int __xa_alloc(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_releases(1, "spin") __rl_allocates(5) __rl_acquires(1, "spin", "write");
int __xa_alloc_cyclic(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_releases(1, "spin") __rl_allocates(6) __rl_acquires(1, "spin", "write");
void *__xa_cmpxchg(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_releases(1, "spin") __rl_allocates_if(5, 4, "!=", 0) __rl_acquires(1, "spin", "write");
int __xa_insert(struct xarray *, unsigned long, void *, gfp_t) __rl_releases(1, "spin") __rl_allocates(4) __rl_acquires(1, "spin", "write");
void *__xa_store(struct xarray *, unsigned long, void *, gfp_t) __rl_releases(1, "spin") __rl_allocates_if(4, 3, "!=", 0) __rl_acquires(1, "spin", "write");

/* linux/xarray.h: outside the lock by contract */
bool xas_nomem(struct xa_state *, gfp_t) __rl_allocates(2);
void xas_split_alloc(struct xa_state *, void *, unsigned int, gfp_t) __rl_allocates(4);

/* linux/xarray.h: own lock, taken last */
void __xa_clear_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();
void *__xa_erase(struct xarray *, unsigned long) __rl_no_effect();
void __xa_set_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();
void xa_clear_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();
void xa_delete_node(struct xa_node *, void *) __rl_no_effect();
void xa_destroy(struct xarray *) __rl_no_effect();
void *xa_erase(struct xarray *, unsigned long) __rl_no_effect();
void *xa_erase_bh(struct xarray *, unsigned long) __rl_no_effect();
void *xa_erase_irq(struct xarray *, unsigned long) __rl_no_effect();
unsigned int xa_extract(struct xarray *, void **, unsigned long, unsigned long, unsigned int, xa_mark_t) __rl_no_effect();
void *xa_find(struct xarray *, unsigned long *, unsigned long, xa_mark_t) __rl_no_effect();
void *xa_find_after(struct xarray *, unsigned long *, unsigned long, xa_mark_t) __rl_no_effect();
bool xa_get_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();
int xa_get_order(struct xarray *, unsigned long) __rl_no_effect();
void *xa_load(struct xarray *, unsigned long) __rl_no_effect();
void xa_set_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();

/* linux/xarray.h: takes and drops xa_lock; the allocation is outside */
int xa_alloc(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_allocates(5);
int xa_alloc_bh(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_allocates(5);
int xa_alloc_cyclic(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_allocates(6);
int xa_alloc_cyclic_bh(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_allocates(6);
int xa_alloc_cyclic_irq(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_allocates(6);
int xa_alloc_irq(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_allocates(5);
void *xa_cmpxchg(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_allocates_if(5, 4, "!=", 0);
void *xa_cmpxchg_bh(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_allocates_if(5, 4, "!=", 0);
void *xa_cmpxchg_irq(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_allocates_if(5, 4, "!=", 0);
int xa_insert(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
int xa_insert_bh(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
int xa_insert_irq(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
int xa_reserve(struct xarray *, unsigned long, gfp_t) __rl_allocates(3);
int xa_reserve_bh(struct xarray *, unsigned long, gfp_t) __rl_allocates(3);
int xa_reserve_irq(struct xarray *, unsigned long, gfp_t) __rl_allocates(3);
void *xa_store(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates_if(4, 3, "!=", 0);
void *xa_store_bh(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates_if(4, 3, "!=", 0);
void *xa_store_irq(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates_if(4, 3, "!=", 0);
void *xa_store_range(struct xarray *, unsigned long, unsigned long, void *, gfp_t) __rl_allocates_if(5, 4, "!=", 0);

#endif
