// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the reset of a hung GPU, on which fences wait, allocated its core dump with GFP_KERNEL
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_{job,device}.c, 6.5 (interface of 6.1); fixed by
 *          "drm/amdgpu: Allocate coredump memory in a nonblocking way"
 * path:    drivers/gpu/drm/foo/foo_reset.c
 * variant: FIXED
 */
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <drm/gpu_scheduler.h>

struct foo_device {
	struct drm_gpu_scheduler sched;
	void *dump;
	bool in_reset;
};

struct foo_coredump {
	struct foo_device *dev;
	struct timespec64 reset_time;
};

static void foo_coredump(struct foo_device *dev)
{
	struct foo_coredump *dump;

#ifdef FIXED
	dump = kzalloc(sizeof(*dump), GFP_NOWAIT);
#else
	dump = kzalloc(sizeof(*dump), GFP_KERNEL);	/* { dg-warning "'kzalloc'" } */
#endif
	if (!dump)
		return;
	ktime_get_ts64(&dump->reset_time);
	dump->dev = dev;
	dev->dump = dump;
}

static int foo_do_asic_reset(struct foo_device *dev)
{
	dev->in_reset = true;
	foo_coredump(dev);
	dev->in_reset = false;
	return 0;
}

static int foo_gpu_recover(struct foo_device *dev)
{
	return foo_do_asic_reset(dev);
}

static enum drm_gpu_sched_stat foo_job_timedout(struct drm_sched_job *job)
{
	struct foo_device *dev = container_of(job->sched, struct foo_device, sched);

	if (foo_gpu_recover(dev))
		pr_err("reset failed\n");
	return DRM_GPU_SCHED_STAT_NOMINAL;
}

const struct drm_sched_backend_ops foo_sched_ops = { .timedout_job = foo_job_timedout };
