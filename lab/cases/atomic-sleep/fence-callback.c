// SPDX-License-Identifier: GPL-2.0-or-later
#include "atomic-sleep/fence-callback.c"
#include "lab.h"

static struct fc_dev dev;

static void nothing(struct work_struct *work)
{
}

LAB_OBJECTS(mutex_init(&dev.lock); INIT_WORK(&dev.work, nothing))

static void signal(dma_fence_func_t callback, struct dma_fence_cb *cb)
{
	struct dma_fence *fence = lab_fence();

	if (callback)
		dma_fence_add_callback(fence, cb, callback);
	else
		good_add_callbacks(&dev, fence);
	dma_fence_signal(fence);
	flush_work(&dev.work);
}

static void lab_calls(void)
{
	LAB(bad_fence_cb, signal(NULL, NULL));
	LAB(good_fence_cb, signal(good_fence_cb, &dev.good_cb));
}
