// SPDX-License-Identifier: GPL-2.0-or-later
#include "fence-signal-reclaim/scheduler.c"
#include "lab.h"

static struct sj_dev dev;
static struct sj_job job = { .dev = &dev };
static char buffer[64];

static int lab_setup(void)
{
	mutex_init(&dev.hw_lock);
	mutex_init(&dev.reset_lock);
	mutex_init(&dev.wait_lock);
	mutex_init(&dev.free_lock);
	mutex_init(&dev.try_lock);
	mutex_init(&dev.other_lock);
	dev.cmd = buffer;
	dev.resv = job.resv = lab_resv();
	job.fence = lab_fence();
	dma_fence_signal(job.fence);
	/* whose locks they are */
	LAB_SIGNALLING(sj_good_ops.run_job(&job.base); sj_ops.timedout_job(&job.base));
	return 0;
}

static void lab_teardown(void)
{
}

static void lab_calls(void)
{
	dev.cmd = buffer;
	LAB(bad_run, LAB_SIGNALLING(sj_ops.run_job(&job.base)));
	LAB_DEV(bad_alloc_under_hw_lock);
	LAB(bad_copy_under_reset_lock, bad_copy_under_reset_lock(&dev, (void __user *)lab.start));
	LAB(bad_wait_under_wait_lock, bad_wait_under_wait_lock(&dev, job.fence));
	LAB(good_run, );
	LAB(good_make, kfree(good_make(&dev)));
	LAB_DEV(good_other_locks);
}
