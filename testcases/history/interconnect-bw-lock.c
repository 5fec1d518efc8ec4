// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the interconnect lock, which runtime resume takes in run_job, was held over building its graph
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/interconnect/core.c, 6.5 (interface of 6.1); fixed by
 *          "interconnect: Fix locking for runpm vs reclaim"
 * path:    drivers/gpu/drm/foo/foo_icc.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/idr.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <drm/gpu_scheduler.h>

struct foo_node {
	struct foo_node **links;
	unsigned int num_links;
	u32 avg_bw;
};

struct foo_gpu {
	struct drm_gpu_scheduler sched;
	struct foo_node *path;
	struct dma_fence *fence;
};

static DEFINE_MUTEX(foo_icc_lock);
#ifdef FIXED
static DEFINE_MUTEX(foo_icc_bw_lock);
#endif

static void foo_icc_set_bw(struct foo_node *path, u32 avg_bw)
{
#ifdef FIXED
	mutex_lock(&foo_icc_bw_lock);
#else
	mutex_lock(&foo_icc_lock);	/* { dg-message "'foo_icc_lock'" } */
#endif
	path->avg_bw = avg_bw;
#ifdef FIXED
	mutex_unlock(&foo_icc_bw_lock);
#else
	mutex_unlock(&foo_icc_lock);
#endif
}

static void foo_runtime_resume(struct foo_gpu *gpu)
{
	foo_icc_set_bw(gpu->path, 1000);
}

static struct dma_fence *foo_job_run(struct drm_sched_job *job)
{
	struct foo_gpu *gpu = container_of(job->sched, struct foo_gpu, sched);

	foo_runtime_resume(gpu);
	return dma_fence_get(gpu->fence);
}

const struct drm_sched_backend_ops foo_sched_ops = { .run_job = foo_job_run };

int bad_link_create(struct foo_node *node, struct foo_node *dst)
{
	struct foo_node **links;
	int ret = 0;

	mutex_lock(&foo_icc_lock);
#ifdef FIXED
	links = krealloc(node->links, (node->num_links + 1) * sizeof(*links), GFP_KERNEL);
#else
	links = krealloc(node->links, (node->num_links + 1) * sizeof(*links), GFP_KERNEL);	/* { dg-warning "'foo_icc_lock'" } */
#endif
	if (!links) {
		ret = -ENOMEM;
		goto out;
	}
	node->links = links;
	node->links[node->num_links++] = dst;
out:
	mutex_unlock(&foo_icc_lock);
	return ret;
}

void good_node_add(struct foo_node *node)
{
	mutex_lock(&foo_icc_lock);
#ifdef FIXED
	mutex_lock(&foo_icc_bw_lock);
#endif
	node->avg_bw = 0;
#ifdef FIXED
	mutex_unlock(&foo_icc_bw_lock);
#endif
	mutex_unlock(&foo_icc_lock);
}
