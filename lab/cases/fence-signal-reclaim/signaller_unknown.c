// SPDX-License-Identifier: GPL-2.0-or-later
#include "fence-signal-reclaim/signaller_unknown.c"
#include "lab.h"

static struct fu_job job;
static DEFINE_SPINLOCK(fence_lock);

LAB_OBJECTS(mutex_init(&job.lock); good_start(&job);
	    dma_fence_init(&job.done, &lab_fence_ops, &fence_lock, dma_fence_context_alloc(1), 1);
	    dma_fence_get(&job.done))

static void lab_calls(void)
{
	LAB(good_work, schedule_work(&job.work));
	LAB(good_wait, schedule_work(&job.work); good_wait(&job));
	flush_work(&job.work);
}
