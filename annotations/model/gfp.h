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

struct __kfifo; struct address_space; struct attribute; struct attribute_group; struct bin_attribute; struct bio;
struct bio_set; struct block_device; struct callback_head; struct cdev; struct class; struct cma;
struct debugfs_blob_wrapper; struct debugfs_regset32; struct dentry; struct dev_pagemap; struct device;
struct device_attribute; struct device_link; struct dma_buf; struct dma_buf_export_info; struct dma_fence; struct dma_pool;
struct drm_device; struct file; struct file_operations; struct firmware; struct folio; struct gen_pool; struct ida;
struct i2c_adapter; struct idr; struct inode; struct iommu_domain; struct iommu_iotlb_gather; struct iova; struct iova_domain; struct irq_affinity;
struct kmem_cache; struct kmem_cache_args; struct kobj_type; struct kobject; struct kset; struct kset_uevent_ops;
struct kthread_worker; struct list_head; struct list_lru; struct list_lru_one; struct lock_class_key;
struct lockdep_map; struct ma_state; struct maple_tree; struct mem_cgroup; struct mempolicy; struct mempool_s;
struct miscdevice; struct mm_struct; struct module; struct msix_entry; struct napi_struct; struct net_device; struct page;
struct page_frag_cache; struct pci_dev; struct percpu_counter; struct percpu_ref; struct percpu_rw_semaphore;
struct platform_device; struct platform_device_info; struct proc_dir_entry; struct proc_ops; struct ptdesc;
struct radix_tree_iter; struct ref_tracker; struct ref_tracker_dir; struct resource; struct rhash_head; struct rhashtable; struct rhashtable_params;
struct rhltable; struct sbitmap; struct scatterlist; struct seq_operations; struct sg_append_table; struct sg_table;
struct shrinker; struct sk_buff; struct subprocess_info; struct super_block; struct sync_file; struct task_struct;
struct vfsmount; struct vm_area_struct; struct vm_struct; struct workqueue_struct; struct xa_limit; struct xa_node;
struct xa_state; struct xarray;

#include "container.h"

/* ---- constants: include/linux/gfp_types.h, include/linux/sched.h ---- */
extern const int rl_gfp_constants
	__rl_constant("__GFP_DMA", 0x01) __rl_constant("__GFP_HIGHMEM", 0x02)
	__rl_constant("__GFP_DMA32", 0x04) __rl_constant("__GFP_MOVABLE", 0x08)
	__rl_constant("__GFP_RECLAIMABLE", 0x10) __rl_constant("__GFP_HIGH", 0x20)
	__rl_constant("__GFP_IO", 0x40) __rl_constant("__GFP_FS", 0x80)
	__rl_constant("__GFP_ZERO", 0x100)
	__rl_constant("__GFP_ATOMIC", 0x200, "before 6.4")
	__rl_constant("__GFP_DIRECT_RECLAIM", 0x400) __rl_constant("__GFP_KSWAPD_RECLAIM", 0x800)
	__rl_constant("__GFP_WRITE", 0x1000) __rl_constant("__GFP_NOWARN", 0x2000)
	__rl_constant("__GFP_RETRY_MAYFAIL", 0x4000) __rl_constant("__GFP_NOFAIL", 0x8000)
	__rl_constant("__GFP_NORETRY", 0x10000) __rl_constant("__GFP_MEMALLOC", 0x20000)
	__rl_constant("__GFP_COMP", 0x40000) __rl_constant("__GFP_NOMEMALLOC", 0x80000)
	__rl_constant("__GFP_HARDWALL", 0x100000) __rl_constant("__GFP_THISNODE", 0x200000)
	__rl_constant("__GFP_ACCOUNT", 0x400000) __rl_constant("__GFP_ZEROTAGS", 0x800000)
	/* 6.10 numbers these bits by configuration: this is the value without KASAN_HW_TAGS; 0 without LOCKDEP. */
	__rl_constant("__GFP_NOLOCKDEP", 0x8000000, "before 6.10")
	__rl_constant("__GFP_NOLOCKDEP", 0x1000000, "since 6.10")
	__rl_constant("GFP_ATOMIC", 0xa20, "before 6.4") __rl_constant("GFP_ATOMIC", 0x820, "since 6.4")
	__rl_constant("GFP_NOWAIT", 0x800, "before 6.7") __rl_constant("GFP_NOWAIT", 0x2800, "since 6.7")
	__rl_constant("GFP_NOIO", 0xc00) __rl_constant("GFP_NOFS", 0xc40)
	__rl_constant("GFP_KERNEL", 0xcc0) __rl_constant("GFP_KERNEL_ACCOUNT", 0x400cc0)
	__rl_constant("GFP_USER", 0x100cc0) __rl_constant("GFP_HIGHUSER", 0x100cc2)
	__rl_constant("PF_MEMALLOC", 0x800) __rl_constant("PF_MEMALLOC_NOFS", 0x40000)
	__rl_constant("PF_MEMALLOC_NOIO", 0x80000) __rl_constant("PF_MEMALLOC_PIN", 0x10000000);

/* alloc_hooks() (6.10) */
extern const int rl_gfp_names __rl_hidden_suffix("_noprof");

/* ---- scopes ---- */
extern const int rl_gfp_scope_kinds
	__rl_scope_kind("nofs", "sleepable") __rl_scope_kind("noio", "sleepable")
	__rl_scope_kind("noreclaim", "sleepable") __rl_scope_kind("fs_reclaim", "sleepable")
	__rl_scope_kind("nonblock", "atomic") __rl_scope_kind("nofault", "sleepable")
	__rl_scope_kind("signalling", "sleepable");
extern const int rl_paired_scopes
	__rl_scope_kind("nofs", "paired") __rl_scope_kind("noio", "paired") __rl_scope_kind("noreclaim", "paired")
	__rl_scope_kind("pin", "paired") __rl_scope_kind("fs_reclaim", "paired") __rl_scope_kind("nonblock", "paired")
	__rl_scope_kind("signalling", "paired") __rl_scope_kind("lock_map", "paired");
/*
 * non_block_start() and _end() are macros around "current->non_block_count++"
 * (include/linux/kernel.h, only with DEBUG_ATOMIC_SLEEP): the store to the
 * field is the scope.  PF_MEMALLOC is set by hand in a few places (sunrpc,
 * loop, vmscan).
 */
struct task_struct {
	unsigned int flags __rl_scope_flag("noreclaim", "PF_MEMALLOC") __rl_scope_flag("nofs", "PF_MEMALLOC_NOFS")
		__rl_scope_flag("noio", "PF_MEMALLOC_NOIO");
	int non_block_count __rl_scope_counter("nonblock");
};
/* linux/sched/mm.h; from 6.9 save() returns the flags that it set, which restore() clears, before it was what to set again */
unsigned int memalloc_nofs_save(void) __rl_enters("nofs");
void memalloc_nofs_restore(unsigned int) __rl_leaves("nofs", "before 6.9") __rl_leaves_flags("nofs", 1, "since 6.9");
unsigned int memalloc_noio_save(void) __rl_enters("noio");
void memalloc_noio_restore(unsigned int) __rl_leaves("noio", "before 6.9") __rl_leaves_flags("noio", 1, "since 6.9");
unsigned int memalloc_noreclaim_save(void) __rl_enters("noreclaim");
void memalloc_noreclaim_restore(unsigned int) __rl_leaves("noreclaim", "before 6.9") __rl_leaves_flags("noreclaim", 1, "since 6.9");
unsigned int memalloc_pin_save(void) __rl_enters("pin");	/* takes __GFP_MOVABLE away: no matter for reclaim */
void memalloc_pin_restore(unsigned int) __rl_leaves("pin", "before 6.9") __rl_leaves_flags("pin", 1, "since 6.9");	/* takes __GFP_MOVABLE away: no matter for reclaim */
/* what lies under the 6.8+ scopes, which are modelled by name */
unsigned int memalloc_flags_save(unsigned int) __rl_no_effect() __rl_since("6.2");
void memalloc_flags_restore(unsigned int) __rl_no_effect() __rl_since("6.2");
void fs_reclaim_acquire(gfp_t) __rl_enters_when("fs_reclaim", 1, "&", "__GFP_DIRECT_RECLAIM");	/* a claim ("priming"); always GFP_KERNEL in drivers */
void fs_reclaim_release(gfp_t) __rl_leaves_when("fs_reclaim", 1, "&", "__GFP_DIRECT_RECLAIM");
void __fs_reclaim_acquire(unsigned long) __rl_enters("fs_reclaim");	/* page_alloc.c, vmscan.c */
void __fs_reclaim_release(unsigned long) __rl_leaves("fs_reclaim");
void might_alloc(gfp_t) __rl_allocates(1);	/* an allocator's own declaration that it may reclaim */
gfp_t current_gfp_context(gfp_t) __rl_returns(1);	/* the scopes themselves are the engine's matter */

