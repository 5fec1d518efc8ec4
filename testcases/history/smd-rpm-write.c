// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    a message that runtime resume sends from run_job was allocated with GFP_KERNEL
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/soc/qcom/smd-rpm.c, 6.4 (interface of 6.1); fixed by
 *          "soc: qcom: smd-rpm: Use GFP_ATOMIC in write path"
 * path:    drivers/gpu/drm/foo/foo_rpm.c
 * variant: FIXED
 */
#include <linux/completion.h>
#include <linux/dma-fence.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <drm/gpu_scheduler.h>

struct foo_rpm {
	struct mutex lock;
	u32 last;
};

struct foo_gpu {
	struct drm_gpu_scheduler sched;
	struct foo_rpm *rpm;
	struct dma_fence *fence;
};

static int foo_rpm_write(struct foo_rpm *rpm, const void *buf, size_t count)
{
	size_t size = 32 + count;
	u32 *pkt;

#ifdef FIXED
	pkt = kmalloc(size, GFP_ATOMIC);
#else
	pkt = kmalloc(size, GFP_KERNEL);	/* { dg-warning "'kmalloc'" } */
#endif
	if (!pkt)
		return -ENOMEM;
	mutex_lock(&rpm->lock);
	memcpy(pkt, buf, count);
	rpm->last = *pkt;
	mutex_unlock(&rpm->lock);
	kfree(pkt);
	return 0;
}

static int foo_icc_rpm_set(struct foo_gpu *gpu)
{
	u32 value = 1;

	return foo_rpm_write(gpu->rpm, &value, sizeof(value));
}

static struct dma_fence *foo_job_run(struct drm_sched_job *job)
{
	struct foo_gpu *gpu = container_of(job->sched, struct foo_gpu, sched);
	int ret = foo_icc_rpm_set(gpu);

	return ret ? ERR_PTR(ret) : dma_fence_get(gpu->fence);
}

const struct drm_sched_backend_ops foo_sched_ops = { .run_job = foo_job_run };
