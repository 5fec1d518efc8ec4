// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the mutex of device constraints, which run_job needs to resume the GPU, was held over their allocation
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/base/power/qos.c and drivers/gpu/drm/msm/msm_ringbuffer.c, 6.5 (interface
 *          of 6.1); fixed by "PM / QoS: Fix constraints alloc vs reclaim locking"
 * path:    drivers/gpu/drm/foo/foo_qos.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <drm/gpu_scheduler.h>

struct foo_qos {
	int target;
};

struct foo_gpu {
	struct drm_gpu_scheduler sched;
	struct foo_qos *qos;
	struct dma_fence *fence;
	int target;
};

static DEFINE_MUTEX(foo_qos_mtx);

static int foo_qos_update_target(struct foo_gpu *gpu, int value)
{
	mutex_lock(&foo_qos_mtx);	/* { dg-message "'foo_qos_mtx'" } */
	if (gpu->qos)
		gpu->qos->target = value;
	mutex_unlock(&foo_qos_mtx);
	return 0;
}

static struct dma_fence *foo_job_run(struct drm_sched_job *job)
{
	struct foo_gpu *gpu = container_of(job->sched, struct foo_gpu, sched);

	foo_qos_update_target(gpu, gpu->target);
	return dma_fence_get(gpu->fence);
}

const struct drm_sched_backend_ops foo_sched_ops = { .run_job = foo_job_run };

#ifndef FIXED
static int foo_constraints_allocate(struct foo_gpu *gpu)
{
	struct foo_qos *qos = kzalloc(sizeof(*qos), GFP_KERNEL);	/* { dg-message "'kzalloc'" } */

	if (!qos)
		return -ENOMEM;
	gpu->qos = qos;
	return 0;
}
#endif

int bad_qos_add_request(struct foo_gpu *gpu, int value)
{
	int ret = 0;
#ifdef FIXED
	struct foo_qos *qos = kzalloc(sizeof(*qos), GFP_KERNEL);

	if (!qos)
		return -ENOMEM;
	mutex_lock(&foo_qos_mtx);
	if (!gpu->qos)
		gpu->qos = qos;
	else
		kfree(qos);
#else
	mutex_lock(&foo_qos_mtx);
	if (!gpu->qos)
		ret = foo_constraints_allocate(gpu);	/* { dg-warning "'foo_qos_mtx'" } */
#endif
	if (!ret)
		gpu->qos->target = value;
	mutex_unlock(&foo_qos_mtx);
	return ret;
}
