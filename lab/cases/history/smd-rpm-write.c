// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/smd-rpm-write.c"
#include "lab.h"

static struct foo_rpm rpm;
static struct foo_gpu gpu = { .rpm = &rpm };
static struct drm_sched_job job = { .sched = &gpu.sched };

LAB_OBJECTS(mutex_init(&rpm.lock); gpu.fence = lab_fence())

static void lab_calls(void)
{
	LAB(foo_job_run, LAB_SIGNALLING(foo_sched_ops.run_job(&job)));
}
