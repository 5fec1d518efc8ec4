// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/msm-hw-fence.c"
#include "lab.h"

static struct foo_fence_context fctx;
static struct foo_submit *submit;

LAB_OBJECTS(spin_lock_init(&fctx.spinlock); submit = good_submit_create(&fctx))

static void lab_calls(void)
{
	LAB(good_submit_create, );
	LAB(foo_job_run, LAB_SIGNALLING(foo_sched_ops.run_job(&submit->base)));
}
