// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   fences that nobody in the driver waits for where reclaim waits for him
 * rule:   fence-signal-reclaim
 * lab:    nothing
 * origin: own
 * path:   drivers/gpu/drm/fu/fu_fence.c
 */
#include <linux/dma-fence.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct fu_job {
	struct mutex lock;
	struct work_struct work;
	struct dma_fence done;
	void *log;
};

static void good_work(struct work_struct *work)
{
	struct fu_job *j = container_of(work, struct fu_job, work);

	j->log = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_lock(&j->lock);
	mutex_unlock(&j->lock);
	dma_fence_signal(&j->done);
}

long good_wait(struct fu_job *j)
{
	long ret;

	mutex_lock(&j->lock);
	j->log = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&j->lock);
	ret = dma_fence_wait(&j->done, true);
	return ret;
}

void good_start(struct fu_job *j)
{
	INIT_WORK(&j->work, good_work);
}