/* ---- slab ---- */
/* linux/slab.h */
void *kmalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kmalloc_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kzalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kzalloc_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *__kmalloc_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *kmalloc_node_noprof(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kzalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *__kmalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *__kmalloc_node_noprof(size_t, void *, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");	/* with SLAB_BUCKETS; without: changed.c */
void *kmalloc_array(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kmalloc_array_noprof(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kcalloc(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kmalloc_array_node(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new();
void *kmalloc_array_node_noprof(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kcalloc_node(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new();
void *kmalloc_trace(struct kmem_cache *, gfp_t, size_t) __rl_allocates(2) __rl_returns_new();
void *__kmalloc_cache_noprof(struct kmem_cache *, gfp_t, size_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmalloc_node_trace(struct kmem_cache *, gfp_t, int, size_t) __rl_allocates(2) __rl_returns_new();
void *__kmalloc_cache_node_noprof(struct kmem_cache *, gfp_t, int, size_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmalloc_large(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kmalloc_large_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *__kmalloc_large_noprof(size_t, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_large_node_noprof(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *__kmalloc_node_track_caller(size_t, gfp_t, int, unsigned long) __rl_allocates(2) __rl_returns_new();	/* kmalloc_track_caller */
void *__kmalloc_node_track_caller_noprof(size_t, void *, gfp_t, int, unsigned long) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *krealloc(const void *, size_t, gfp_t) __rl_allocates(3);
void *krealloc_noprof(const void *, size_t, gfp_t) __rl_allocates(3) __rl_since("6.10");
void *krealloc_array(void *, size_t, size_t, gfp_t) __rl_allocates(4);
void *krealloc_array_noprof(void *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_since("6.10");
void *kmem_cache_alloc(struct kmem_cache *, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kmem_cache_alloc_noprof(struct kmem_cache *, gfp_t) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmem_cache_zalloc(struct kmem_cache *, gfp_t) __rl_allocates(2) __rl_returns_new();
void *kmem_cache_alloc_node(struct kmem_cache *, gfp_t, int) __rl_allocates(2) __rl_returns_new();
void *kmem_cache_alloc_node_noprof(struct kmem_cache *, gfp_t, int) __rl_allocates(2) __rl_returns_new() __rl_since("6.10");
void *kmem_cache_alloc_lru(struct kmem_cache *, struct list_lru *, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kmem_cache_alloc_lru_noprof(struct kmem_cache *, struct list_lru *, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
int kmem_cache_alloc_bulk(struct kmem_cache *, gfp_t, size_t, void **) __rl_allocates(2);
int kmem_cache_alloc_bulk_noprof(struct kmem_cache *, gfp_t, size_t, void **) __rl_allocates(2) __rl_since("6.10");
/* also slab_mutex and cpus_read_lock */
struct kmem_cache *kmem_cache_create(const char *, unsigned int, unsigned int, slab_flags_t, void *) __rl_allocates_with("GFP_KERNEL");
struct kmem_cache *kmem_cache_create_usercopy(const char *, unsigned int, unsigned int, slab_flags_t, unsigned int, unsigned int, void *) __rl_allocates_with("GFP_KERNEL");
struct kmem_cache *__kmem_cache_create_args(const char *, unsigned int, struct kmem_cache_args *, slab_flags_t) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");
void kmem_cache_destroy(struct kmem_cache *) __rl_sleeps();	/* slab_mutex, rcu_barrier; frees */
int kmem_cache_shrink(struct kmem_cache *) __rl_sleeps();
void *kvmalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();	/* without direct reclaim it never falls back to vmalloc */
void *kvzalloc(size_t, gfp_t) __rl_allocates(2) __rl_returns_new();	/* without direct reclaim it never falls back to vmalloc */
void *kvmalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();	/* without direct reclaim it never falls back to vmalloc */
void *kvzalloc_node(size_t, gfp_t, int) __rl_allocates(2) __rl_returns_new();	/* without direct reclaim it never falls back to vmalloc */
void *__kvmalloc_node_noprof(size_t, void *, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");	/* with SLAB_BUCKETS */
void *kvmalloc_array(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kvmalloc_array_node_noprof(size_t, size_t, gfp_t, int) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
void *kvcalloc(size_t, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *kvrealloc(const void *, size_t, size_t, gfp_t) __rl_allocates(4);
void *kvrealloc_noprof(const void *, size_t, gfp_t) __rl_allocates(3) __rl_since("6.10");
/* linux/fortify-string.h */
void *kmemdup(const void *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *__real_kmemdup(const void *, size_t, gfp_t) __rl_allocates(3);
void *kmemdup_noprof(const void *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.10");
/* linux/string.h */
void *kmemdup_array(const void *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new() __rl_since("6.2");
char *kmemdup_nul(const char *, size_t, gfp_t) __rl_allocates(3);
void *kvmemdup(const void *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new() __rl_since("6.2");
char *kstrdup_and_replace(const char *, char, char, gfp_t) __rl_allocates(4) __rl_since("6.2");
char *kstrndup(const char *, size_t, gfp_t) __rl_allocates(3);
char *kstrdup(const char *, gfp_t) __rl_allocates(2);
const char *kstrdup_const(const char *, gfp_t) __rl_allocates(2);
/* linux/kernel.h */
char *kasprintf(gfp_t, const char *, ...) __rl_allocates(1);
char *kvasprintf(gfp_t, const char *, void *) __rl_allocates(1);
const char *kvasprintf_const(gfp_t, const char *, void *) __rl_allocates(1);
/* linux/string_helpers.h */
char **kasprintf_strarray(gfp_t, const char *, size_t) __rl_allocates(1);
char *kstrdup_quotable(const char *, gfp_t) __rl_allocates(2);
char *kstrdup_quotable_cmdline(struct task_struct *, gfp_t) __rl_allocates(2);
char *kstrdup_quotable_file(struct file *, gfp_t) __rl_allocates(2);
/* linux/kobject.h */
char *kobject_get_path(const struct kobject *, gfp_t) __rl_allocates(2);
/* linux/bitmap.h */
unsigned long *bitmap_alloc(unsigned int, gfp_t) __rl_allocates(2);
unsigned long *bitmap_zalloc(unsigned int, gfp_t) __rl_allocates(2);
unsigned long *bitmap_alloc_node(unsigned int, gfp_t, int) __rl_allocates(2);
unsigned long *bitmap_zalloc_node(unsigned int, gfp_t, int) __rl_allocates(2);
/* linux/slab.h */
void kfree(const void *) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
void kfree_sensitive(const void *) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
void kvfree(const void *) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
void kvfree_sensitive(const void *, size_t) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
/* linux/string.h */
void kfree_const(const void *) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
/* linux/slab.h */
void kmem_cache_free(struct kmem_cache *, void *) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
void kmem_cache_free_bulk(struct kmem_cache *, size_t, void **) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
void kfree_bulk(size_t, void **) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
/* linux/bitmap.h */
void bitmap_free(const unsigned long *) __rl_no_effect();	/* kvfree of a vmalloc address may sleep: left out */
/* linux/skbuff.h */
void kfree_skb_partial(struct sk_buff *, bool) __rl_no_effect();
/* linux/rcutree.h */
/* kvfree_rcu() without an rcu_head waits for a grace period */
void kvfree_call_rcu(struct callback_head *, void *) __rl_sleeps_if(1, "==", 0);
/* linux/string.h */
char **argv_split(gfp_t, const char *, int *) __rl_allocates(1);

/* ---- pages ---- */
/* linux/gfp.h */
struct page *__alloc_pages(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1);
struct page *__alloc_pages_noprof(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1) __rl_since("6.10");
struct folio *__folio_alloc(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1);
struct folio *__folio_alloc_noprof(gfp_t, unsigned int, int, nodemask_t *) __rl_allocates(1) __rl_since("6.10");
struct page *alloc_pages(gfp_t, unsigned int) __rl_allocates(1);
struct page *alloc_pages_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
struct folio *folio_alloc(gfp_t, unsigned int) __rl_allocates(1);
struct folio *folio_alloc_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
struct page *alloc_pages_node(int, gfp_t, unsigned int) __rl_allocates(2);
struct page *__alloc_pages_node(int, gfp_t, unsigned int) __rl_allocates(2);
struct page *alloc_pages_node_noprof(int, gfp_t, unsigned int) __rl_allocates(2) __rl_since("6.10");
struct page *__alloc_pages_node_noprof(int, gfp_t, unsigned int) __rl_allocates(2) __rl_since("6.10");
struct folio *__folio_alloc_node(gfp_t, unsigned int, int) __rl_allocates(1);
struct folio *__folio_alloc_node_noprof(gfp_t, unsigned int, int) __rl_allocates(1) __rl_since("6.10");
struct page *alloc_page_vma(gfp_t, struct vm_area_struct *, unsigned long) __rl_allocates(1);
struct page *alloc_page_vma_noprof(gfp_t, struct vm_area_struct *, unsigned long) __rl_allocates(1) __rl_since("6.10");
struct folio *vma_alloc_folio(gfp_t, int, struct vm_area_struct *, unsigned long, bool) __rl_allocates(1);
struct folio *vma_alloc_folio_noprof(gfp_t, int, struct vm_area_struct *, unsigned long, bool) __rl_allocates(1) __rl_since("6.10");
struct page *alloc_pages_mpol_noprof(gfp_t, unsigned int, struct mempolicy *, unsigned long, int) __rl_allocates(1) __rl_since("6.10");
struct folio *folio_alloc_mpol_noprof(gfp_t, unsigned int, struct mempolicy *, unsigned long, int) __rl_allocates(1) __rl_since("6.10");
unsigned long __get_free_pages(gfp_t, unsigned int) __rl_allocates(1);
unsigned long get_free_pages_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
unsigned long get_zeroed_page(gfp_t) __rl_allocates(1);
unsigned long get_zeroed_page_noprof(gfp_t) __rl_allocates(1) __rl_since("6.10");
void *alloc_pages_exact(size_t, gfp_t) __rl_allocates(2);
void *alloc_pages_exact_noprof(size_t, gfp_t) __rl_allocates(2) __rl_since("6.10");
void *alloc_pages_exact_nid(int, size_t, gfp_t) __rl_allocates(3);
void *alloc_pages_exact_nid_noprof(int, size_t, gfp_t) __rl_allocates(3) __rl_since("6.10");
unsigned long __alloc_pages_bulk(gfp_t, int, nodemask_t *, int, struct list_head *, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_noprof(gfp_t, int, nodemask_t *, int, struct list_head *, struct page **) __rl_allocates(1) __rl_since("6.10");
unsigned long alloc_pages_bulk_array(gfp_t, unsigned long, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_list(gfp_t, unsigned long, struct list_head *) __rl_allocates(1);
unsigned long alloc_pages_bulk_array_mempolicy(gfp_t, unsigned long, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_array_mempolicy_noprof(gfp_t, unsigned long, struct page **) __rl_allocates(1) __rl_since("6.10");
unsigned long alloc_pages_bulk_array_node(gfp_t, int, unsigned long, struct page **) __rl_allocates(1);
unsigned long alloc_pages_bulk_array_node_noprof(gfp_t, int, unsigned long, struct page **) __rl_allocates(1) __rl_since("6.10");
void *page_frag_alloc_align(struct page_frag_cache *, unsigned int, gfp_t, unsigned int) __rl_allocates(3);
void *__page_frag_alloc_align(struct page_frag_cache *, unsigned int, gfp_t, unsigned int) __rl_allocates(3) __rl_since("6.2");
/* linux/pagemap.h */
struct folio *filemap_alloc_folio(gfp_t, unsigned int) __rl_allocates(1);
struct folio *filemap_alloc_folio_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
struct page *__page_cache_alloc(gfp_t) __rl_allocates(1);
/* linux/mm.h */
struct ptdesc *pagetable_alloc_noprof(gfp_t, unsigned int) __rl_allocates(1) __rl_since("6.10");
/* linux/gfp.h */
/* migrates what is in the way */
int alloc_contig_range(unsigned long, unsigned long, unsigned int, gfp_t) __rl_allocates(4) __rl_fires_notifiers("mm") __rl_sleeps();
int alloc_contig_range_noprof(unsigned long, unsigned long, unsigned int, gfp_t) __rl_allocates(4) __rl_fires_notifiers("mm") __rl_sleeps() __rl_since("6.10");
struct page *alloc_contig_pages(unsigned long, gfp_t, int, nodemask_t *) __rl_allocates(2) __rl_fires_notifiers("mm") __rl_sleeps();
struct page *alloc_contig_pages_noprof(unsigned long, gfp_t, int, nodemask_t *) __rl_allocates(2) __rl_fires_notifiers("mm") __rl_sleeps() __rl_since("6.10");
void free_pages(unsigned long, unsigned int) __rl_no_effect();	/* frees, never sleeps */
void __free_pages(struct page *, unsigned int) __rl_no_effect();	/* frees, never sleeps */
void free_pages_exact(void *, size_t) __rl_no_effect();	/* frees, never sleeps */
void free_contig_range(unsigned long, unsigned long) __rl_no_effect();	/* frees, never sleeps */
/* linux/cma.h */
/* alloc_contig_range under cma->lock */
struct page *cma_alloc(struct cma *, unsigned long, unsigned int, bool) __rl_allocates_with("GFP_KERNEL") __rl_fires_notifiers("mm");
/* linux/memcontrol.h */
/* memcg reclaim: no fs_reclaim at run time, the same notifiers */
int __mem_cgroup_charge(struct folio *, struct mm_struct *, gfp_t) __rl_allocates(3);
int mem_cgroup_charge(struct folio *, struct mm_struct *, gfp_t) __rl_allocates(3);
int mem_cgroup_swapin_charge_folio(struct folio *, struct mm_struct *, gfp_t, swp_entry_t) __rl_allocates(3);
/* linux/mm.h */
int __pte_alloc(struct mm_struct *, pmd_t *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");	/* page tables */
int __pmd_alloc(struct mm_struct *, pud_t *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");	/* page tables */
int __pud_alloc(struct mm_struct *, p4d_t *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");	/* page tables */
int __p4d_alloc(struct mm_struct *, pgd_t *, unsigned long) __rl_allocates_with("GFP_KERNEL_ACCOUNT");	/* page tables */
int __pte_alloc_kernel(pmd_t *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");	/* page tables */
/* arch/x86/include/asm/pgalloc.h */
struct page *pte_alloc_one(struct mm_struct *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");
/* asm-generic/pgalloc.h */
pte_t *pte_alloc_one_kernel(struct mm_struct *) __rl_allocates_with("GFP_KERNEL_ACCOUNT");

/* ---- vmalloc, mappings of kernel space ---- */
/* linux/vmalloc.h */
void *vmalloc(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vzalloc(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_user(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_32(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_32_user(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_node(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vzalloc_node(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vmalloc_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vzalloc_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_user_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_32_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_32_user_noprof(unsigned long) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vmalloc_node_noprof(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vzalloc_node_noprof(unsigned long, int) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
/* even with GFP_NOWAIT */
void *__vmalloc(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_noprof(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *vmalloc_huge(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *vmalloc_huge_noprof(unsigned long, gfp_t) __rl_allocates_masked(2, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *__vmalloc_node(unsigned long, unsigned long, gfp_t, int, const void *) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_node_noprof(unsigned long, unsigned long, gfp_t, int, const void *) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *__vmalloc_node_range(unsigned long, unsigned long, unsigned long, unsigned long, gfp_t, pgprot_t, unsigned long, int, const void *) __rl_allocates_masked(5, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vmalloc_node_range_noprof(unsigned long, unsigned long, unsigned long, unsigned long, gfp_t, pgprot_t, unsigned long, int, const void *) __rl_allocates_masked(5, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *vmalloc_array(size_t, size_t) __rl_allocates_with("GFP_KERNEL") __rl_returns_new();
void *vcalloc(size_t, size_t) __rl_allocates_with("GFP_KERNEL");
void *vmalloc_array_noprof(size_t, size_t) __rl_allocates_with("GFP_KERNEL") __rl_returns_new() __rl_since("6.10");
void *vcalloc_noprof(size_t, size_t) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
void *vrealloc_noprof(const void *, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_since("6.10");
void *__vmalloc_array(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new();
void *__vcalloc(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM");
void *__vmalloc_array_noprof(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_returns_new() __rl_since("6.10");
void *__vcalloc_noprof(size_t, size_t, gfp_t) __rl_allocates_masked(3, "__GFP_IO|__GFP_FS", "__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM") __rl_since("6.10");
void vfree(const void *) __rl_sleeps_in_task();	/* may purge under vmap_purge_lock, which frees only */
void vfree_atomic(const void *) __rl_no_effect();
/* page tables and vmap_area; no gfp argument */
void *vmap(struct page **, unsigned int, unsigned long, pgprot_t) __rl_allocates_with("GFP_KERNEL");
void *vmap_pfn(unsigned long *, unsigned int, pgprot_t) __rl_allocates_with("GFP_KERNEL");
void *vm_map_ram(struct page **, unsigned int, int) __rl_allocates_with("GFP_KERNEL");	/* page tables and vmap_area; no gfp argument */
void vunmap(const void *) __rl_sleeps();	/* vmap_purge_lock */
void vm_unmap_ram(const void *, unsigned int) __rl_sleeps();	/* vmap_purge_lock */
void vm_unmap_aliases(void) __rl_sleeps();	/* vmap_purge_lock */
struct vm_struct *get_vm_area(unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct vm_struct *get_vm_area_caller(unsigned long, unsigned long, const void *) __rl_allocates_with("GFP_KERNEL");
struct vm_struct *__get_vm_area_caller(unsigned long, unsigned long, unsigned long, unsigned long, const void *) __rl_allocates_with("GFP_KERNEL");
/* arch/x86/include/asm/io.h */
void *ioremap(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_uc(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_wc(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_wt(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_cache(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_prot(resource_size_t, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *ioremap_encrypted(resource_size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
/* linux/io.h */
void *memremap(resource_size_t, size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
int ioremap_page_range(unsigned long, unsigned long, phys_addr_t, pgprot_t) __rl_allocates_with("GFP_KERNEL");
void *devm_ioremap(struct device *, resource_size_t, resource_size_t) __rl_allocates_with("GFP_KERNEL");
void *devm_ioremap_uc(struct device *, resource_size_t, resource_size_t) __rl_allocates_with("GFP_KERNEL");
void *devm_ioremap_wc(struct device *, resource_size_t, resource_size_t) __rl_allocates_with("GFP_KERNEL");
/* linux/device.h */
void *devm_ioremap_resource(struct device *, const struct resource *) __rl_allocates_with("GFP_KERNEL");
/* linux/io.h */
void *devm_memremap(struct device *, resource_size_t, size_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
/* asm-generic/pci_iomap.h */
void *pci_iomap(struct pci_dev *, int, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *pci_iomap_range(struct pci_dev *, int, unsigned long, unsigned long) __rl_allocates_with("GFP_KERNEL");
/* linux/pci.h */
void *pci_ioremap_bar(struct pci_dev *, int) __rl_allocates_with("GFP_KERNEL");
/* linux/memremap.h */
void *devm_memremap_pages(struct device *, struct dev_pagemap *) __rl_allocates_with("GFP_KERNEL");
void *memremap_pages(struct dev_pagemap *, int) __rl_allocates_with("GFP_KERNEL");
/* linux/ioport.h */
struct resource *request_free_mem_region(struct resource *, unsigned long, const char *) __rl_allocates_with("GFP_KERNEL");
struct resource *devm_request_free_mem_region(struct device *, struct resource *, unsigned long) __rl_allocates_with("GFP_KERNEL");
/* arch/x86/include/asm/io.h */
void iounmap(volatile void *) __rl_sleeps();
/* linux/io.h */
void memunmap(void *) __rl_sleeps();
/* linux/memremap.h */
void memunmap_pages(struct dev_pagemap *) __rl_sleeps();
/* arch/x86/include/asm/set_memory.h */
int set_memory_uc(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_memory_wc(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
/* asm-generic/set_memory.h */
int set_memory_ro(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_memory_rw(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
/* arch/x86/include/asm/set_memory.h */
int set_memory_encrypted(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_memory_decrypted(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
/* asm-generic/set_memory.h */
int set_memory_x(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_memory_nx(unsigned long, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
/* arch/x86/include/asm/set_memory.h */
int set_pages_array_uc(struct page **, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_pages_array_wc(struct page **, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_pages_uc(struct page *, int) __rl_allocates_with("GFP_KERNEL");	/* splits large pages; vm_unmap_aliases */
int set_memory_wb(unsigned long, int) __rl_sleeps();	/* the page was split when it was made uncached: no allocation, so shrinkers may */
/* the page was split when it was made uncached: no allocation, so shrinkers may */
int set_pages_array_wb(struct page **, int) __rl_sleeps();
int set_pages_wb(struct page *, int) __rl_sleeps();	/* the page was split when it was made uncached: no allocation, so shrinkers may */

/* ---- per cpu ---- */
/* linux/percpu.h */
void *__alloc_percpu(size_t, size_t) __rl_allocates_with("GFP_KERNEL");	/* waits for pcpu_alloc_mutex, too */
/* atomic unless it has all of GFP_KERNEL: GFP_NOFS, GFP_NOIO are then no reclaim (up to 6.14) */
void *__alloc_percpu_gfp(size_t, size_t, gfp_t) __rl_allocates(3);
void *pcpu_alloc_noprof(size_t, size_t, bool, gfp_t) __rl_allocates(4) __rl_since("6.10");
void *__alloc_reserved_percpu(size_t, size_t) __rl_allocates_with("GFP_KERNEL");
/* linux/percpu-rwsem.h */
int __percpu_init_rwsem(struct percpu_rw_semaphore *, const char *, struct lock_class_key *) __rl_allocates_with("GFP_KERNEL") __rl_inits(1, 3);
/* linux/percpu.h */
void free_percpu(void *) __rl_no_effect();
/* linux/percpu_counter.h */
int __percpu_counter_init(struct percpu_counter *, s64, gfp_t, struct lock_class_key *) __rl_allocates(3);
int __percpu_counter_init_many(struct percpu_counter *, s64, gfp_t, u32, struct lock_class_key *) __rl_allocates(3) __rl_since("6.2");
void percpu_counter_destroy(struct percpu_counter *) __rl_no_effect();	/* own spin lock, taken last */
void percpu_counter_destroy_many(struct percpu_counter *, u32) __rl_no_effect() __rl_since("6.2");	/* own spin lock, taken last */
void percpu_counter_add_batch(struct percpu_counter *, s64, s32) __rl_no_effect();	/* own spin lock, taken last */
s64 __percpu_counter_sum(struct percpu_counter *) __rl_no_effect();	/* own spin lock, taken last */
void percpu_counter_set(struct percpu_counter *, s64) __rl_no_effect();	/* own spin lock, taken last */
void percpu_counter_sync(struct percpu_counter *) __rl_no_effect();	/* own spin lock, taken last */
/* linux/percpu-refcount.h */
int percpu_ref_init(struct percpu_ref *, void *, unsigned int, gfp_t) __rl_allocates(4);
void percpu_ref_switch_to_atomic_sync(struct percpu_ref *) __rl_sleeps();
void percpu_ref_exit(struct percpu_ref *) __rl_no_effect();
void percpu_ref_kill_and_confirm(struct percpu_ref *, void *) __rl_no_effect();
void percpu_ref_switch_to_atomic(struct percpu_ref *, void *) __rl_no_effect();
void percpu_ref_switch_to_percpu(struct percpu_ref *) __rl_no_effect();
void percpu_ref_reinit(struct percpu_ref *) __rl_no_effect();
void percpu_ref_resurrect(struct percpu_ref *) __rl_no_effect();
void percpu_ref_put(struct percpu_ref *) __rl_final_put();	/* the release callback may run here */
void percpu_ref_put_many(struct percpu_ref *, unsigned long) __rl_final_put();	/* the release callback may run here */

/* ---- mempools, bio ---- */
/* linux/mempool.h */
/* waits for another user's mempool_free */
void *mempool_alloc(struct mempool_s *, gfp_t) __rl_allocates(2) __rl_waits_if(1, "waitqueue", 2, "&", "__GFP_DIRECT_RECLAIM");
void *mempool_alloc_noprof(struct mempool_s *, gfp_t) __rl_allocates(2) __rl_waits_if(1, "waitqueue", 2, "&", "__GFP_DIRECT_RECLAIM") __rl_since("6.10");
void mempool_free(void *, struct mempool_s *) __rl_signals(2, "waitqueue");
struct mempool_s *mempool_create(int, void *, void *, void *) __rl_allocates_with("GFP_KERNEL");
int mempool_init(struct mempool_s *, int, void *, void *, void *) __rl_allocates_with("GFP_KERNEL");
int mempool_init_noprof(struct mempool_s *, int, void *, void *, void *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
int mempool_resize(struct mempool_s *, int) __rl_allocates_with("GFP_KERNEL");
struct mempool_s *mempool_create_node(int, void *, void *, void *, gfp_t, int) __rl_allocates(5);
struct mempool_s *mempool_create_node_noprof(int, void *, void *, void *, gfp_t, int) __rl_allocates(5) __rl_since("6.10");
int mempool_init_node(struct mempool_s *, int, void *, void *, void *, gfp_t, int) __rl_allocates(6);
void mempool_destroy(struct mempool_s *) __rl_no_effect();
void mempool_exit(struct mempool_s *) __rl_no_effect();
void *mempool_alloc_preallocated(struct mempool_s *) __rl_no_effect() __rl_since("6.2");
/* linux/bio.h */
/* may also wait for bios of the same set (rescuer) */
struct bio *bio_alloc_bioset(struct block_device *, unsigned short, blk_opf_t, gfp_t, struct bio_set *) __rl_allocates(4);
struct bio *bio_alloc(struct block_device *, unsigned short, blk_opf_t, gfp_t) __rl_allocates(4);
struct bio *bio_kmalloc(unsigned short, gfp_t) __rl_allocates(2);
struct bio *bio_alloc_clone(struct block_device *, struct bio *, gfp_t, struct bio_set *) __rl_allocates(3);
int bio_init_clone(struct block_device *, struct bio *, struct bio *, gfp_t) __rl_allocates(4);
struct bio *bio_split(struct bio *, int, gfp_t, struct bio_set *) __rl_allocates(3);
int bioset_init(struct bio_set *, unsigned int, unsigned int, int) __rl_allocates_with("GFP_KERNEL");

/* ---- trees and maps.  __xa_*: called with xa_lock held, which they drop to allocate when the mask may block ---- */
/* linux/xarray.h */
void *xa_store(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);	/* takes and drops xa_lock; the allocation is outside */
void *xa_store_bh(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
void *xa_store_irq(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
int xa_insert(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
int xa_insert_bh(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
int xa_insert_irq(struct xarray *, unsigned long, void *, gfp_t) __rl_allocates(4);
void *xa_store_range(struct xarray *, unsigned long, unsigned long, void *, gfp_t) __rl_allocates(5);
void *xa_cmpxchg(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_allocates(5);
void *xa_cmpxchg_bh(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_allocates(5);
void *xa_cmpxchg_irq(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_allocates(5);
int xa_alloc(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_allocates(5);
int xa_alloc_bh(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_allocates(5);
int xa_alloc_irq(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_allocates(5);
int xa_alloc_cyclic(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_allocates(6);
int xa_alloc_cyclic_bh(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_allocates(6);
int xa_alloc_cyclic_irq(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_allocates(6);
int xa_reserve(struct xarray *, unsigned long, gfp_t) __rl_allocates(3);
int xa_reserve_bh(struct xarray *, unsigned long, gfp_t) __rl_allocates(3);
int xa_reserve_irq(struct xarray *, unsigned long, gfp_t) __rl_allocates(3);
void *__xa_store(struct xarray *, unsigned long, void *, gfp_t) __rl_releases(1, "spin") __rl_allocates(4) __rl_acquires(1, "spin", "write");
int __xa_insert(struct xarray *, unsigned long, void *, gfp_t) __rl_releases(1, "spin") __rl_allocates(4) __rl_acquires(1, "spin", "write");
void *__xa_cmpxchg(struct xarray *, unsigned long, void *, void *, gfp_t) __rl_releases(1, "spin") __rl_allocates(5) __rl_acquires(1, "spin", "write");
int __xa_alloc(struct xarray *, u32 *, void *, struct xa_limit, gfp_t) __rl_releases(1, "spin") __rl_allocates(5) __rl_acquires(1, "spin", "write");
int __xa_alloc_cyclic(struct xarray *, u32 *, void *, struct xa_limit, u32 *, gfp_t) __rl_releases(1, "spin") __rl_allocates(6) __rl_acquires(1, "spin", "write");
bool xas_nomem(struct xa_state *, gfp_t) __rl_allocates(2);	/* outside the lock by contract */
void xas_split_alloc(struct xa_state *, void *, unsigned int, gfp_t) __rl_allocates(4);
void *xa_load(struct xarray *, unsigned long) __rl_no_effect();	/* own lock, taken last */
void *xa_erase(struct xarray *, unsigned long) __rl_no_effect();	/* own lock, taken last */
void *xa_erase_bh(struct xarray *, unsigned long) __rl_no_effect();	/* own lock, taken last */
void *xa_erase_irq(struct xarray *, unsigned long) __rl_no_effect();	/* own lock, taken last */
void *__xa_erase(struct xarray *, unsigned long) __rl_no_effect();	/* own lock, taken last */
void *xa_find(struct xarray *, unsigned long *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
void *xa_find_after(struct xarray *, unsigned long *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
/* own lock, taken last */
unsigned int xa_extract(struct xarray *, void **, unsigned long, unsigned long, unsigned int, xa_mark_t) __rl_no_effect();
void xa_destroy(struct xarray *) __rl_no_effect();	/* own lock, taken last */
bool xa_get_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
void xa_set_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
void xa_clear_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
void __xa_set_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
void __xa_clear_mark(struct xarray *, unsigned long, xa_mark_t) __rl_no_effect();	/* own lock, taken last */
void xa_delete_node(struct xa_node *, void *) __rl_no_effect();	/* own lock, taken last */
int xa_get_order(struct xarray *, unsigned long) __rl_no_effect();	/* own lock, taken last */
void *xas_load(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void *xas_store(struct xa_state *, void *) __rl_no_effect();	/* GFP_NOWAIT inside */
void *xas_find(struct xa_state *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT inside */
void *xas_find_marked(struct xa_state *, unsigned long, xa_mark_t) __rl_no_effect();	/* GFP_NOWAIT inside */
void *xas_find_conflict(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void *__xas_prev(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void *__xas_next(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_pause(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_create_range(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_set_mark(const struct xa_state *, xa_mark_t) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_clear_mark(const struct xa_state *, xa_mark_t) __rl_no_effect();	/* GFP_NOWAIT inside */
bool xas_get_mark(const struct xa_state *, xa_mark_t) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_init_marks(const struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_destroy(struct xa_state *) __rl_no_effect();	/* GFP_NOWAIT inside */
void xas_split(struct xa_state *, void *, unsigned int) __rl_no_effect();	/* GFP_NOWAIT inside */
/* linux/idr.h */
int idr_alloc(struct idr *, void *, int, int, gfp_t) __rl_allocates(5);
int idr_alloc_cyclic(struct idr *, void *, int, int, gfp_t) __rl_allocates(5);
int idr_alloc_u32(struct idr *, void *, u32 *, unsigned long, gfp_t) __rl_allocates(5);
void idr_preload(gfp_t) __rl_allocates(1) __rl_enters("preempt");	/* idr_preload_end() ends it */
int ida_alloc_range(struct ida *, unsigned int, unsigned int, gfp_t) __rl_allocates(4);
int ida_alloc(struct ida *, gfp_t) __rl_allocates(2);
int ida_alloc_min(struct ida *, unsigned int, gfp_t) __rl_allocates(3);
int ida_alloc_max(struct ida *, unsigned int, gfp_t) __rl_allocates(3);
void *idr_find(const struct idr *, unsigned long) __rl_no_effect();
void *idr_remove(struct idr *, unsigned long) __rl_no_effect();
void *idr_replace(struct idr *, void *, unsigned long) __rl_no_effect();
void *idr_get_next(struct idr *, int *) __rl_no_effect();
void *idr_get_next_ul(struct idr *, unsigned long *) __rl_no_effect();
void idr_destroy(struct idr *) __rl_no_effect();
void ida_free(struct ida *, unsigned int) __rl_no_effect();
void ida_destroy(struct ida *) __rl_no_effect();
int idr_for_each(const struct idr *, void *, void *) __rl_calls(2, 0);
/* linux/radix-tree.h */
void **idr_get_free(struct xarray *, struct radix_tree_iter *, gfp_t, unsigned long) __rl_allocates(3);
int radix_tree_preload(gfp_t) __rl_allocates(1) __rl_enters_if("zero", "preempt");
int radix_tree_maybe_preload(gfp_t) __rl_allocates(1) __rl_enters_if("zero", "preempt");
/* the mask is in the root: nearly all are atomic or preloaded; NEEDSWORK: the others */
int radix_tree_insert(struct xarray *, unsigned long, void *) __rl_allocates_with("GFP_NOWAIT");
void *radix_tree_lookup(const struct xarray *, unsigned long) __rl_no_effect();
void **radix_tree_lookup_slot(const struct xarray *, unsigned long) __rl_no_effect();
void *radix_tree_delete(struct xarray *, unsigned long) __rl_no_effect();
void *radix_tree_delete_item(struct xarray *, unsigned long, void *) __rl_no_effect();
unsigned int radix_tree_gang_lookup(const struct xarray *, void **, unsigned long, unsigned int) __rl_no_effect();
unsigned int radix_tree_gang_lookup_tag(const struct xarray *, void **, unsigned long, unsigned int, unsigned int) __rl_no_effect();
void *radix_tree_tag_set(struct xarray *, unsigned long, unsigned int) __rl_no_effect();
void *radix_tree_tag_clear(struct xarray *, unsigned long, unsigned int) __rl_no_effect();
int radix_tree_tag_get(const struct xarray *, unsigned long, unsigned int) __rl_no_effect();
void **radix_tree_next_chunk(const struct xarray *, struct radix_tree_iter *, unsigned int) __rl_no_effect();
void radix_tree_iter_delete(struct xarray *, struct radix_tree_iter *, void **) __rl_no_effect();
/* linux/maple_tree.h */
int mas_store_gfp(struct ma_state *, void *, gfp_t) __rl_allocates(3);
int mas_preallocate(struct ma_state *, void *, gfp_t) __rl_allocates(3);
bool mas_nomem(struct ma_state *, gfp_t) __rl_allocates(2);	/* drops the tree's own lock when the mask may block */
int mas_expected_entries(struct ma_state *, unsigned long) __rl_allocates_with("GFP_KERNEL");
void *mas_store(struct ma_state *, void *) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mas_erase(struct ma_state *) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mas_find(struct ma_state *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mas_next(struct ma_state *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mas_prev(struct ma_state *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mas_walk(struct ma_state *) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mas_find_rev(struct ma_state *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
int mas_empty_area(struct ma_state *, unsigned long, unsigned long, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
int mas_empty_area_rev(struct ma_state *, unsigned long, unsigned long, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
void mas_store_prealloc(struct ma_state *, void *) __rl_no_effect();	/* GFP_NOWAIT at most */
void mas_destroy(struct ma_state *) __rl_no_effect();	/* GFP_NOWAIT at most */
void mas_pause(struct ma_state *) __rl_no_effect();	/* GFP_NOWAIT at most */
bool mas_is_err(struct ma_state *) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mt_find(struct maple_tree *, unsigned long *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mt_find_after(struct maple_tree *, unsigned long *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
void *mtree_load(struct maple_tree *, unsigned long) __rl_no_effect();	/* GFP_NOWAIT at most */
int mtree_store(struct maple_tree *, unsigned long, void *, gfp_t) __rl_allocates(4);
int mtree_insert(struct maple_tree *, unsigned long, void *, gfp_t) __rl_allocates(4);
int mtree_store_range(struct maple_tree *, unsigned long, unsigned long, void *, gfp_t) __rl_allocates(5);
int mtree_insert_range(struct maple_tree *, unsigned long, unsigned long, void *, gfp_t) __rl_allocates(5);
int mtree_alloc_range(struct maple_tree *, unsigned long *, void *, unsigned long, unsigned long, unsigned long, gfp_t) __rl_allocates(7);
int mtree_alloc_rrange(struct maple_tree *, unsigned long *, void *, unsigned long, unsigned long, unsigned long, gfp_t) __rl_allocates(7);
int mtree_alloc_cyclic(struct maple_tree *, unsigned long *, void *, unsigned long, unsigned long, unsigned long *, gfp_t) __rl_allocates(7) __rl_since("6.2");
int mas_alloc_cyclic(struct ma_state *, unsigned long *, void *, unsigned long, unsigned long, unsigned long *, gfp_t) __rl_allocates(7) __rl_since("6.2");
int mtree_dup(struct maple_tree *, struct maple_tree *, gfp_t) __rl_allocates(3) __rl_since("6.2");
int __mt_dup(struct maple_tree *, struct maple_tree *, gfp_t) __rl_allocates(3) __rl_since("6.2");
void *mtree_erase(struct maple_tree *, unsigned long) __rl_allocates_with("GFP_NOWAIT");	/* 6.1: mas_nomem(GFP_KERNEL) when that fails */
/* linux/list_lru.h */
bool list_lru_add(struct list_lru *, struct list_head *) __rl_no_effect();	/* own spin lock */
bool list_lru_del(struct list_lru *, struct list_head *) __rl_no_effect();	/* own spin lock */
void list_lru_isolate(struct list_lru_one *, struct list_head *) __rl_no_effect();	/* own spin lock */
void list_lru_isolate_move(struct list_lru_one *, struct list_head *, struct list_head *) __rl_no_effect();	/* own spin lock */
unsigned long list_lru_count_one(struct list_lru *, int, struct mem_cgroup *) __rl_no_effect();	/* own spin lock */
unsigned long list_lru_count_node(struct list_lru *, int) __rl_no_effect();	/* own spin lock */
int __list_lru_init(struct list_lru *, bool, struct lock_class_key *, struct shrinker *) __rl_allocates_with("GFP_KERNEL");
int memcg_list_lru_alloc(struct mem_cgroup *, struct list_lru *, gfp_t) __rl_allocates_with("GFP_KERNEL");
/* linux/rhashtable-types.h */
int rhashtable_init(struct rhashtable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL");
int rhltable_init(struct rhltable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL");
int rhashtable_init_noprof(struct rhashtable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
int rhltable_init_noprof(struct rhltable *, const struct rhashtable_params *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.10");
/* linux/rhashtable.h */
void *rhashtable_insert_slow(struct rhashtable *, const void *, struct rhash_head *) __rl_allocates_with("GFP_ATOMIC");
void rhashtable_free_and_destroy(struct rhashtable *, void *, void *) __rl_waits(1, "work");	/* cancels the deferred resize */
void rhashtable_destroy(struct rhashtable *) __rl_waits(1, "work");	/* cancels the deferred resize */
/* linux/kfifo.h */
int __kfifo_alloc(struct __kfifo *, unsigned int, size_t, gfp_t) __rl_allocates(4);
/* linux/sbitmap.h */
int sbitmap_init_node(struct sbitmap *, unsigned int, int, gfp_t, int, bool, bool) __rl_allocates(4);

/* ---- scatter lists, DMA ---- */
/* linux/scatterlist.h */
int sg_alloc_table(struct sg_table *, unsigned int, gfp_t) __rl_allocates(3);
int __sg_alloc_table(struct sg_table *, unsigned int, unsigned int, struct scatterlist *, unsigned int, gfp_t, void *) __rl_allocates(6);
int sg_alloc_append_table_from_pages(struct sg_append_table *, struct page **, unsigned int, unsigned int, unsigned long, unsigned int, unsigned int, gfp_t) __rl_allocates(8);
int sg_alloc_table_from_pages_segment(struct sg_table *, struct page **, unsigned int, unsigned int, unsigned long, unsigned int, gfp_t) __rl_allocates(7);
int sg_alloc_table_from_pages(struct sg_table *, struct page **, unsigned int, unsigned int, unsigned long, gfp_t) __rl_allocates(6);
struct scatterlist *sgl_alloc(unsigned long long, gfp_t, unsigned int *) __rl_allocates(2);
struct scatterlist *sgl_alloc_order(unsigned long long, unsigned int, bool, gfp_t, unsigned int *) __rl_allocates(4);
void sg_free_table(struct sg_table *) __rl_no_effect();
void sg_free_append_table(struct sg_append_table *) __rl_no_effect();
void __sg_free_table(struct sg_table *, unsigned int, unsigned int, void *, unsigned int) __rl_no_effect();
void sgl_free(struct scatterlist *) __rl_no_effect();
/* linux/dma-mapping.h */
void *dma_alloc_attrs(struct device *, size_t, dma_addr_t *, gfp_t, unsigned long) __rl_allocates(4);	/* CMA behind it migrates pages */
void *dma_alloc_coherent(struct device *, size_t, dma_addr_t *, gfp_t) __rl_allocates(4);	/* CMA behind it migrates pages */
void *dma_alloc_wc(struct device *, size_t, dma_addr_t *, gfp_t) __rl_allocates(4);	/* CMA behind it migrates pages */
void *dmam_alloc_attrs(struct device *, size_t, dma_addr_t *, gfp_t, unsigned long) __rl_allocates(4);	/* CMA behind it migrates pages */
void *dmam_alloc_coherent(struct device *, size_t, dma_addr_t *, gfp_t) __rl_allocates(4);	/* CMA behind it migrates pages */
struct page *dma_alloc_pages(struct device *, size_t, dma_addr_t *, int, gfp_t) __rl_allocates(5);
void *dma_alloc_noncoherent(struct device *, size_t, dma_addr_t *, int, gfp_t) __rl_allocates(5);
struct sg_table *dma_alloc_noncontiguous(struct device *, size_t, int, gfp_t, unsigned long) __rl_allocates(4);
/* linux/dma-map-ops.h */
struct page *dma_alloc_contiguous(struct device *, size_t, gfp_t) __rl_allocates(3);
/* linux/dma-mapping.h */
void dma_free_attrs(struct device *, size_t, void *, dma_addr_t, unsigned long) __rl_no_effect();	/* may vunmap */
void dma_free_pages(struct device *, size_t, struct page *, dma_addr_t, int) __rl_no_effect();	/* may vunmap */
void dma_free_noncontiguous(struct device *, size_t, struct sg_table *, int) __rl_no_effect();	/* may vunmap */
/* allowed in atomic context: the IOMMU side allocates GFP_ATOMIC */
dma_addr_t dma_map_page_attrs(struct device *, struct page *, size_t, size_t, int, unsigned long) __rl_no_effect();
void dma_unmap_page_attrs(struct device *, dma_addr_t, size_t, int, unsigned long) __rl_no_effect();
unsigned int dma_map_sg_attrs(struct device *, struct scatterlist *, int, int, unsigned long) __rl_no_effect();
void dma_unmap_sg_attrs(struct device *, struct scatterlist *, int, int, unsigned long) __rl_no_effect();
int dma_map_sgtable(struct device *, struct sg_table *, int, unsigned long) __rl_no_effect();
dma_addr_t dma_map_resource(struct device *, phys_addr_t, size_t, int, unsigned long) __rl_no_effect();
void dma_unmap_resource(struct device *, dma_addr_t, size_t, int, unsigned long) __rl_no_effect();
void dma_sync_single_for_cpu(struct device *, dma_addr_t, size_t, int) __rl_no_effect();
void dma_sync_single_for_device(struct device *, dma_addr_t, size_t, int) __rl_no_effect();
void dma_sync_sg_for_cpu(struct device *, struct scatterlist *, int, int) __rl_no_effect();
void dma_sync_sg_for_device(struct device *, struct scatterlist *, int, int) __rl_no_effect();
/* linux/dmapool.h */
void *dma_pool_alloc(struct dma_pool *, gfp_t, dma_addr_t *) __rl_allocates(2);
struct dma_pool *dma_pool_create(const char *, struct device *, size_t, size_t, size_t) __rl_allocates_with("GFP_KERNEL");
void dma_pool_destroy(struct dma_pool *) __rl_sleeps();
void dma_pool_free(struct dma_pool *, void *, dma_addr_t) __rl_no_effect();
/* linux/iommu.h */
int iommu_map(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int) __rl_allocates_with("GFP_KERNEL", "before 6.3");
ssize_t iommu_map_sg(struct iommu_domain *, unsigned long, struct scatterlist *, unsigned int, int) __rl_allocates_with("GFP_KERNEL", "before 6.3");
int iommu_map_atomic(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int) __rl_allocates_with("GFP_ATOMIC");
ssize_t iommu_map_sg_atomic(struct iommu_domain *, unsigned long, struct scatterlist *, unsigned int, int) __rl_allocates_with("GFP_ATOMIC");
size_t iommu_unmap(struct iommu_domain *, unsigned long, size_t) __rl_no_effect();	/* GFP_ATOMIC at most */
/* GFP_ATOMIC at most */
size_t iommu_unmap_fast(struct iommu_domain *, unsigned long, size_t, struct iommu_iotlb_gather *) __rl_no_effect();
void iommu_flush_iotlb_all(struct iommu_domain *) __rl_no_effect();	/* GFP_ATOMIC at most */
phys_addr_t iommu_iova_to_phys(struct iommu_domain *, dma_addr_t) __rl_no_effect();	/* GFP_ATOMIC at most */
/* linux/iova.h */
struct iova *alloc_iova(struct iova_domain *, unsigned long, unsigned long, bool) __rl_allocates_with("GFP_ATOMIC");
unsigned long alloc_iova_fast(struct iova_domain *, unsigned long, unsigned long, bool) __rl_allocates_with("GFP_ATOMIC");
void free_iova(struct iova_domain *, unsigned long) __rl_no_effect();
void free_iova_fast(struct iova_domain *, unsigned long, unsigned long) __rl_no_effect();
void __free_iova(struct iova_domain *, struct iova *) __rl_no_effect();
/* linux/genalloc.h */
int gen_pool_add_owner(struct gen_pool *, unsigned long, phys_addr_t, size_t, int, void *) __rl_allocates_with("GFP_KERNEL");
struct gen_pool *gen_pool_create(int, int) __rl_allocates_with("GFP_KERNEL");

/* ---- managed allocations ---- */
/* linux/device.h */
void *devm_kmalloc(struct device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *devm_kzalloc(struct device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *devm_kmalloc_array(struct device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *devm_kcalloc(struct device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *devm_krealloc(struct device *, void *, size_t, gfp_t) __rl_allocates(4);
char *devm_kstrdup(struct device *, const char *, gfp_t) __rl_allocates(3);
const char *devm_kstrdup_const(struct device *, const char *, gfp_t) __rl_allocates(3);
void *devm_kmemdup(struct device *, const void *, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
char *devm_kasprintf(struct device *, gfp_t, const char *, ...) __rl_allocates(2);
char *devm_kvasprintf(struct device *, gfp_t, const char *, void *) __rl_allocates(2);
unsigned long devm_get_free_pages(struct device *, gfp_t, unsigned int) __rl_allocates(2);
void *__devres_alloc_node(void *, size_t, gfp_t, int, const char *) __rl_allocates(3);
void *devres_open_group(struct device *, void *, gfp_t) __rl_allocates(3);
int devm_add_action(struct device *, void *, void *) __rl_allocates_with("GFP_KERNEL");
int __devm_add_action(struct device *, void *, void *, const char *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");
/* drm/drm_managed.h */
int __drmm_add_action(struct drm_device *, void *, void *, const char *) __rl_allocates_with("GFP_KERNEL");
int __drmm_add_action_or_reset(struct drm_device *, void *, void *, const char *) __rl_allocates_with("GFP_KERNEL");
/* linux/device.h */
void devm_kfree(struct device *, const void *) __rl_no_effect();
void devres_free(void *) __rl_no_effect();
void devres_add(struct device *, void *) __rl_no_effect();
/* drm/drm_managed.h */
void *drmm_kmalloc(struct drm_device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *drmm_kzalloc(struct drm_device *, size_t, gfp_t) __rl_allocates(3) __rl_returns_new();
void *drmm_kmalloc_array(struct drm_device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
void *drmm_kcalloc(struct drm_device *, size_t, size_t, gfp_t) __rl_allocates(4) __rl_returns_new();
char *drmm_kstrdup(struct drm_device *, const char *, gfp_t) __rl_allocates(3);
void drmm_kfree(struct drm_device *, void *) __rl_no_effect();

/* ---- memory by way of other subsystems: enough to stop here, the rest of their bodies is not ours ---- */
/* linux/skbuff.h */
struct sk_buff *__alloc_skb(unsigned int, gfp_t, int, int) __rl_allocates(2);
struct sk_buff *__netdev_alloc_skb(struct net_device *, unsigned int, gfp_t) __rl_allocates(3);
struct sk_buff *__napi_alloc_skb(struct napi_struct *, unsigned int, gfp_t) __rl_allocates(3);
struct sk_buff *skb_clone(struct sk_buff *, gfp_t) __rl_allocates(2);
struct sk_buff *skb_copy(const struct sk_buff *, gfp_t) __rl_allocates(2);
struct sk_buff *alloc_skb(unsigned int, gfp_t) __rl_allocates(2);
struct sk_buff *napi_alloc_skb(struct napi_struct *, unsigned int) __rl_allocates_with("GFP_ATOMIC");
int pskb_expand_head(struct sk_buff *, int, int, gfp_t) __rl_allocates(4);
void kfree_skb_reason(struct sk_buff *, int) __rl_final_put();	/* destructor of the skb */
void consume_skb(struct sk_buff *) __rl_final_put();	/* destructor of the skb */
void __kfree_skb(struct sk_buff *) __rl_final_put();	/* destructor of the skb */
void kfree_skb_list_reason(struct sk_buff *, int) __rl_final_put();	/* destructor of the skb */
/* linux/workqueue.h */
struct workqueue_struct *alloc_workqueue(const char *, unsigned int, int, ...) __rl_allocates_with("GFP_KERNEL") __rl_makes_queue(2, "WQ_MEM_RECLAIM", "__WQ_LEGACY");
struct workqueue_struct *alloc_workqueue_lockdep_map(const char *, unsigned int, int, struct lockdep_map *, ...) __rl_allocates_with("GFP_KERNEL") __rl_makes_queue(2, "WQ_MEM_RECLAIM", "__WQ_LEGACY") __rl_since("6.2");
/* linux/kthread.h */
/* waits for kthreadd, which allocates for it */
struct task_struct *kthread_create_on_node(void *, void *, int, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_sleeps() __rl_defers(1, "work");
struct task_struct *kthread_create_on_cpu(void *, void *, unsigned int, const char *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps() __rl_defers(1, "work");
struct kthread_worker *kthread_create_worker(unsigned int, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct kthread_worker *kthread_create_worker_on_cpu(int, unsigned int, const char *, ...) __rl_allocates_with("GFP_KERNEL");
/* linux/interrupt.h */
int request_threaded_irq(unsigned int, void *, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(2, "atomic") __rl_defers(3, "work");
int devm_request_threaded_irq(struct device *, unsigned int, void *, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(3, "atomic") __rl_defers(4, "work");
/* inlines around these: by name, so that the handler is seen */
int request_irq(unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(2, "atomic");
int devm_request_irq(struct device *, unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(3, "atomic");
int request_any_context_irq(unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL");	/* the handler may run in a thread, and knows it */
int __request_percpu_irq(unsigned int, void *, unsigned long, const char *, void *) __rl_allocates_with("GFP_KERNEL") __rl_defers(2, "atomic");
/* linux/device.h */
int device_add(struct device *) __rl_allocates_with("GFP_KERNEL");	/* sysfs, uevent, probe of a driver */
int device_register(struct device *) __rl_allocates_with("GFP_KERNEL");	/* sysfs, uevent, probe of a driver */
/* sysfs, uevent, probe of a driver */
struct device *device_create(struct class *, struct device *, dev_t, void *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct device *device_create_with_groups(struct class *, struct device *, dev_t, void *, const struct attribute_group **, const char *, ...) __rl_allocates_with("GFP_KERNEL");
void device_initialize(struct device *) __rl_allocates_with("GFP_KERNEL");	/* sysfs, uevent, probe of a driver */
void device_del(struct device *) __rl_allocates_with("GFP_KERNEL");	/* uevent; waits for sysfs readers */
void device_unregister(struct device *) __rl_allocates_with("GFP_KERNEL");	/* uevent; waits for sysfs readers */
void device_destroy(struct class *, dev_t) __rl_allocates_with("GFP_KERNEL");	/* uevent; waits for sysfs readers */
struct device_link *device_link_add(struct device *, struct device *, u32) __rl_allocates_with("GFP_KERNEL");
int class_register(const struct class *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.4");	/* sysfs; a macro before */
struct class *class_create(const char *) __rl_allocates_with("GFP_KERNEL") __rl_since("6.4");
/* linux/i2c.h */
int i2c_add_adapter(struct i2c_adapter *) __rl_allocates_with("GFP_KERNEL");	/* sysfs, uevent, probe of a driver */
/* linux/pci.h */
int pci_alloc_irq_vectors(struct pci_dev *, unsigned int, unsigned int, unsigned int) __rl_allocates_with("GFP_KERNEL");
int pci_alloc_irq_vectors_affinity(struct pci_dev *, unsigned int, unsigned int, unsigned int, struct irq_affinity *) __rl_allocates_with("GFP_KERNEL");
int pci_enable_msix_range(struct pci_dev *, struct msix_entry *, int, int) __rl_allocates_with("GFP_KERNEL");
/* linux/devcoredump.h */
void dev_coredumpv(struct device *, void *, size_t, gfp_t) __rl_allocates(4);
void dev_coredumpm(struct device *, struct module *, void *, size_t, gfp_t, void *, void *) __rl_allocates(5);
void dev_coredumpm_timeout(struct device *, struct module *, void *, size_t, gfp_t, void *, void *, unsigned long) __rl_allocates(5) __rl_since("6.11");
void dev_coredumpsg(struct device *, struct scatterlist *, size_t, gfp_t) __rl_allocates(4);
/* linux/ref_tracker.h */
int ref_tracker_alloc(struct ref_tracker_dir *, struct ref_tracker **, gfp_t) __rl_allocates(3);
/* linux/stackdepot.h */
depot_stack_handle_t stack_depot_save(unsigned long *, unsigned int, gfp_t) __rl_allocates(3);
depot_stack_handle_t stack_depot_save_flags(unsigned long *, unsigned int, gfp_t, u32) __rl_allocates(3) __rl_since("6.2");
/* linux/platform_device.h */
struct platform_device *platform_device_register_full(const struct platform_device_info *) __rl_allocates_with("GFP_KERNEL");
int platform_device_add(struct platform_device *) __rl_allocates_with("GFP_KERNEL");
/* linux/kobject.h */
int kobject_init_and_add(struct kobject *, const struct kobj_type *, struct kobject *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
int kobject_add(struct kobject *, struct kobject *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
struct kobject *kobject_create_and_add(const char *, struct kobject *) __rl_allocates_with("GFP_KERNEL");
struct kset *kset_create_and_add(const char *, const struct kset_uevent_ops *, struct kobject *) __rl_allocates_with("GFP_KERNEL");
int kobject_set_name(struct kobject *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
int kobject_set_name_vargs(struct kobject *, const char *, void *) __rl_allocates_with("GFP_KERNEL");
/* linux/device.h */
int dev_set_name(struct device *, const char *, ...) __rl_allocates_with("GFP_KERNEL");
/* linux/kobject.h */
void kobject_del(struct kobject *) __rl_sleeps();	/* sysfs removal waits for readers */
/* linux/sysfs.h */
int sysfs_create_file_ns(struct kobject *, const struct attribute *, const void *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_create_files(struct kobject *, const struct attribute * *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_create_group(struct kobject *, const struct attribute_group *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_create_groups(struct kobject *, const struct attribute_group **) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_create_link(struct kobject *, struct kobject *, const char *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_create_dir_ns(struct kobject *, const void *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_create_bin_file(struct kobject *, const struct bin_attribute *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_update_group(struct kobject *, const struct attribute_group *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int sysfs_merge_group(struct kobject *, const struct attribute_group *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
/* linux/device.h */
int device_create_file(struct device *, const struct device_attribute *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
int device_create_bin_file(struct device *, const struct bin_attribute *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
/* linux/cdev.h */
int cdev_device_add(struct cdev *, struct device *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
/* linux/miscdevice.h */
int misc_register(struct miscdevice *) __rl_allocates_with("GFP_KERNEL");	/* kernfs nodes */
/* linux/sysfs.h */
/* waits for running readers (kernfs drain) */
void sysfs_remove_file_ns(struct kobject *, const struct attribute *, const void *) __rl_sleeps();
void sysfs_remove_files(struct kobject *, const struct attribute * *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
void sysfs_remove_group(struct kobject *, const struct attribute_group *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
void sysfs_remove_groups(struct kobject *, const struct attribute_group **) __rl_sleeps();	/* waits for running readers (kernfs drain) */
void sysfs_remove_link(struct kobject *, const char *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
void sysfs_remove_dir(struct kobject *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
void sysfs_remove_bin_file(struct kobject *, const struct bin_attribute *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
/* linux/device.h */
void device_remove_file(struct device *, const struct device_attribute *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
void device_remove_bin_file(struct device *, const struct bin_attribute *) __rl_sleeps();	/* waits for running readers (kernfs drain) */
/* linux/debugfs.h */
/* inode, dentry */
struct dentry *debugfs_create_file(const char *, umode_t, struct dentry *, void *, const struct file_operations *) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_file_unsafe(const char *, umode_t, struct dentry *, void *, const struct file_operations *) __rl_allocates_with("GFP_KERNEL");
struct dentry *debugfs_create_dir(const char *, struct dentry *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
struct dentry *debugfs_create_symlink(const char *, struct dentry *, const char *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_u8(const char *, umode_t, struct dentry *, u8 *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_u16(const char *, umode_t, struct dentry *, u16 *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_u32(const char *, umode_t, struct dentry *, u32 *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_u64(const char *, umode_t, struct dentry *, u64 *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_x32(const char *, umode_t, struct dentry *, u32 *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_x64(const char *, umode_t, struct dentry *, u64 *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_bool(const char *, umode_t, struct dentry *, bool *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_str(const char *, umode_t, struct dentry *, char **) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_atomic_t(const char *, umode_t, struct dentry *, atomic_t *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_size_t(const char *, umode_t, struct dentry *, size_t *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
void debugfs_create_ulong(const char *, umode_t, struct dentry *, unsigned long *) __rl_allocates_with("GFP_KERNEL");	/* inode, dentry */
struct dentry *debugfs_create_blob(const char *, umode_t, struct dentry *, struct debugfs_blob_wrapper *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_regset32(const char *, umode_t, struct dentry *, struct debugfs_regset32 *) __rl_allocates_with("GFP_KERNEL");
void debugfs_create_devm_seqfile(struct device *, const char *, struct dentry *, void *) __rl_allocates_with("GFP_KERNEL");
void debugfs_remove(struct dentry *) __rl_sleeps();	/* waits for open files' operations */
void debugfs_lookup_and_remove(const char *, struct dentry *) __rl_sleeps();	/* waits for open files' operations */
/* linux/proc_fs.h */
struct proc_dir_entry *proc_create(const char *, umode_t, struct proc_dir_entry *, const struct proc_ops *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_create_data(const char *, umode_t, struct proc_dir_entry *, const struct proc_ops *, void *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_mkdir(const char *, struct proc_dir_entry *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_create_single_data(const char *, umode_t, struct proc_dir_entry *, void *, void *) __rl_allocates_with("GFP_KERNEL");
struct proc_dir_entry *proc_create_seq_private(const char *, umode_t, struct proc_dir_entry *, const struct seq_operations *, unsigned int, void *) __rl_allocates_with("GFP_KERNEL");
/* linux/seq_file.h */
int seq_open(struct file *, const struct seq_operations *) __rl_allocates_with("GFP_KERNEL");
int single_open(struct file *, void *, void *) __rl_allocates_with("GFP_KERNEL");
void *__seq_open_private(struct file *, const struct seq_operations *, int) __rl_allocates_with("GFP_KERNEL");
/* linux/proc_fs.h */
void remove_proc_entry(const char *, struct proc_dir_entry *) __rl_sleeps();
void proc_remove(struct proc_dir_entry *) __rl_sleeps();
/* linux/firmware.h */
/* reads a file */
int request_firmware(const struct firmware **, const char *, struct device *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int request_firmware_direct(const struct firmware **, const char *, struct device *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int firmware_request_nowarn(const struct firmware **, const char *, struct device *) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int request_firmware_into_buf(const struct firmware **, const char *, struct device *, void *, size_t) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int request_firmware_nowait(struct module *, bool, const char *, struct device *, gfp_t, void *, void *) __rl_allocates(5);
/* linux/kmod.h */
int __request_module(bool, const char *, ...) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();	/* runs a user-space helper */
/* linux/umh.h */
int call_usermodehelper(const char *, char **, char **, int) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
int call_usermodehelper_exec(struct subprocess_info *, int) __rl_allocates_with("GFP_KERNEL") __rl_sleeps();
/* linux/kobject.h */
int kobject_uevent(struct kobject *, int) __rl_allocates_with("GFP_KERNEL");
int kobject_uevent_env(struct kobject *, int, char **) __rl_allocates_with("GFP_KERNEL");
/* linux/anon_inodes.h */
struct file *anon_inode_getfile(const char *, const struct file_operations *, void *, int) __rl_allocates_with("GFP_KERNEL");
int anon_inode_getfd(const char *, const struct file_operations *, void *, int) __rl_allocates_with("GFP_KERNEL");
/* linux/file.h */
struct file *alloc_file_pseudo(struct inode *, struct vfsmount *, const char *, int, const struct file_operations *) __rl_allocates_with("GFP_KERNEL");
/* linux/fs.h */
struct inode *alloc_anon_inode(struct super_block *) __rl_allocates_with("GFP_KERNEL");
struct inode *new_inode(struct super_block *) __rl_allocates_with("GFP_KERNEL");
/* linux/shmem_fs.h */
struct file *shmem_file_setup(const char *, loff_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct file *shmem_file_setup_with_mnt(struct vfsmount *, const char *, loff_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
struct file *shmem_kernel_file_setup(const char *, loff_t, unsigned long) __rl_allocates_with("GFP_KERNEL");
/* linux/dma-buf.h */
struct dma_buf *dma_buf_export(const struct dma_buf_export_info *) __rl_allocates_with("GFP_KERNEL");
/* linux/sync_file.h */
struct sync_file *sync_file_create(struct dma_fence *) __rl_allocates_with("GFP_KERNEL");
/* linux/file.h */
int get_unused_fd_flags(unsigned int) __rl_allocates_with("GFP_KERNEL");
/* linux/fs.h */
struct file *filp_open(const char *, int, umode_t) __rl_allocates_with("GFP_KERNEL");
/* linux/shmem_fs.h */
/* may wait for the folio's lock and for swap I/O */
struct page *shmem_read_mapping_page_gfp(struct address_space *, unsigned long, gfp_t) __rl_allocates(3) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
struct folio *shmem_read_folio_gfp(struct address_space *, unsigned long, gfp_t) __rl_allocates(3) RL_FOLIO_LOCK RL_FOLIO_UNLOCK __rl_since("6.2");
/* mapping_gfp_mask(), which shmem leaves at its default */
struct page *shmem_read_mapping_page(struct address_space *, unsigned long) __rl_allocates_with("GFP_HIGHUSER") RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
/* linux/pagemap.h */
/* its filler reads from disk */
struct page *read_cache_page_gfp(struct address_space *, unsigned long, gfp_t) __rl_allocates(3) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
/* by name: else they have the flags of the next one */
struct page *find_get_page(struct address_space *, unsigned long) __rl_no_effect();
struct page *find_get_incore_page(struct address_space *, unsigned long) __rl_no_effect();	/* mm/swap.h */
/* FGP_LOCK keeps it; FGP_CREAT allocates */
struct page *pagecache_get_page(struct address_space *, unsigned long, int, gfp_t) __rl_allocates(4) RL_FOLIO_LOCK RL_FOLIO_UNLOCK;
int filemap_add_folio(struct address_space *, struct folio *, unsigned long, gfp_t) __rl_allocates(4);
int __filemap_add_folio(struct address_space *, struct folio *, unsigned long, gfp_t, void **) __rl_allocates(4);
int add_to_page_cache_lru(struct page *, struct address_space *, unsigned long, gfp_t) __rl_allocates(4);

#endif
