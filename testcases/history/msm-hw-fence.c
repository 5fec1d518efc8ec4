// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    run_job made the fence it returns
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/msm/msm_{ringbuffer,fence,gem_submit}.c, 6.3 (interface of 6.1);
 *          fixed by f94e6a51e17c ("drm/msm: Pre-allocate hw_fence")
 * path:    drivers/gpu/drm/foo/foo_ringbuffer.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/slab.h>
#include <drm/gpu_scheduler.h>

struct foo_fence_context {
	u64 context;
	u32 last_fence;
	spinlock_t spinlock;
};

struct foo_fence {
	struct dma_fence base;
	struct foo_fence_context *fctx;
};

struct foo_submit {
	struct drm_sched_job base;
	struct foo_fence_context *fctx;
	struct dma_fence *hw_fence;
};

static const char *foo_name(struct dma_fence *f)
{
	return "foo";
}

static const struct dma_fence_ops foo_fence_ops = {
	.get_driver_name = foo_name,
	.get_timeline_name = foo_name,
};

static struct dma_fence *foo_fence_alloc(void)
{
	struct foo_fence *f = kzalloc(sizeof(*f), GFP_KERNEL);	/* { dg-warning "'kzalloc'" } */

	return f ? &f->base : ERR_PTR(-ENOMEM);
}

static void foo_fence_init(struct dma_fence *fence, struct foo_fence_context *fctx)
{
	container_of(fence, struct foo_fence, base)->fctx = fctx;
	dma_fence_init(fence, &foo_fence_ops, &fctx->spinlock, fctx->context, ++fctx->last_fence);
}

static struct dma_fence *foo_job_run(struct drm_sched_job *job)
{
	struct foo_submit *submit = container_of(job, struct foo_submit, base);

#ifndef FIXED
	submit->hw_fence = foo_fence_alloc();
	if (IS_ERR(submit->hw_fence))
		return submit->hw_fence;
#endif
	foo_fence_init(submit->hw_fence, submit->fctx);
	return dma_fence_get(submit->hw_fence);
}

const struct drm_sched_backend_ops foo_sched_ops = { .run_job = foo_job_run };

struct foo_submit *good_submit_create(struct foo_fence_context *fctx)
{
	struct foo_submit *submit = kzalloc(sizeof(*submit), GFP_KERNEL);

	if (!submit)
		return NULL;
	submit->fctx = fctx;
#ifdef FIXED
	submit->hw_fence = foo_fence_alloc();
	if (IS_ERR(submit->hw_fence)) {
		kfree(submit);
		return NULL;
	}
#endif
	return submit;
}
