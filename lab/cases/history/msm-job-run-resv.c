// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/msm-job-run-resv.c"
#include "lab.h"

static struct foo_device device;
static struct foo_object object;
static struct foo_submit submit = { .dev = &device, .nr_bos = 1, .bos = { &object } };

LAB_OBJECTS(mutex_init(&device.lru_lock); object.resv = lab_resv(); submit.hw_fence = lab_fence())

static void lab_calls(void)
{
	LAB(good_wait, good_wait(&object));
	LAB(foo_job_run, LAB_SIGNALLING(foo_sched_ops.run_job(&submit.base)));
}
