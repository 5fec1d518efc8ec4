// SPDX-License-Identifier: GPL-2.0-or-later
#include "fence-signal-reclaim/section.c"
#include "lab.h"

static const char *name_of(struct dma_fence *fence)
{
	return "lab";
}

static const struct dma_fence_ops fence_ops = { .get_driver_name = name_of, .get_timeline_name = name_of };
static DEFINE_SPINLOCK(fence_lock);
static struct dma_fence fence;
static struct dma_resv resv;
static struct se_dev dev = { .resv = &resv, .fence = &fence };

static int lab_setup(void)
{
	dma_resv_init(&resv);
	dma_fence_init(&fence, &fence_ops, &fence_lock, dma_fence_context_alloc(1), 1);
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_alloc, bad_alloc(&dev));
	LAB(bad_resv, bad_resv(&dev));
	LAB(bad_mmap_lock, bad_mmap_lock(&dev, current->mm, (void __user *)lab.start));
	LAB(good_before_and_after, good_before_and_after(&dev));
	LAB(good_in_section, dma_fence_signal(&fence); good_in_section(&dev));
	LAB(good_early_end, good_early_end(&dev, true); good_early_end(&dev, false));
}

static void lab_teardown(void)
{
	dma_fence_signal(&fence);
	dma_resv_fini(&resv);
}
