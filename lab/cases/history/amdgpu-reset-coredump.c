// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-reset-coredump.c"
#include "lab.h"

static struct foo_device device;
static struct drm_sched_job job = { .sched = &device.sched };

LAB_OBJECTS()

static void lab_calls(void)
{
	LAB(foo_job_timedout, LAB_SIGNALLING(foo_sched_ops.timedout_job(&job)));
}
