/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Allocators, memory scopes and the gfp constants.  A body here would drag in
 * all of mm, so the gfp argument says everything: what it may do is in the
 * engine's table of reclaim effects.  The _noprof names are 6.10 and later,
 * where the plain ones became macros around them.
 *
 * (P & MASK) | BITS: __vmalloc's page tables are GFP_KERNEL, in a nofs/noio
 * scope when the mask lacks FS/IO, so they reclaim whatever the mask says.
 */
#ifndef RECLINT_MODEL_GFP_H
#define RECLINT_MODEL_GFP_H

#include "base.h"
#include "container.h"

/* ---- constants ---- */

/* linux/alloc_tag.h: alloc_hooks(), 6.10 */
extern const int rl_gfp_names
	__rl_hidden_suffix("_noprof");

/* linux/gfp_types.h: what a mask may say */
extern const int rl_gfp_constants
	__rl_constant("GFP_ATOMIC", 0xa20, "before 6.4")
	__rl_constant("GFP_ATOMIC", 0x820, "since 6.4")
	__rl_constant("GFP_HIGHUSER", 0x100cc2)
	__rl_constant("GFP_KERNEL", 0xcc0)
	__rl_constant("GFP_KERNEL_ACCOUNT", 0x400cc0)
	__rl_constant("GFP_NOFS", 0xc40)
	__rl_constant("GFP_NOIO", 0xc00)
	__rl_constant("GFP_NOWAIT", 0x800, "before 6.7")
	__rl_constant("GFP_NOWAIT", 0x2800, "since 6.7")
	__rl_constant("GFP_USER", 0x100cc0)
	__rl_constant("__GFP_ACCOUNT", 0x400000)
	__rl_constant("__GFP_ATOMIC", 0x200, "before 6.4")
	__rl_constant("__GFP_COMP", 0x40000)
	__rl_constant("__GFP_DIRECT_RECLAIM", 0x400)
	__rl_constant("__GFP_DMA", 0x01)
	__rl_constant("__GFP_DMA32", 0x04)
	__rl_constant("__GFP_FS", 0x80)
	__rl_constant("__GFP_HARDWALL", 0x100000)
	__rl_constant("__GFP_HIGH", 0x20)
	__rl_constant("__GFP_HIGHMEM", 0x02)
	__rl_constant("__GFP_IO", 0x40)
	__rl_constant("__GFP_KSWAPD_RECLAIM", 0x800)
	__rl_constant("__GFP_MEMALLOC", 0x20000)
	__rl_constant("__GFP_MOVABLE", 0x08)
	__rl_constant("__GFP_NOFAIL", 0x8000)
	__rl_constant("__GFP_NOLOCKDEP", 0x8000000, "before 6.10")	/* 6.10 numbers these bits by configuration: without KASAN_HW_TAGS; 0 without LOCKDEP */
	__rl_constant("__GFP_NOLOCKDEP", 0x1000000, "since 6.10")	/* 6.10 numbers these bits by configuration: without KASAN_HW_TAGS; 0 without LOCKDEP */
	__rl_constant("__GFP_NOMEMALLOC", 0x80000)
	__rl_constant("__GFP_NORETRY", 0x10000)
	__rl_constant("__GFP_NOWARN", 0x2000)
	__rl_constant("__GFP_RECLAIMABLE", 0x10)
	__rl_constant("__GFP_RETRY_MAYFAIL", 0x4000)
	__rl_constant("__GFP_THISNODE", 0x200000)
	__rl_constant("__GFP_WRITE", 0x1000)
	__rl_constant("__GFP_ZERO", 0x100)
	__rl_constant("__GFP_ZEROTAGS", 0x800000);

/* linux/sched.h: the task's flags that take something from each mask */
extern const int rl_task_flags
	__rl_constant("PF_MEMALLOC", 0x800)
	__rl_constant("PF_MEMALLOC_NOFS", 0x40000)
	__rl_constant("PF_MEMALLOC_NOIO", 0x80000)
	__rl_constant("PF_MEMALLOC_PIN", 0x10000000);

/* ---- scopes ---- */

/* linux/sched.h: the store is the scope: set by hand in a few places (sunrpc, loop, vmscan); non_block_start() is a macro, empty without DEBUG_ATOMIC_SLEEP */
struct task_struct {
	unsigned int flags __rl_scope_flag("noreclaim", "PF_MEMALLOC") __rl_scope_flag("nofs", "PF_MEMALLOC_NOFS") __rl_scope_flag("noio", "PF_MEMALLOC_NOIO");
	int non_block_count __rl_scope_counter("nonblock");
};

