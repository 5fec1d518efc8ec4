// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    jobs of a killed entity were freed in a fence callback, where drivers take mutexes
 * rule:    atomic-sleep
 * lab:     sleep-in-atomic
 * origin:  reduced from drivers/gpu/drm/scheduler/sched_entity.c, 5.17 (interface of 6.1); fixed by
 *          9b04369b060f ("drm/scheduler: Don't kill jobs in interrupt context")
 * path:    drivers/gpu/drm/foo/foo_entity.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/irq_work.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct foo_job;

struct foo_backend_ops {
	void (*free_job)(struct foo_job *job);
};

struct foo_job {
	struct dma_fence_cb finish_cb;
#ifdef FIXED
	struct work_struct work;
#else
	struct irq_work work;
#endif
	const struct foo_backend_ops *ops;
	struct mutex *mappings_lock;
	unsigned int mappings;
};

static void foo_free_job(struct foo_job *job)
{
	mutex_lock(job->mappings_lock);	/* { dg-warning "may sleep" } */
	job->mappings = 0;
	mutex_unlock(job->mappings_lock);
}

const struct foo_backend_ops foo_ops = { .free_job = foo_free_job };

#ifdef FIXED
static void foo_kill_jobs_work(struct work_struct *wrk)
#else
static void foo_kill_jobs_work(struct irq_work *wrk)
#endif
{
	struct foo_job *job = container_of(wrk, struct foo_job, work);

	job->ops->free_job(job);
}

static void foo_kill_jobs_cb(struct dma_fence *f, struct dma_fence_cb *cb)
{
	struct foo_job *job = container_of(cb, struct foo_job, finish_cb);

#ifdef FIXED
	INIT_WORK(&job->work, foo_kill_jobs_work);
	schedule_work(&job->work);
#else
	init_irq_work(&job->work, foo_kill_jobs_work);
	irq_work_queue(&job->work);
#endif
}

void good_kill_jobs(struct foo_job *job, struct dma_fence *prev)
{
	if (dma_fence_add_callback(prev, &job->finish_cb, foo_kill_jobs_cb))
		job->ops->free_job(job);
}
