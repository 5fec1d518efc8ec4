// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_free: circular-locking: the kernel tells lockdep at boot that reclaim is entered under a dma_resv; so the callback alone is wrong
 */
#include "notifier-lock-alloc/amdgpu-bo-reserve.c"
#include "lab.h"

static struct amdgpu_device adev;
static struct dma_resv resv;
static struct amdgpu_bo dev = { .adev = &adev, .resv = &resv };

static int lab_setup(void)
{
	mutex_init(&adev.notifier_lock);
	dma_resv_init(&resv);
	return lab_interval(&dev.notifier, &amdgpu_mn_gfx_ops);
}

static void lab_calls(void)
{
	LAB_DEV(bad_cs_ioctl);
	LAB_DEV(good_free);
}

static void lab_teardown(void)
{
	lab_remove(&dev.notifier);
}
