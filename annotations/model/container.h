/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Types.  A lock type says its kind.  A container, or the inside of a lock, has
 * no class of its own: a lock in it is named after the field of the innermost
 * struct that is neither.  (The lock of "struct foo.idr.idr_rt.xa_lock" is
 * "struct foo.idr".)  What is in a type does not matter here: "body" stands for it.
 */
#ifndef RECLINT_MODEL_CONTAINER_H
#define RECLINT_MODEL_CONTAINER_H

#include "base.h"

/* ---- locks ---- */

/* drm/drm_modeset_lock.h: its ww_mutex is the lock */
struct drm_modeset_lock { char body; } __rl_container;

/* linux: a lock of that kind */
struct hlist_bl_head { char body; } __rl_lock("bit");	/* list_bl.h: bit 0 of the pointer */
struct mutex { char body; } __rl_lock("mutex");	/* mutex.h */
struct percpu_rw_semaphore { char body; } __rl_lock("percpu_rwsem");	/* percpu-rwsem.h */
struct raw_spinlock { char body; } __rl_lock("spin");	/* spinlock_types_raw.h */
struct rt_mutex { char body; } __rl_lock("rtmutex");	/* rtmutex.h */
struct rt_mutex_base { char body; } __rl_lock("rtmutex");	/* rtmutex.h */
struct rw_semaphore { char body; } __rl_lock("rwsem");	/* rwsem.h */
typedef struct { char body; } __rl_lock("rwlock") rwlock_t;	/* rwlock_types.h: has no tag */
struct semaphore { char body; } __rl_lock("semaphore");	/* semaphore.h */
struct seqcount { char body; } __rl_lock("seqcount");	/* seqlock.h */
struct seqcount_mutex { char body; } __rl_lock("seqcount");	/* seqlock.h */
struct seqcount_raw_spinlock { char body; } __rl_lock("seqcount");	/* seqlock.h */
struct seqcount_rwlock { char body; } __rl_lock("seqcount");	/* seqlock.h */
struct seqcount_spinlock { char body; } __rl_lock("seqcount");	/* seqlock.h */
typedef struct { char body; } __rl_lock("spin") seqlock_t;	/* seqlock.h: counter and spin lock in one */
struct spinlock { char body; } __rl_lock("spin");	/* spinlock_types.h */
struct srcu_struct { char body; } __rl_lock("srcu");	/* srcutree.h */
struct ww_mutex { char body; } __rl_lock("ww");	/* ww_mutex.h */

/* linux: no class of its own, named after the field it lies in */
typedef struct { char body; } __rl_container local_lock_t;	/* local_lock_internal.h: preempt_disable() */
struct lockdep_map { char body; } __rl_container;	/* lockdep_types.h: &l->dep_map is l */
struct lockref { char body; } __rl_container;	/* lockref.h */

/* net/sock.h: an owner flag, a spin lock and a wait queue: lock_sock() */
typedef struct { char body; } __rl_lock("socket") socket_lock_t;

/* ---- containers ---- */

/* linux: no class of its own, named after the field it lies in */
struct __kfifo { char body; } __rl_container;	/* kfifo.h; its lock is the caller's */
struct atomic_notifier_head { char body; } __rl_container;	/* notifier.h */
struct bio_set { char body; } __rl_container;	/* bio.h */
struct blocking_notifier_head { char body; } __rl_container;	/* notifier.h */
struct completion { char body; } __rl_container;	/* completion.h */
struct gen_pool { char body; } __rl_container;	/* genalloc.h */
struct ida { char body; } __rl_container;	/* idr.h */
struct idr { char body; } __rl_container;	/* idr.h */
struct iova_domain { char body; } __rl_container;	/* iova.h */
struct klist { char body; } __rl_container;	/* klist.h */
struct list_lru { char body; } __rl_container;	/* list_lru.h */
struct list_lru_node { char body; } __rl_container;	/* list_lru.h */
struct maple_tree { char body; } __rl_container;	/* maple_tree.h */
struct mempool_s { char body; } __rl_container;	/* mempool.h */
struct percpu_counter { char body; } __rl_container;	/* percpu_counter.h */
struct percpu_ref { char body; } __rl_container;	/* percpu-refcount.h */
struct ptr_ring { char body; } __rl_container;	/* ptr_ring.h */
struct ratelimit_state { char body; } __rl_container;	/* ratelimit_types.h */
struct rcu_sync { char body; } __rl_container;	/* rcu_sync.h */
struct rhashtable { char body; } __rl_container;	/* rhashtable-types.h */
struct rhltable { char body; } __rl_container;	/* rhashtable-types.h */
struct sbitmap_queue { char body; } __rl_container;	/* sbitmap.h */
struct sk_buff_head { char body; } __rl_container;	/* skbuff.h */
struct srcu_notifier_head { char body; } __rl_container;	/* notifier.h */
struct swait_queue_head { char body; } __rl_container;	/* swait.h */
struct wait_queue_head { char body; } __rl_container;	/* wait.h */
struct xarray { char body; } __rl_container;	/* xarray.h; radix_tree_root is a macro for it */

#endif