/* linux/sched/mm.h */
gfp_t current_gfp_context(gfp_t) __rl_returns(1);	/* the scopes themselves are the engine's matter */
void might_alloc(gfp_t) __rl_allocates(1);	/* an allocator's own declaration that it may reclaim */

/* linux/sched/mm.h: PF_MEMALLOC: the allocator uses reserves and does not reclaim */
void memalloc_noreclaim_restore(unsigned int) __rl_leaves("noreclaim", "before 6.9") __rl_leaves_flags("noreclaim", 1, "since 6.9");
unsigned int memalloc_noreclaim_save(void) __rl_enters("noreclaim");

/* linux/sched/mm.h: a claim ("priming"); always GFP_KERNEL in drivers */
void fs_reclaim_acquire(gfp_t) __rl_enters_when("fs_reclaim", 1, "&", "__GFP_DIRECT_RECLAIM");
void fs_reclaim_release(gfp_t) __rl_leaves_when("fs_reclaim", 1, "&", "__GFP_DIRECT_RECLAIM");

/* linux/sched/mm.h: a flag of the task that current_gfp_context() takes from each mask */
void memalloc_nofs_restore(unsigned int) __rl_leaves("nofs", "before 6.9") __rl_leaves_flags("nofs", 1, "since 6.9");
unsigned int memalloc_nofs_save(void) __rl_enters("nofs");
void memalloc_noio_restore(unsigned int) __rl_leaves("noio", "before 6.9") __rl_leaves_flags("noio", 1, "since 6.9");
unsigned int memalloc_noio_save(void) __rl_enters("noio");

/* linux/sched/mm.h: takes __GFP_MOVABLE away: no matter for reclaim */
void memalloc_pin_restore(unsigned int) __rl_leaves("pin", "before 6.9") __rl_leaves_flags("pin", 1, "since 6.9");
unsigned int memalloc_pin_save(void) __rl_enters("pin");

/* linux/sched/mm.h: what lies under it, for page_alloc.c and vmscan.c */
void __fs_reclaim_acquire(unsigned long) __rl_enters("fs_reclaim");
void __fs_reclaim_release(unsigned long) __rl_leaves("fs_reclaim");

/* linux/sched/mm.h: what lies under the scopes of 6.8 and later, which are modelled by name */
void memalloc_flags_restore(unsigned int) __rl_no_effect() __rl_since("6.2");
unsigned int memalloc_flags_save(unsigned int) __rl_no_effect() __rl_since("6.2");

/* reclint: who enters one leaves it */
extern const int rl_paired_scopes
	__rl_scope_kind("fs_reclaim", "paired")
	__rl_scope_kind("lock_map", "paired")
	__rl_scope_kind("nofs", "paired")
	__rl_scope_kind("noio", "paired")
	__rl_scope_kind("nonblock", "paired")
	__rl_scope_kind("noreclaim", "paired")
	__rl_scope_kind("pin", "paired")
	__rl_scope_kind("signalling", "paired");

/* reclint: who is in one may sleep, or may not */
extern const int rl_gfp_scope_kinds
	__rl_scope_kind("fs_reclaim", "sleepable")
	__rl_scope_kind("nofault", "sleepable")
	__rl_scope_kind("nofs", "sleepable")
	__rl_scope_kind("noio", "sleepable")
	__rl_scope_kind("nonblock", "atomic")
	__rl_scope_kind("noreclaim", "sleepable")
	__rl_scope_kind("signalling", "sleepable")
	__rl_scope_kind("user_mm", "sleepable");

/* ---- slab ---- */

/* linux/bitmap.h: frees only */
void bitmap_free(const unsigned long *) __rl_no_effect();

/* linux/bitmap.h: the caller's mask */
unsigned long *bitmap_alloc(unsigned int, gfp_t) __rl_allocates(2);
unsigned long *bitmap_alloc_node(unsigned int, gfp_t, int) __rl_allocates(2);
unsigned long *bitmap_zalloc(unsigned int, gfp_t) __rl_allocates(2);
unsigned long *bitmap_zalloc_node(unsigned int, gfp_t, int) __rl_allocates(2);

