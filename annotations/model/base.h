/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the declarations of the model are made of: the scalar types they use,
 * and forward declarations.  No kernel header is included anywhere: a name of
 * the model is matched by text, a parameter by its number.
 */
#ifndef RECLINT_MODEL_BASE_H
#define RECLINT_MODEL_BASE_H

#include "vocabulary.h"

#ifndef __bool_true_false_are_defined
# define bool _Bool
#endif

typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef long long s64;
typedef unsigned int gfp_t, slab_flags_t, fmode_t, umode_t, blk_opf_t, vm_fault_t, dev_t, xa_mark_t, __wsum, iov_iter_extraction_t, depot_stack_handle_t;
typedef int clockid_t, pci_power_t;
typedef unsigned long pgprot_t, pgd_t, p4d_t, pud_t, pmd_t, pte_t, swp_entry_t, vm_flags_t;
typedef u64 dma_addr_t, phys_addr_t, resource_size_t, pfn_t;
typedef s64 ktime_t;
typedef struct { int counter; } atomic_t;
typedef struct { long counter; } atomic64_t;
typedef atomic64_t atomic_long_t;
typedef struct raw_spinlock raw_spinlock_t;
typedef struct refcount_struct refcount_t;
typedef struct seqcount seqcount_t;
typedef struct spinlock spinlock_t;
typedef struct { unsigned long bits; } nodemask_t;

struct __kfifo; struct _ddebug; struct address_space; struct anon_vma; struct atomic_notifier_head; struct attribute;
struct attribute_group; struct bin_attribute; struct bio; struct bio_set; struct bio_vec; struct block_device;
struct blocking_notifier_head; struct buffer_head; struct bus_type; struct callback_head; struct cdev; struct cgroup;
struct cgroup_subsys_state; struct class; struct clk; struct cma; struct completion; struct cpumask; struct cred;
struct debugfs_blob_wrapper; struct debugfs_regset32; struct delayed_work; struct dentry; struct dev_pagemap;
struct dev_pagemap_ops; struct dev_printk_info; struct device; struct device_attribute; struct device_link;
struct device_node; struct dma_buf; struct dma_buf_attach_ops; struct dma_buf_export_info; struct dma_buf_ops;
struct dma_fence; struct dma_fence_array; struct dma_fence_cb; struct dma_fence_ops; struct dma_pool; struct dma_resv;
struct drm_connector_list_iter; struct drm_device; struct drm_gem_object; struct drm_mode_object;
struct drm_modeset_lock; struct drm_printer; struct drm_sched_backend_ops; struct drm_sched_entity;
struct drm_sched_job; struct drm_syncobj; struct dst_entry; struct fault_attr; struct file; struct file_operations;
struct file_system_type; struct files_struct; struct firmware; struct folio; struct folio_batch;
struct follow_pfnmap_args; struct frame_vector; struct fs_context; struct fwnode_handle; struct gen_pool;
struct gendisk; struct hlist_bl_head; struct hmm_range; struct hrtimer; struct i2c_adapter; struct i2c_msg;
struct i915_subtest; struct ib_device; struct ida; struct idr; struct inode; struct iommu_device; struct iommu_domain;
struct iommu_group; struct iommu_iotlb_gather; struct iov_iter; struct iova; struct iova_bitmap; struct iova_domain;
struct iovec; struct irq_affinity; struct irq_work; struct key; struct klist; struct kmem_cache;
struct kmem_cache_args; struct kobj_type; struct kobject; struct kref; struct kset; struct kset_uevent_ops;
struct kthread_delayed_work; struct kthread_work; struct kthread_worker; struct kunit; struct kunit_case; struct kvec;
struct list_head; struct list_lru; struct list_lru_node; struct list_lru_one; struct lock_class_key;
struct lockdep_map; struct lockref; struct ma_state; struct maple_tree; struct mem_cgroup; struct mempolicy;
struct mempool_s; struct migrate_vma; struct miscdevice; struct mm_struct; struct mmu_interval_notifier;
struct mmu_interval_notifier_ops; struct mmu_notifier; struct mmu_notifier_ops; struct mmu_notifier_range;
struct module; struct msix_entry; struct mutex; struct napi_struct; struct net_device; struct notifier_block;
struct page; struct page_frag_cache; struct path; struct pci_dev; struct percpu_counter; struct percpu_ref;
struct percpu_rw_semaphore; struct pglist_data; struct pid; struct pin_cookie; struct platform_device;
struct platform_device_info; struct proc_dir_entry; struct proc_ops; struct pt_regs; struct ptdesc; struct ptr_ring;
struct radix_tree_iter; struct ratelimit_state; struct raw_spinlock; struct rcu_sync; struct rcu_synchronize;
struct rcu_work; struct rcuwait; struct ref_tracker; struct ref_tracker_dir; struct regulator; struct request_queue;
struct reset_control; struct resource; struct rhash_head; struct rhashtable; struct rhashtable_params;
struct rhltable; struct rnd_state; struct rt_mutex; struct rt_mutex_base; struct rw_semaphore; struct sb_writers;
struct sbitmap; struct sbitmap_queue; struct scatterlist; struct semaphore; struct seq_file; struct seq_operations;
struct seqcount; struct seqcount_mutex; struct seqcount_raw_spinlock; struct seqcount_rwlock;
struct seqcount_spinlock; struct sg_append_table; struct sg_table; struct shrink_control; struct shrinker;
struct sk_buff; struct sk_buff_head; struct sock; struct spinlock; struct srcu_notifier_head; struct srcu_struct;
struct static_key; struct subprocess_info; struct super_block; struct swait_queue; struct swait_queue_head;
struct sync_file; struct task_struct; struct tasklet_struct; struct timer_list; struct timespec64;
struct tracepoint_func; struct ttm_buffer_object; struct usb_device; struct usb_interface; struct user_namespace;
struct va_format; struct vfsmount; struct vm_area_struct; struct vm_fault; struct vm_operations_struct;
struct vm_struct; struct vma_iterator; struct vma_lock; struct wait_bit_queue_entry; struct wait_queue_entry;
struct wait_queue_head; struct wake_q_head; struct work_struct; struct workqueue_struct; struct ww_acquire_ctx;
struct ww_class; struct ww_mutex; struct xa_limit; struct xa_node; struct xa_state; struct xarray; struct zap_details;

/* Passed by value. */
struct xa_limit { u32 max, min; };

/* Locks that a function takes and whose object is no parameter of it. */
#define RL_FOLIO_LOCK		__rl_acquires("struct folio.flags", "folio", "write")
#define RL_FOLIO_UNLOCK		__rl_releases("struct folio.flags", "folio")
#define RL_I_MMAP_READ		__rl_acquires("struct address_space.i_mmap_rwsem", "rwsem", "read")
#define RL_I_MMAP_UNLOCK	__rl_releases("struct address_space.i_mmap_rwsem", "rwsem")

/* A grace period of parameter 1. */
#define RL_SRCU_SYNC		__rl_acquires(1, "srcu", "write") __rl_releases(1, "srcu")

#endif
