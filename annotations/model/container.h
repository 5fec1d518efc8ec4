/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Types.  A lock type says its kind.  A container, or the inside of a lock, has
 * no class of its own: a lock in it is named after the field of the innermost
 * struct that is neither.  (The lock of "struct foo.idr.idr_rt.xa_lock" is
 * "struct foo.idr".)  Only the first field is written down, to have one.
 */
#ifndef RECLINT_MODEL_CONTAINER_H
#define RECLINT_MODEL_CONTAINER_H

#include "base.h"

struct __kfifo; struct atomic_notifier_head; struct bio_set; struct blocking_notifier_head; struct completion;
struct drm_modeset_lock; struct gen_pool; struct hlist_bl_head; struct ida; struct idr; struct iova_domain;
struct klist; struct list_lru; struct list_lru_node; struct lockdep_map; struct lockref; struct maple_tree;
struct mempool_s; struct mutex; struct percpu_counter; struct percpu_ref; struct percpu_rw_semaphore; struct ptr_ring;
struct ratelimit_state; struct raw_spinlock; struct rcu_sync; struct rhashtable; struct rhltable; struct rt_mutex;
struct rt_mutex_base; struct rw_semaphore; struct sbitmap_queue; struct semaphore; struct seqcount;
struct seqcount_mutex; struct seqcount_raw_spinlock; struct seqcount_rwlock; struct seqcount_spinlock; struct sk_buff;
struct sk_buff_head; struct spinlock; struct srcu_notifier_head; struct srcu_struct; struct swait_queue_head;
struct that; struct wait_queue_head; struct ww_mutex; struct xarray;

/* ---- locks ---- */
struct lockdep_map { const char *name; } __rl_container;		/* lockdep_types.h: &l->dep_map is l */
struct raw_spinlock { int raw_lock; } __rl_lock("spin");		/* spinlock_types_raw.h */
struct spinlock { struct raw_spinlock rlock; } __rl_lock("spin");	/* spinlock_types.h */
typedef struct raw_spinlock raw_spinlock_t;
typedef struct spinlock spinlock_t;
typedef struct { int raw_lock; } __rl_lock("rwlock") rwlock_t;	/* rwlock_types.h: has no tag */
struct mutex { long owner; } __rl_lock("mutex");			/* mutex.h */
struct rw_semaphore { long count; } __rl_lock("rwsem");		/* rwsem.h */
struct ww_mutex { struct mutex base; } __rl_lock("ww");		/* ww_mutex.h */
struct rt_mutex_base { struct raw_spinlock wait_lock; } __rl_lock("rtmutex");	/* rtmutex.h */
struct rt_mutex { struct rt_mutex_base rtmutex; } __rl_lock("rtmutex");
struct percpu_rw_semaphore { int *read_count; } __rl_lock("percpu_rwsem");	/* percpu-rwsem.h */
struct semaphore { struct raw_spinlock lock; } __rl_lock("semaphore");	/* semaphore.h */
struct seqcount { unsigned int sequence; } __rl_lock("seqcount");	/* seqlock.h */
typedef struct seqcount seqcount_t;
struct seqcount_spinlock { seqcount_t seqcount; } __rl_lock("seqcount");
struct seqcount_raw_spinlock { seqcount_t seqcount; } __rl_lock("seqcount");
struct seqcount_mutex { seqcount_t seqcount; } __rl_lock("seqcount");
struct seqcount_rwlock { seqcount_t seqcount; } __rl_lock("seqcount");
typedef struct { struct seqcount_spinlock seqcount; } __rl_lock("spin") seqlock_t;
struct srcu_struct { unsigned int srcu_idx; } __rl_lock("srcu");	/* srcutree.h */
struct hlist_bl_head { void *first; } __rl_lock("bit");		/* list_bl.h: bit 0 of the pointer */
typedef struct { struct lockdep_map dep_map; } __rl_container local_lock_t;	/* local_lock_internal.h: preempt_disable() */
struct drm_modeset_lock { struct ww_mutex mutex; } __rl_container;	/* drm_modeset_lock.h */
struct lockref { struct { spinlock_t lock; }; } __rl_container;	/* lockref.h */
typedef struct { spinlock_t slock; } __rl_lock("socket") socket_lock_t;	/* net/sock.h */

/* ---- containers ---- */
struct xarray { spinlock_t xa_lock; } __rl_container;			/* xarray.h; radix_tree_root is a macro for it */
struct idr { struct xarray idr_rt; } __rl_container;			/* idr.h */
struct ida { struct xarray xa; } __rl_container;
struct maple_tree { union { spinlock_t ma_lock; }; } __rl_container;	/* maple_tree.h */
struct list_lru { struct list_lru_node *node; } __rl_container;	/* list_lru.h */
struct list_lru_node { spinlock_t lock; } __rl_container;
struct rhashtable { struct mutex mutex; } __rl_container;		/* rhashtable-types.h */
struct rhltable { struct rhashtable ht; } __rl_container;
struct wait_queue_head { spinlock_t lock; } __rl_container;		/* wait.h */
struct swait_queue_head { raw_spinlock_t lock; } __rl_container;	/* swait.h */
struct completion { unsigned int done; } __rl_container;		/* completion.h */
struct percpu_counter { raw_spinlock_t lock; } __rl_container;	/* percpu_counter.h */
struct percpu_ref { unsigned long percpu_count_ptr; } __rl_container;	/* percpu-refcount.h */
struct __kfifo { unsigned int in; } __rl_container;			/* kfifo.h; its lock is the caller's */
struct klist { spinlock_t k_lock; } __rl_container;			/* klist.h */
struct mempool_s { spinlock_t lock; } __rl_container;			/* mempool.h */
struct bio_set { unsigned int front_pad; } __rl_container;		/* bio.h */
struct sk_buff_head { struct sk_buff *next; } __rl_container;		/* skbuff.h */
struct ptr_ring { int producer; } __rl_container;			/* ptr_ring.h */
struct gen_pool { spinlock_t lock; } __rl_container;			/* genalloc.h */
struct sbitmap_queue { unsigned int wake_batch; } __rl_container;	/* sbitmap.h */
struct ratelimit_state { raw_spinlock_t lock; } __rl_container;	/* ratelimit_types.h */
struct atomic_notifier_head { spinlock_t lock; } __rl_container;	/* notifier.h */
struct blocking_notifier_head { struct rw_semaphore rwsem; } __rl_container;
struct srcu_notifier_head { struct mutex mutex; } __rl_container;
struct rcu_sync { int gp_state; } __rl_container;			/* rcu_sync.h */
struct iova_domain { spinlock_t iova_rbtree_lock; } __rl_container;	/* iova.h */

#endif