/* linux/fortify-string.h: the caller's mask */
void *__real_kmemdup(const void *, size_t, gfp_t) __rl_allocates(3);
void *kmemdup(const void *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kmemdup_noprof(const void *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");

/* linux/kernel.h: the caller's mask */
char *kasprintf(gfp_t, const char *, ...) __rl_allocates(1);
char *kvasprintf(gfp_t, const char *, void *) __rl_allocates(1);
const char *kvasprintf_const(gfp_t, const char *, void *) __rl_allocates(1);

/* linux/kobject.h: the caller's mask */
char *kobject_get_path(const struct kobject *, gfp_t) __rl_allocates(2);

/* linux/rcutree.h: kvfree_rcu() without an rcu_head waits for a grace period */
void kvfree_call_rcu(struct callback_head *, void *) __rl_sleeps_if(1, "==", 0) __rl_despite("allocates", "__get_free_pages|get_free_pages_noprof");	/* kvfree_rcu() without an rcu_head waits for a grace period, and may allocate: under a condition, which no contract has */

/* linux/skbuff.h: after skb_try_coalesce(): its data is another skb's */
void kfree_skb_partial(struct sk_buff *, bool) __rl_no_effect();

/* linux/slab.h */
void *__kmalloc_node_noprof(size_t, void *, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");	/* with SLAB_BUCKETS; without: changed.c */
void *__kmalloc_node_track_caller(size_t, gfp_t, int, unsigned long) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");	/* kmalloc_track_caller */
void *__kvmalloc_node_noprof(size_t, void *, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");	/* with SLAB_BUCKETS */
void kmem_cache_destroy(struct kmem_cache *) __rl_sleeps();	/* slab_mutex, rcu_barrier; frees */
int kmem_cache_shrink(struct kmem_cache *) __rl_sleeps();	/* flush_all(): a work item on every CPU */

/* linux/slab.h: GFP_KERNEL, under slab_mutex */
struct kmem_cache *__kmem_cache_create_args(const char *, unsigned int, struct kmem_cache_args *, slab_flags_t) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");
struct kmem_cache *kmem_cache_create(const char *, unsigned int, unsigned int, slab_flags_t, void *) __rl_allocates_with("GFP_KERNEL");
struct kmem_cache *kmem_cache_create_usercopy(const char *, unsigned int, unsigned int, slab_flags_t, unsigned int, unsigned int, void *) __rl_allocates_with("GFP_KERNEL");

/* linux/slab.h: frees only */
void kfree(const void *) __rl_no_effect();
void kfree_bulk(size_t, void **) __rl_no_effect();
void kfree_sensitive(const void *) __rl_no_effect();
void kmem_cache_free(struct kmem_cache *, void *) __rl_no_effect();
void kmem_cache_free_bulk(struct kmem_cache *, size_t, void **) __rl_no_effect();

/* linux/slab.h: frees only; a vmalloc address may sleep: left out */
void kvfree(const void *) __rl_no_effect() __rl_despite("sleeps", "vfree");
void kvfree_sensitive(const void *, size_t) __rl_no_effect();

/* linux/slab.h: the caller's mask */
void *__kmalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");
void *__kmalloc_cache_node_noprof(struct kmem_cache *, gfp_t, int, size_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_cache_noprof(struct kmem_cache *, gfp_t, size_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_large_node_noprof(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_large_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");
void *__kmalloc_node_track_caller_noprof(size_t, void *, gfp_t, int, unsigned long) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kcalloc(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kcalloc_node(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new();
void *kmalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kmalloc_array(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kmalloc_array_node(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new();
void *kmalloc_array_node_noprof(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kmalloc_array_noprof(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kmalloc_large(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");
void *kmalloc_large_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");
void *kmalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *kmalloc_node_noprof(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmalloc_node_trace(struct kmem_cache *, gfp_t, int, size_t) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");
void *kmalloc_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmalloc_trace(struct kmem_cache *, gfp_t, size_t) __rl_allocates(2) __rl_returns_new() __rl_before("6.12");
void *kmem_cache_alloc(struct kmem_cache *, gfp_t) __rl_allocates(2) __rl_returns_new();
int kmem_cache_alloc_bulk(struct kmem_cache *, gfp_t, size_t, void **) __rl_allocates(2);
int kmem_cache_alloc_bulk_noprof(struct kmem_cache *, gfp_t, size_t, void **) __rl_allocates(2) __rl_since("6.10");
void *kmem_cache_alloc_lru(struct kmem_cache *, struct list_lru *, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kmem_cache_alloc_lru_noprof(struct kmem_cache *, struct list_lru *, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kmem_cache_alloc_node(struct kmem_cache *, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *kmem_cache_alloc_node_noprof(struct kmem_cache *, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmem_cache_alloc_noprof(struct kmem_cache *, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmem_cache_zalloc(struct kmem_cache *, gfp_t) __rl_allocates(2) __rl_returns_new();
void *krealloc(const void *, size_t, gfp_t) __rl_allocates(3);
void *krealloc_array(void *, size_t, size_t, gfp_t) __rl_allocates(4);
void *krealloc_array_noprof(void *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_since("6.10");
void *krealloc_noprof(const void *, size_t, gfp_t) __rl_allocates(3) __rl_since("6.10");
void *kzalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kzalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *kzalloc_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");

/* linux/slab.h: the caller's mask; without direct reclaim it never falls back to vmalloc */
void *kvcalloc(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kvmalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kvmalloc_array(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kvmalloc_array_node_noprof(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kvmalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *kvrealloc(const void *, size_t, size_t, gfp_t) __rl_allocates(4);
void *kvrealloc_noprof(const void *, size_t, gfp_t) __rl_allocates(3) __rl_since("6.10");
void *kvzalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kvzalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();

/* linux/string.h */
void kfree_const(const void *) __rl_no_effect();	/* frees only */
void *kvmemdup(const void *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.2");	/* the caller's mask; without direct reclaim it never falls back to vmalloc */

/* linux/string.h: the caller's mask */
char **argv_split(gfp_t, const char *, int *) __rl_allocates(1);
void *kmemdup_array(const void *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new() __rl_since("6.2");
char *kmemdup_nul(const char *, size_t, gfp_t) __rl_allocates(3);
char *kstrdup(const char *, gfp_t) __rl_allocates(2);
const char *kstrdup_const(const char *, gfp_t) __rl_allocates(2);
char *kstrndup(const char *, size_t, gfp_t) __rl_allocates(3);

/* linux/string_helpers.h: the caller's mask */
char **kasprintf_strarray(gfp_t, const char *, size_t) __rl_allocates(1);
char *kstrdup_and_replace(const char *, char, char, gfp_t) __rl_allocates(4) __rl_since("6.2");
char *kstrdup_quotable(const char *, gfp_t) __rl_allocates(2);
char *kstrdup_quotable_cmdline(struct task_struct *, gfp_t) __rl_allocates(2);
char *kstrdup_quotable_file(struct file *, gfp_t) __rl_allocates(2);

/* ---- pages ---- */

/* arch/x86/include/asm/pgalloc.h: page tables */
struct page *pte_alloc_one(struct mm_struct *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

/* asm-generic/pgalloc.h: page tables */
pte_t *pte_alloc_one_kernel(struct mm_struct *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

/* linux/cma.h: alloc_contig_range under a mutex */
struct page *cma_alloc(struct cma *, unsigned long, unsigned int, bool) __rl_allocates_with("GFP_KERNEL") __rl_fires_notifiers("mm");

/* linux/gfp.h: frees, never sleeps */
void __free_pages(struct page *, unsigned int) __rl_no_effect();
void free_contig_range(unsigned long, unsigned long) __rl_no_effect();
void free_pages(unsigned long, unsigned int) __rl_no_effect();
void free_pages_exact(void *, size_t) __rl_no_effect();

/* linux/gfp.h: the caller's mask */
struct page *__alloc_pages(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1);
unsigned long __alloc_pages_bulk(gfp_t, int, nodemask_t *, int, struct list_head *, struct page **) __rl_allocates(1);
struct page *__alloc_pages_node(int, gfp_t, unsigned int) __rl_allocates(2);
struct page *__alloc_pages_node_noprof(int, gfp_t, unsigned int) __rl_allocates(2) __rl_since("6.10");
struct page *__alloc_pages_noprof(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1) __rl_since("6.10");
struct folio *__folio_alloc(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1);
struct folio *__folio_alloc_node(gfp_t, unsigned int, int) __rl_allocates(1);
struct folio *__folio_alloc_node_noprof(gfp_t, unsigned int, int) __rl_allocates(1) __rl_since("6.10");
struct folio *__folio_alloc_noprof(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1) __rl_since("6.10");
unsigned long __get_free_pages(gfp_t, unsigned int) __rl_allocates(1);
void *__page_frag_alloc_align(struct page_frag_cache *, unsigned int, gfp_t, unsigned int) __rl_allocates(3) __rl_since("6.2");
struct page *alloc_page_vma(gfp_t, struct vm_area_struct *, unsigned long) __rl_allocates(1);
struct page *alloc_page_vma_noprof(gfp_t, struct vm_area_struct *, unsigned long) __rl_allocates(1) __rl_since("6.10");
struct page *alloc_pages(gfp_t, unsigned int) __rl_allocates(1);
unsigned long alloc_pages_bulk_array(gfp_t, unsigned long, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_array_mempolicy(gfp_t, unsigned long, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_array_mempolicy_noprof(gfp_t, unsigned long, struct page **) __rl_allocates(1) __rl_since("6.10");
unsigned long alloc_pages_bulk_array_node(gfp_t, int, unsigned long, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_array_node_noprof(gfp_t, int, unsigned long, struct page **) __rl_allocates(1) __rl_since("6.10");
unsigned long alloc_pages_bulk_list(gfp_t, unsigned long, struct list_head *) __rl_allocates(1);
unsigned long alloc_pages_bulk_noprof(gfp_t, int, nodemask_t *, int, struct list_head *, struct page **) __rl_allocates(1) __rl_since("6.10");
void *alloc_pages_exact(size_t, gfp_t) __rl_allocates(2);
void *alloc_pages_exact_nid(int, size_t, gfp_t) __rl_allocates(3);
void *alloc_pages_exact_nid_noprof(int, size_t, gfp_t) __rl_allocates(3) __rl_since("6.10");
void *alloc_pages_exact_noprof(size_t, gfp_t) __rl_allocates(2) __rl_since("6.10");
struct page *alloc_pages_mpol_noprof(gfp_t, unsigned int, struct mempolicy *, unsigned long, int) __rl_allocates(1) __rl_since("6.10");
struct page *alloc_pages_node(int, gfp_t, unsigned int) __rl_allocates(2);
struct page *alloc_pages_node_noprof(int, gfp_t, unsigned int) __rl_allocates(2) __rl_since("6.10");
struct page *alloc_pages_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
struct folio *folio_alloc(gfp_t, unsigned int) __rl_allocates(1);
struct folio *folio_alloc_mpol_noprof(gfp_t, unsigned int, struct mempolicy *, unsigned long, int) __rl_allocates(1) __rl_since("6.10");
struct folio *folio_alloc_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
unsigned long get_free_pages_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
unsigned long get_zeroed_page(gfp_t) __rl_allocates(1);
unsigned long get_zeroed_page_noprof(gfp_t) __rl_allocates(1) __rl_since("6.10");
void *page_frag_alloc_align(struct page_frag_cache *, unsigned int, gfp_t, unsigned int) __rl_allocates(3);
struct folio *vma_alloc_folio(gfp_t, int, struct vm_area_struct *, unsigned long, bool) __rl_allocates(1);
struct folio *vma_alloc_folio_noprof(gfp_t, int, struct vm_area_struct *, unsigned long, bool) __rl_allocates(1) __rl_since("6.10");

/* linux/gfp.h: the caller's mask; migrates what is in the way */
struct page *alloc_contig_pages(unsigned long, gfp_t, int, nodemask_t *) __rl_allocates(2) __rl_fires_notifiers("mm") __rl_sleeps();
struct page *alloc_contig_pages_noprof(unsigned long, gfp_t, int, nodemask_t *) __rl_allocates(2) __rl_fires_notifiers("mm") __rl_sleeps() __rl_since("6.10");
int alloc_contig_range(unsigned long, unsigned long, unsigned int, gfp_t) __rl_allocates(4) __rl_fires_notifiers("mm") __rl_sleeps();
int alloc_contig_range_noprof(unsigned long, unsigned long, unsigned int, gfp_t) __rl_allocates(4) __rl_fires_notifiers("mm") __rl_sleeps() __rl_since("6.10");

/* linux/memcontrol.h: memcg reclaim: no fs_reclaim at run time, the same notifiers */
int __mem_cgroup_charge(struct folio *, struct mm_struct *, gfp_t) __rl_allocates(3);

/* linux/memcontrol.h: the caller's mask */
int mem_cgroup_charge(struct folio *, struct mm_struct *, gfp_t) __rl_allocates(3);
int mem_cgroup_swapin_charge_folio(struct folio *, struct mm_struct *, gfp_t, swp_entry_t) __rl_allocates(3);

/* linux/mm.h: page tables */
int __p4d_alloc(struct mm_struct *, pgd_t *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int __pmd_alloc(struct mm_struct *, pud_t *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int __pte_alloc(struct mm_struct *, pmd_t *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int __pte_alloc_kernel(pmd_t *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
int __pud_alloc(struct mm_struct *, p4d_t *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

/* linux/mm.h: the caller's mask */
struct ptdesc *pagetable_alloc_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");

/* linux/pagemap.h: the caller's mask */
struct page *__page_cache_alloc(gfp_t) __rl_allocates(1);
struct folio *filemap_alloc_folio(gfp_t, unsigned int) __rl_allocates(1);
struct folio *filemap_alloc_folio_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");

/* ---- vmalloc, mappings of kernel space ---- */

/* arch/x86/include/asm/io.h: no mask: vm_struct and page tables GFP_KERNEL */
void *ioremap(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_cache(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_encrypted(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_prot(resource_size_t, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_uc(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_wc(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_wt(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");

/* arch/x86/include/asm/io.h: remove_vm_area(): vmap_purge_lock */
void iounmap(volatile void *) __rl_sleeps();

/* arch/x86/include/asm/set_memory.h: splits large pages; vm_unmap_aliases */
int set_memory_decrypted(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_memory_encrypted(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_memory_uc(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_memory_wc(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_pages_array_uc(struct page **, int) __rl_allocates_with("GFP_KERNEL");
int set_pages_array_wc(struct page **, int) __rl_allocates_with("GFP_KERNEL");
int set_pages_uc(struct page *, int) __rl_allocates_with("GFP_KERNEL");

/* arch/x86/include/asm/set_memory.h: the page was split when it was made uncached: no allocation, so shrinkers may */
int set_memory_wb(unsigned long, int) __rl_sleeps();
int set_pages_array_wb(struct page **, int) __rl_sleeps();
int set_pages_wb(struct page *, int) __rl_sleeps();

/* asm-generic/pci_iomap.h: no mask: vm_struct and page tables GFP_KERNEL */
void *pci_iomap(struct pci_dev *, int, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *pci_iomap_range(struct pci_dev *, int, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL");

/* asm-generic/set_memory.h: splits large pages; vm_unmap_aliases */
int set_memory_nx(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_memory_ro(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_memory_rw(unsigned long, int) __rl_allocates_with("GFP_KERNEL");
int set_memory_x(unsigned long, int) __rl_allocates_with("GFP_KERNEL");

/* linux/device.h: no mask: vm_struct and page tables GFP_KERNEL */
void *devm_ioremap_resource(struct device *, const struct resource *) __rl_allocates_with("GFP_KERNEL");

/* linux/io.h: iounmap() or vunmap() */
void memunmap(void *) __rl_sleeps();

/* linux/io.h: no mask: vm_struct and page tables GFP_KERNEL */
void *devm_ioremap(struct device *, resource_size_t, resource_size_t) __rl_allocates_with("GFP_KERNEL");
void *devm_ioremap_uc(struct device *, resource_size_t, resource_size_t) __rl_allocates_with("GFP_KERNEL");
void *devm_ioremap_wc(struct device *, resource_size_t, resource_size_t) __rl_allocates_with("GFP_KERNEL");
void *devm_memremap(struct device *, resource_size_t, size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
int ioremap_page_range(unsigned long, unsigned long, phys_addr_t, pgprot_t) __rl_allocates_with("GFP_KERNEL");
void *memremap(resource_size_t, size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");

/* linux/ioport.h: GFP_KERNEL: a struct resource */
struct resource *devm_request_free_mem_region(struct device *, struct resource *, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct resource *request_free_mem_region(struct resource *, unsigned long, const char *) __rl_allocates_with("GFP_KERNEL");

/* linux/memremap.h: GFP_KERNEL: the memory map and its page tables */
void *devm_memremap_pages(struct device *, struct dev_pagemap *) __rl_allocates_with("GFP_KERNEL");
void *memremap_pages(struct dev_pagemap *, int) __rl_allocates_with("GFP_KERNEL");

/* linux/memremap.h: waits for the last reference, offlines the pages */
void memunmap_pages(struct dev_pagemap *) __rl_sleeps() __rl_despite("allocates", "xa_store_range");	/* waits for the last reference, offlines the pages; what is taken out of the xarray was put in so, no node is missing */

/* linux/pci.h: no mask: vm_struct and page tables GFP_KERNEL */
void *pci_ioremap_bar(struct pci_dev *, int) __rl_allocates_with("GFP_KERNEL");

/* linux/vmalloc.h */
void vfree(const void *) __rl_sleeps_in_task();	/* may purge under vmap_purge_lock, which frees only */
void vfree_atomic(const void *) __rl_no_effect();	/* hands it to a work item */

/* linux/vmalloc.h: no mask: pages, area and page tables GFP_KERNEL */
void *vcalloc(size_t, size_t) __rl_allocates_with("GFP_KERNEL");
void *vcalloc_noprof(size_t, size_t) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
void *vmalloc(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_32(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_32_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_32_user(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_32_user_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_array(size_t, size_t) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_array_noprof(size_t, size_t) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_node(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_node_noprof(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_user(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_user_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vzalloc(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vzalloc_node(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vzalloc_node_noprof(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vzalloc_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");

/* linux/vmalloc.h: no mask: vmap_area and page tables GFP_KERNEL */
struct vm_struct *__get_vm_area_caller(unsigned long, unsigned long, unsigned long, unsigned long, const void *) __rl_allocates_with("GFP_KERNEL");
struct vm_struct *get_vm_area(unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct vm_struct *get_vm_area_caller(unsigned long, unsigned long, const void *) __rl_allocates_with("GFP_KERNEL");
void *vm_map_ram(struct page **, unsigned int, int) __rl_allocates_with("GFP_KERNEL");
void *vmap(struct page **, unsigned int, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL");
void *vmap_pfn(unsigned long *, unsigned int, pgprot_t) __rl_allocates_with("GFP_KERNEL");

/* linux/vmalloc.h: page tables and the area: GFP_KERNEL whatever the mask says, but for FS and IO */
void *__vcalloc(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM");
void *__vcalloc_noprof(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_since("6.10");
void *__vmalloc(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_array(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_array_noprof(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *__vmalloc_node(unsigned long, unsigned long, gfp_t, int, const void *) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_node_noprof(unsigned long, unsigned long, gfp_t, int, const void *) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *__vmalloc_node_range(unsigned long, unsigned long, unsigned long, unsigned long, gfp_t, pgprot_t, unsigned long, int, const void *) __rl_allocates_masked(5, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_node_range_noprof(unsigned long, unsigned long, unsigned long, unsigned long, gfp_t, pgprot_t, unsigned long, int, const void *) __rl_allocates_masked(5, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *__vmalloc_noprof(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *vmalloc_huge(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *vmalloc_huge_noprof(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *vrealloc_noprof(const void *, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_since("6.10");

/* linux/vmalloc.h: vmap_purge_lock */
void vm_unmap_aliases(void) __rl_sleeps();
void vm_unmap_ram(const void *, unsigned int) __rl_sleeps();
void vunmap(const void *) __rl_sleeps();

/* ---- per cpu ---- */

/* linux/percpu-refcount.h */
int percpu_ref_init(struct percpu_ref *, void *, unsigned int, gfp_t) __rl_allocates(4);	/* the caller's mask */
void percpu_ref_switch_to_atomic_sync(struct percpu_ref *) __rl_sleeps();	/* waits until it is atomic: a grace period */

/* linux/percpu-refcount.h: lib/percpu-refcount.c: a spin lock; a switch waits only for the one before it */
void percpu_ref_exit(struct percpu_ref *) __rl_no_effect();
void percpu_ref_kill_and_confirm(struct percpu_ref *, void *) __rl_no_effect();
void percpu_ref_reinit(struct percpu_ref *) __rl_no_effect();
void percpu_ref_resurrect(struct percpu_ref *) __rl_no_effect();
void percpu_ref_switch_to_atomic(struct percpu_ref *, void *) __rl_no_effect();
void percpu_ref_switch_to_percpu(struct percpu_ref *) __rl_no_effect();

/* linux/percpu-refcount.h: the release callback may run here */
void percpu_ref_put(struct percpu_ref *) __rl_final_put();
void percpu_ref_put_many(struct percpu_ref *, unsigned long) __rl_final_put();

/* linux/percpu-rwsem.h: GFP_KERNEL: the per-cpu counter; the key names the class */
int __percpu_init_rwsem(struct percpu_rw_semaphore *, const char *, struct lock_class_key *) __rl_allocates_with("GFP_KERNEL") __rl_inits(1, 3);

/* linux/percpu.h: GFP_KERNEL; waits for pcpu_alloc_mutex, too */
void *__alloc_percpu(size_t, size_t) __rl_allocates_with("GFP_KERNEL");
void *__alloc_reserved_percpu(size_t, size_t) __rl_allocates_with("GFP_KERNEL");

/* linux/percpu.h: atomic unless it has all of GFP_KERNEL: GFP_NOFS, GFP_NOIO are then no reclaim (up to 6.14) */
void *__alloc_percpu_gfp(size_t, size_t, gfp_t) __rl_allocates(3);
void *pcpu_alloc_noprof(size_t, size_t, bool, gfp_t) __rl_allocates(4) __rl_since("6.10");

/* linux/percpu.h: pcpu_lock, a spin lock; the rest is a work item */
void free_percpu(void *) __rl_no_effect();

/* linux/percpu_counter.h: own spin lock, taken last */
s64 __percpu_counter_sum(struct percpu_counter *) __rl_no_effect();
void percpu_counter_add_batch(struct percpu_counter *, s64, s32) __rl_no_effect();
void percpu_counter_destroy(struct percpu_counter *) __rl_no_effect();
void percpu_counter_destroy_many(struct percpu_counter *, u32) __rl_no_effect() __rl_since("6.2");
void percpu_counter_set(struct percpu_counter *, s64) __rl_no_effect();
void percpu_counter_sync(struct percpu_counter *) __rl_no_effect();

/* linux/percpu_counter.h: the caller's mask */
int __percpu_counter_init(struct percpu_counter *, s64, gfp_t, struct lock_class_key *) __rl_allocates(3) __rl_before("6.12");
int __percpu_counter_init_many(struct percpu_counter *, s64, gfp_t, u32, struct lock_class_key *) __rl_allocates(3) __rl_since("6.2");

/* ---- mempools, bio ---- */

/* linux/bio.h: GFP_KERNEL: its pools; with a rescuer's work queue */
int bioset_init(struct bio_set *, unsigned int, unsigned int, int) __rl_allocates_with("GFP_KERNEL");

/* linux/bio.h: the caller's mask */
int bio_init_clone(struct block_device *, struct bio *, struct bio *, gfp_t) __rl_allocates(4);
struct bio *bio_kmalloc(unsigned short, gfp_t) __rl_allocates(2);

/* linux/bio.h: the caller's mask; may also wait for bios of the same set (rescuer) */
struct bio *bio_alloc(struct block_device *, unsigned short, blk_opf_t, gfp_t) __rl_allocates(4);
struct bio *bio_alloc_bioset(struct block_device *, unsigned short, blk_opf_t, gfp_t, struct bio_set *) __rl_allocates(4);
struct bio *bio_alloc_clone(struct block_device *, struct bio *, gfp_t, struct bio_set *) __rl_allocates(3);
struct bio *bio_split(struct bio *, int, gfp_t, struct bio_set *) __rl_allocates(3);

/* linux/mempool.h */
void *mempool_alloc_preallocated(struct mempool_s *) __rl_no_effect() __rl_since("6.2");	/* takes what is there */
void mempool_free(void *, struct mempool_s *) __rl_signals(2, "waitqueue");	/* gives back to the pool first, for those who wait there */

/* linux/mempool.h: fills the pool: GFP_KERNEL */
struct mempool_s *mempool_create(int, void *, void *, void *) __rl_allocates_with("GFP_KERNEL");
int mempool_init(struct mempool_s *, int, void *, void *, void *) __rl_allocates_with("GFP_KERNEL");
int mempool_init_noprof(struct mempool_s *, int, void *, void *, void *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
int mempool_resize(struct mempool_s *, int) __rl_allocates_with("GFP_KERNEL");

/* linux/mempool.h: frees only */
void mempool_destroy(struct mempool_s *) __rl_no_effect();
void mempool_exit(struct mempool_s *) __rl_no_effect();

/* linux/mempool.h: the caller's mask */
struct mempool_s *mempool_create_node(int, void *, void *, void *, gfp_t, int) __rl_allocates(5);
struct mempool_s *mempool_create_node_noprof(int, void *, void *, void *, gfp_t, int) __rl_allocates(5) __rl_since("6.10");
int mempool_init_node(struct mempool_s *, int, void *, void *, void *, gfp_t, int) __rl_allocates(6);

/* linux/mempool.h: waits for another user's mempool_free */
void *mempool_alloc(struct mempool_s *, gfp_t) __rl_allocates(2) __rl_waits_if(1, "waitqueue", 2, "&", "__GFP_DIRECT_RECLAIM");
void *mempool_alloc_noprof(struct mempool_s *, gfp_t) __rl_allocates(2) __rl_waits_if(1, "waitqueue", 2, "&", "__GFP_DIRECT_RECLAIM") __rl_since("6.10");

#endif
