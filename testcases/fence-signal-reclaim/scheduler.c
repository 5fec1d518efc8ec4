// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what the scheduler's callbacks may not do, and locks they take held over what they may not wait for
 * rule:   fence-signal-reclaim
 * lab:    circular-locking
 * origin: own
 * path:   drivers/gpu/drm/sj/sj_sched.c
 */
#include <drm/gpu_scheduler.h>
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct sj_dev {
	struct mutex hw_lock, reset_lock, wait_lock, free_lock, try_lock, other_lock;
	struct dma_resv *resv;
	void *cmd;
};

struct sj_job {
	struct drm_sched_job base;
	struct sj_dev *dev;
	struct dma_fence *fence;
	struct dma_resv *resv;
};

static noinline void *sj_command(gfp_t gfp)
{
	return kzalloc(64, gfp);
}

static struct dma_fence *bad_run(struct drm_sched_job *base)
{
	struct sj_job *job = container_of(base, struct sj_job, base);

	job->dev->cmd = kmalloc(64, GFP_NOFS);	/* { dg-warning "'kmalloc' may enter direct reclaim on the way to a fence's signal in 'bad_run'" } */
	job->dev->cmd = sj_command(GFP_KERNEL);	/* { dg-warning "'sj_command' may enter direct reclaim on the way" } */
	dma_resv_lock(job->resv, NULL);		/* { dg-warning "'dma_resv_lock' takes a dma_resv on the way" } */
	dma_resv_unlock(job->resv);
	mutex_lock(&job->dev->hw_lock);
	mutex_unlock(&job->dev->hw_lock);
	return job->fence;
}

static enum drm_gpu_sched_stat bad_timedout(struct drm_sched_job *base)
{
	struct sj_job *job = container_of(base, struct sj_job, base);

	mutex_lock(&job->dev->reset_lock);
	job->dev->cmd = NULL;
	mutex_unlock(&job->dev->reset_lock);
	mutex_lock(&job->dev->wait_lock);
	mutex_unlock(&job->dev->wait_lock);
	if (mutex_trylock(&job->dev->try_lock))
		mutex_unlock(&job->dev->try_lock);
	return DRM_GPU_SCHED_STAT_NOMINAL;
}

static void sj_free(struct drm_sched_job *base)
{
	struct sj_job *job = container_of(base, struct sj_job, base);

	mutex_lock(&job->dev->free_lock);
	kfree(job);
	mutex_unlock(&job->dev->free_lock);
}

const struct drm_sched_backend_ops sj_ops = {
	.run_job = bad_run, .timedout_job = bad_timedout, .free_job = sj_free,
};

static struct dma_fence *good_run(struct drm_sched_job *base)
{
	struct sj_job *job = container_of(base, struct sj_job, base);
	unsigned int flags;

	job->dev->cmd = sj_command(GFP_NOWAIT);		/* { dg-bogus "." } */
	job->dev->cmd = kmalloc(64, GFP_ATOMIC);	/* { dg-bogus "." } */
	flags = memalloc_noreclaim_save();
	job->dev->cmd = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	memalloc_noreclaim_restore(flags);
	if (dma_resv_trylock(job->resv))		/* { dg-bogus "." } */
		dma_resv_unlock(job->resv);
	mutex_lock(&job->dev->hw_lock);			/* { dg-bogus "." } */
	mutex_unlock(&job->dev->hw_lock);
	return job->fence;
}

const struct drm_sched_backend_ops sj_good_ops = { .run_job = good_run, .free_job = sj_free };

void bad_alloc_under_hw_lock(struct sj_dev *d)
{
	mutex_lock(&d->hw_lock);
	d->cmd = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may enter direct reclaim while holding 'struct sj_dev.hw_lock', which '.*_run' takes on the way to a fence's signal" } */
	mutex_unlock(&d->hw_lock);
}

int bad_copy_under_reset_lock(struct sj_dev *d, void __user *from)
{
	int ret;

	mutex_lock(&d->reset_lock);
	ret = copy_from_user(d->cmd, from, 64);	/* { dg-warning "copy_from_user' may fault or take mmap_lock while holding 'struct sj_dev.reset_lock', which 'bad_timedout' takes" } */
	mutex_unlock(&d->reset_lock);
	return ret;
}

void bad_wait_under_wait_lock(struct sj_dev *d, struct dma_fence *fence)
{
	mutex_lock(&d->wait_lock);
	dma_fence_wait(fence, false);		/* { dg-warning "'dma_fence_wait' waits for a fence while holding 'struct sj_dev.wait_lock'" } */
	mutex_unlock(&d->wait_lock);
}

/* Made before the job runs. */
struct sj_job *good_make(struct sj_dev *d)
{
	struct sj_job *job = kzalloc(sizeof(*job), GFP_KERNEL);	/* { dg-bogus "." } */

	dma_resv_lock(d->resv, NULL);		/* { dg-bogus "." } */
	dma_resv_unlock(d->resv);
	return job;
}

void good_other_locks(struct sj_dev *d)
{
	mutex_lock(&d->other_lock);
	d->cmd = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->other_lock);
	/* freeing a job signals nothing */
	mutex_lock(&d->free_lock);
	d->cmd = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->free_lock);
	/* the reset only tries this one */
	mutex_lock(&d->try_lock);
	d->cmd = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->try_lock);
}
