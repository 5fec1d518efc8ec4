// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-hw-fence.c"
#include "lab.h"

static struct foo_job job;

LAB_OBJECTS(foo_fence_slab = kmem_cache_create("lab", sizeof(struct foo_fence), 0, 0, NULL);
	    spin_lock_init(&job.lock); job.context = dma_fence_context_alloc(1))

static void lab_calls(void)
{
	LAB(foo_run_job, LAB_SIGNALLING(foo_sched_ops.run_job(&job.base)));
}
