// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    run_job locked every buffer to unpin it; fences are waited for under that lock
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/msm/msm_{ringbuffer,gem,gem_submit}.c, 6.3 (interface of 6.1);
 *          fixed by "drm/msm/gem: Avoid obj lock in job_run()"
 * path:    drivers/gpu/drm/foo/foo_ringbuffer.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mutex.h>
#include <drm/gpu_scheduler.h>

struct foo_device {
	struct mutex lru_lock;
};

struct foo_object {
	struct dma_resv *resv;
	int pin_count;
	bool active;
};

struct foo_submit {
	struct drm_sched_job base;
	struct foo_device *dev;
	struct dma_fence *hw_fence;
	unsigned int nr_bos;
	struct foo_object *bos[8];
};

static void foo_unpin_locked(struct foo_object *obj)
{
	obj->pin_count--;
	obj->active = true;
}

static struct dma_fence *foo_job_run(struct drm_sched_job *job)
{
	struct foo_submit *submit = container_of(job, struct foo_submit, base);
	unsigned int i;

#ifdef FIXED
	mutex_lock(&submit->dev->lru_lock);
	for (i = 0; i < submit->nr_bos; i++)
		foo_unpin_locked(submit->bos[i]);
	mutex_unlock(&submit->dev->lru_lock);
#else
	for (i = 0; i < submit->nr_bos; i++) {
		dma_resv_lock(submit->bos[i]->resv, NULL);	/* { dg-warning "dma_resv" } */
		foo_unpin_locked(submit->bos[i]);
		dma_resv_unlock(submit->bos[i]->resv);
	}
#endif
	return dma_fence_get(submit->hw_fence);
}

const struct drm_sched_backend_ops foo_sched_ops = { .run_job = foo_job_run };

long good_wait(struct foo_object *obj)
{
	long r;

	dma_resv_lock(obj->resv, NULL);
	r = dma_resv_wait_timeout(obj->resv, DMA_RESV_USAGE_WRITE, true, MAX_SCHEDULE_TIMEOUT);	/* { dg-bogus "." } */
	dma_resv_unlock(obj->resv);
	return r;
}
