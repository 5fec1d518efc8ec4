// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/pm-qos-constraints.c"
#include "lab.h"

static struct foo_gpu gpu;
static struct drm_sched_job job = { .sched = &gpu.sched };

LAB_OBJECTS(gpu.fence = lab_fence())

static void lab_calls(void)
{
	LAB_SIGNALLING(foo_sched_ops.run_job(&job));
	LAB(bad_qos_add_request, bad_qos_add_request(&gpu, 1));
}
