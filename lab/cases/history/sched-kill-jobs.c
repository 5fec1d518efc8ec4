// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/sched-kill-jobs.c"
#include "lab.h"

static DEFINE_MUTEX(mappings_lock);
static struct foo_job job = { .ops = &foo_ops, .mappings_lock = &mappings_lock };
static struct dma_fence *prev;

LAB_OBJECTS(prev = lab_fence())

static void kill_jobs(void)
{
	good_kill_jobs(&job, prev);
	dma_fence_signal(prev);
#ifdef FIXED
	flush_work(&job.work);
#else
	irq_work_sync(&job.work);
#endif
}

static void lab_calls(void)
{
	LAB(foo_kill_jobs_work, kill_jobs());
}
