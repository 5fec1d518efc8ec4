// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the hardware fence was allocated with GFP_KERNEL while running a job
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_{fence,job,ib}.c, 5.13 (interface of 6.1); the
 *          allocation went with "drm/amd/amdgpu embed hw_fence into amdgpu_job"
 * path:    drivers/gpu/drm/foo/foo_job.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <drm/gpu_scheduler.h>

struct foo_fence {
	struct dma_fence base;
	spinlock_t lock;
};

struct foo_job {
	struct drm_sched_job base;
	struct dma_fence hw_fence;
	spinlock_t lock;
	u64 context;
};

struct foo_bo {
	struct mmu_interval_notifier notifier;
	struct dma_resv *resv;
	struct mutex *notifier_lock;
};

static struct kmem_cache *foo_fence_slab;

static const char *foo_name(struct dma_fence *f)
{
	return "foo";
}

static const struct dma_fence_ops foo_fence_ops = {
	.get_driver_name = foo_name,
	.get_timeline_name = foo_name,
};

static int foo_fence_emit(struct foo_job *job, struct dma_fence **f)
{
#ifdef FIXED
	dma_fence_init(&job->hw_fence, &foo_fence_ops, &job->lock, job->context, 1);
	*f = &job->hw_fence;
#else
	struct foo_fence *fence = kmem_cache_alloc(foo_fence_slab, GFP_KERNEL);	/* { dg-warning "'kmem_cache_alloc'" } */

	if (!fence)
		return -ENOMEM;
	spin_lock_init(&fence->lock);
	dma_fence_init(&fence->base, &foo_fence_ops, &fence->lock, job->context, 1);
	*f = &fence->base;
#endif
	return 0;
}

static int foo_ib_schedule(struct foo_job *job, struct dma_fence **f)
{
	return foo_fence_emit(job, f);
}

static struct dma_fence *foo_run_job(struct drm_sched_job *sched_job)
{
	struct dma_fence *fence = NULL;
	int r = foo_ib_schedule(container_of(sched_job, struct foo_job, base), &fence);

	return r ? ERR_PTR(r) : fence;
}

const struct drm_sched_backend_ops foo_sched_ops = { .run_job = foo_run_job };

/* What makes it a deadlock: reclaim waits for the fence. */
static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_bo *bo = container_of(mni, struct foo_bo, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(bo->notifier_lock);
	mmu_interval_set_seq(mni, cur_seq);
	dma_resv_wait_timeout(bo->resv, DMA_RESV_USAGE_BOOKKEEP, false, MAX_SCHEDULE_TIMEOUT);	/* { dg-bogus "." } */
	mutex_unlock(bo->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops foo_mn_ops = { .invalidate = foo_invalidate };
