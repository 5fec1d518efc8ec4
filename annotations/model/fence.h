/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * DMA fences, reservation objects, the DRM scheduler.  Waiting is legal under
 * dma_resv, in shrinkers and in blockable invalidations; what must not reclaim
 * is the way to dma_fence_signal().
 */
#ifndef RECLINT_MODEL_FENCE_H
#define RECLINT_MODEL_FENCE_H

#include "base.h"

struct dma_buf; struct dma_buf_attach_ops; struct dma_buf_attachment; struct dma_buf_ops; struct dma_fence;
struct dma_fence_array; struct dma_fence_cb; struct dma_fence_ops; struct dma_resv; struct drm_sched_backend_ops;
struct drm_sched_entity; struct drm_sched_job; struct kref; struct seq_file; struct ww_mutex;

#include "container.h"

/* Fences may be waited for under it, so the way to a signal may not take it. */
struct dma_resv { struct ww_mutex lock __rl_role("dma_resv"); };	/* linux/dma-resv.h */

/* ---- waiting, signalling ---- */
/* linux/dma-fence.h */
long dma_fence_wait(struct dma_fence *, bool) __rl_waits(1, "fence");
long dma_fence_wait_timeout(struct dma_fence *, bool, long) __rl_waits_if(1, "fence", 3, "!=", 0);	/* a timeout of 0 only looks */
long dma_fence_default_wait(struct dma_fence *, bool, long) __rl_waits_if(1, "fence", 3, "!=", 0);	/* a timeout of 0 only looks */
long dma_fence_wait_any_timeout(struct dma_fence **, u32, bool, long, u32 *) __rl_waits_if(1, "fence", 4, "!=", 0) __rl_allocates_with("GFP_KERNEL");
/* linux/dma-resv.h */
long dma_resv_wait_timeout(struct dma_resv *, int, bool, unsigned long) __rl_waits_if(1, "fence", 4, "!=", 0) __rl_event("resv_wait");
/* linux/dma-fence.h */
int dma_fence_signal(struct dma_fence *) __rl_signals(1, "fence");
int dma_fence_signal_locked(struct dma_fence *) __rl_signals(1, "fence");
int dma_fence_signal_timestamp(struct dma_fence *, ktime_t) __rl_signals(1, "fence");
int dma_fence_signal_timestamp_locked(struct dma_fence *, ktime_t) __rl_signals(1, "fence");
bool dma_fence_begin_signalling(void) __rl_enters("signalling");
void dma_fence_end_signalling(bool) __rl_leaves("signalling");
void __dma_fence_might_wait(void) __rl_no_effect();	/* lockdep's own map */
/* may call enable_signaling */
int dma_fence_add_callback(struct dma_fence *, struct dma_fence_cb *, void *) __rl_stores(3, 2, "dma_fence_cb.func");
/* ops called here are atomic by contract and judged as entries */
bool dma_fence_remove_callback(struct dma_fence *, struct dma_fence_cb *) __rl_no_effect();
void dma_fence_enable_sw_signaling(struct dma_fence *) __rl_no_effect();
void dma_fence_init(struct dma_fence *, const struct dma_fence_ops *, spinlock_t *, u64, u64) __rl_event("fence_init");
u64 dma_fence_context_alloc(unsigned int) __rl_no_effect();	/* ops called here are atomic by contract and judged as entries */
int dma_fence_get_status(struct dma_fence *) __rl_no_effect();	/* ops called here are atomic by contract and judged as entries */
void dma_fence_set_deadline(struct dma_fence *, ktime_t) __rl_no_effect() __rl_since("6.2");
void dma_fence_describe(struct dma_fence *, struct seq_file *) __rl_no_effect();
bool dma_fence_is_signaled(struct dma_fence *) __rl_no_effect();	/* ops called here are atomic by contract and judged as entries */
/* by which interrupts signal, where the driver has ops->signaled */
bool dma_fence_is_signaled_locked(struct dma_fence *) __rl_signals(1, "polled fence");
void dma_fence_free(struct dma_fence *) __rl_no_effect();
void dma_fence_release(struct kref *) __rl_no_effect();
/* linux/dma-fence-array.h */
struct dma_fence_array *dma_fence_array_create(int, struct dma_fence **, u64, unsigned int, bool) __rl_allocates_with("GFP_KERNEL");
struct dma_fence_array *dma_fence_array_alloc(int) __rl_allocates_with("GFP_KERNEL") __rl_since("6.2");
/* linux/dma-fence.h */
struct dma_fence *dma_fence_allocate_private_stub(ktime_t) __rl_allocates_with("GFP_KERNEL");
/* linux/dma-resv.h */
int dma_resv_reserve_fences(struct dma_resv *, unsigned int) __rl_allocates_with("GFP_KERNEL");
int dma_resv_copy_fences(struct dma_resv *, struct dma_resv *) __rl_allocates_with("GFP_KERNEL");
int dma_resv_get_fences(struct dma_resv *, int, unsigned int *, struct dma_fence ***) __rl_allocates_with("GFP_KERNEL");
int dma_resv_get_singleton(struct dma_resv *, int, struct dma_fence **) __rl_allocates_with("GFP_KERNEL");
bool dma_resv_test_signaled(struct dma_resv *, int) __rl_no_effect();
void dma_resv_add_fence(struct dma_resv *, struct dma_fence *, int) __rl_no_effect();
void dma_resv_replace_fences(struct dma_resv *, u64, struct dma_fence *, int) __rl_no_effect();
void dma_resv_init(struct dma_resv *) __rl_no_effect();
void dma_resv_set_deadline(struct dma_resv *, int, ktime_t) __rl_no_effect() __rl_since("6.2");
/* linux/sync_file.h */
struct dma_fence *sync_file_get_fence(int) __rl_no_effect();

/* ---- who is called how ---- */
struct dma_fence_cb {	/* linux/dma-fence.h */
	void (*func)(struct dma_fence *, struct dma_fence_cb *) __rl_entry("atomic");	/* under the fence's lock */
};
struct dma_fence_ops {
	_Bool (*enable_signaling)(struct dma_fence *) __rl_entry("atomic");	/* under the fence's lock */
	_Bool (*signaled)(struct dma_fence *) __rl_entry("atomic");		/* from dma_fence_is_signaled_locked() */
	void (*release)(struct dma_fence *) __rl_entry("atomic");		/* dma_fence_put() from interrupts */
	void (*set_deadline)(struct dma_fence *, long long) __rl_entry("atomic") __rl_since("6.4");
};
struct drm_sched_backend_ops {	/* drm/gpu_scheduler.h */
	struct dma_fence *(*dependency)(struct drm_sched_job *, struct drm_sched_entity *) __rl_entry("signalling")
		__rl_before("6.2");
	struct dma_fence *(*prepare_job)(struct drm_sched_job *, struct drm_sched_entity *) __rl_entry("signalling")
		__rl_since("6.2");
	struct dma_fence *(*run_job)(struct drm_sched_job *) __rl_entry("signalling");
	int (*timedout_job)(struct drm_sched_job *) __rl_entry("signalling");
	/* free_job is no signalling section, but what it waits for delays run_job: same thread or work queue */
	void (*free_job)(struct drm_sched_job *) __rl_entry("work");
};

/* ---- one driver calls another here, on purpose ---- */
struct dma_buf_ops { int (*attach)(struct dma_buf *, struct dma_buf_attachment *); } __rl_bridge;	/* linux/dma-buf.h */
struct dma_buf_attach_ops { void (*move_notify)(struct dma_buf_attachment *); } __rl_bridge;

#endif
