/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * DMA fences, reservation objects, the DRM scheduler.  Waiting is legal under
 * dma_resv, in shrinkers and in blockable invalidations; what must not reclaim
 * is the way to dma_fence_signal().
 */
#ifndef RECLINT_MODEL_FENCE_H
#define RECLINT_MODEL_FENCE_H

#include "base.h"
#include "container.h"

/* ---- waiting, signalling ---- */

/* linux/dma-fence-array.h: GFP_KERNEL: a fence, a list of them */
struct dma_fence_array *dma_fence_array_alloc(int) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");
struct dma_fence_array *dma_fence_array_create(int, struct dma_fence **, u64, unsigned int, bool) __rl_allocates_with("GFP_KERNEL");

/* linux/dma-fence.h */
void __dma_fence_might_wait(void) __rl_no_effect();	/* lockdep's own map */
int dma_fence_add_callback(struct dma_fence *, struct dma_fence_cb *, void *) __rl_stores(3, 2, "dma_fence_cb.func");	/* may call enable_signaling */
struct dma_fence *dma_fence_allocate_private_stub(ktime_t) __rl_allocates_with("GFP_KERNEL");	/* GFP_KERNEL: a fence, a list of them */
void dma_fence_init(struct dma_fence *, const struct dma_fence_ops *, spinlock_t *, u64, u64) __rl_event("fence_init");	/* the path rules' beginning of a fence */
bool dma_fence_is_signaled_locked(struct dma_fence *) __rl_signals(1, "polled fence");	/* by which interrupts signal, where the driver has ops->signaled */
long dma_fence_wait(struct dma_fence *, bool) __rl_waits(1, "fence");	/* until it is signalled */
long dma_fence_wait_any_timeout(struct dma_fence **, u32, bool, long, u32 *) __rl_waits_if(1, "fence", 4, "!=", 0) __rl_allocates_with("GFP_KERNEL");	/* until one of them is signalled; GFP_KERNEL: the callbacks */

/* linux/dma-fence.h: a timeout of 0 only looks */
long dma_fence_default_wait(struct dma_fence *, bool, long) __rl_waits_if(1, "fence", 3, "!=", 0);
long dma_fence_wait_timeout(struct dma_fence *, bool, long) __rl_waits_if(1, "fence", 3, "!=", 0);

/* linux/dma-fence.h: ends the wait, under the fence's spin lock */
int dma_fence_signal(struct dma_fence *) __rl_signals(1, "fence");
int dma_fence_signal_locked(struct dma_fence *) __rl_signals(1, "fence");
int dma_fence_signal_timestamp(struct dma_fence *, ktime_t) __rl_signals(1, "fence");
int dma_fence_signal_timestamp_locked(struct dma_fence *, ktime_t) __rl_signals(1, "fence");

/* linux/dma-fence.h: frees, by RCU; ->release is atomic by contract and judged as an entry */
void dma_fence_free(struct dma_fence *) __rl_no_effect() __rl_despite("sleeps", "kvfree_call_rcu");	/* frees, by kfree_rcu() with a head, which does not sleep */
void dma_fence_release(struct kref *) __rl_no_effect();

/* linux/dma-fence.h: ops called here are atomic by contract and judged as entries */
u64 dma_fence_context_alloc(unsigned int) __rl_no_effect();
void dma_fence_describe(struct dma_fence *, struct seq_file *) __rl_no_effect();
void dma_fence_enable_sw_signaling(struct dma_fence *) __rl_no_effect();
int dma_fence_get_status(struct dma_fence *) __rl_no_effect();
bool dma_fence_is_signaled(struct dma_fence *) __rl_no_effect();
bool dma_fence_remove_callback(struct dma_fence *, struct dma_fence_cb *) __rl_no_effect();
void dma_fence_set_deadline(struct dma_fence *, ktime_t) __rl_no_effect() __rl_since("6.2");

/* linux/dma-fence.h: the author's claim: in between is the way to a signal */
bool dma_fence_begin_signalling(void) __rl_enters("signalling");
void dma_fence_end_signalling(bool) __rl_leaves("signalling");

/* linux/dma-resv.h: GFP_KERNEL: a fence, a list of them */
int dma_resv_copy_fences(struct dma_resv *, struct dma_resv *) __rl_allocates_with("GFP_KERNEL");
int dma_resv_get_fences(struct dma_resv *, int, unsigned int *, struct dma_fence ***) __rl_allocates_with("GFP_KERNEL");
int dma_resv_get_singleton(struct dma_resv *, int, struct dma_fence **) __rl_allocates_with("GFP_KERNEL");
int dma_resv_reserve_fences(struct dma_resv *, unsigned int) __rl_allocates_with("GFP_KERNEL");

/* linux/dma-resv.h: fences may be waited for under it, so the way to a signal may not take it */
struct dma_resv { struct ww_mutex lock __rl_role("dma_resv"); };

/* linux/dma-resv.h: for all fences of the object; a timeout of 0 only looks */
long dma_resv_wait_timeout(struct dma_resv *, int, bool, unsigned long) __rl_waits_if(1, "fence", 4, "!=", 0) __rl_event("resv_wait");

/* linux/dma-resv.h: the object's own list; fences are looked at, none is waited for */
void dma_resv_add_fence(struct dma_resv *, struct dma_fence *, int) __rl_no_effect();
void dma_resv_init(struct dma_resv *) __rl_no_effect();
void dma_resv_replace_fences(struct dma_resv *, u64, struct dma_fence *, int) __rl_no_effect();
void dma_resv_set_deadline(struct dma_resv *, int, ktime_t) __rl_no_effect() __rl_since("6.2");
bool dma_resv_test_signaled(struct dma_resv *, int) __rl_no_effect();

/* linux/sync_file.h: a file and a fence get a reference */
struct dma_fence *sync_file_get_fence(int) __rl_no_effect();

/* ---- who is called how ---- */

/* drm/gpu_scheduler.h: on the way to a job's fence */
struct drm_sched_backend_ops {
	struct dma_fence *(*dependency)(struct drm_sched_job *, struct drm_sched_entity *) __rl_entry("signalling") __rl_before("6.2");
	void (*free_job)(struct drm_sched_job *) __rl_entry("work");	/* no signalling section, but what it waits for delays run_job: same thread or work queue */
	struct dma_fence *(*prepare_job)(struct drm_sched_job *, struct drm_sched_entity *) __rl_entry("signalling") __rl_since("6.2");
	struct dma_fence *(*run_job)(struct drm_sched_job *) __rl_entry("signalling");
	int (*timedout_job)(struct drm_sched_job *) __rl_entry("signalling");
};

/* linux/dma-fence.h: under the fence's spin lock */
struct dma_fence_cb {
	void (*func)(struct dma_fence *, struct dma_fence_cb *) __rl_entry("atomic");
};
struct dma_fence_ops {
	_Bool (*enable_signaling)(struct dma_fence *) __rl_entry("atomic");
	void (*release)(struct dma_fence *) __rl_entry("atomic");	/* dma_fence_put() from interrupts */
	void (*set_deadline)(struct dma_fence *, long long) __rl_entry("atomic") __rl_since("6.4");
	_Bool (*signaled)(struct dma_fence *) __rl_entry("atomic");	/* from dma_fence_is_signaled_locked() */
};

/* ---- one driver calls another here, on purpose ---- */

/* linux/dma-buf.h: exporter and importer are two drivers */
struct dma_buf_attach_ops { char body; } __rl_bridge;
struct dma_buf_ops { char body; } __rl_bridge;

#endif
