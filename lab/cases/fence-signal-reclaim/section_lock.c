// SPDX-License-Identifier: GPL-2.0-or-later
#include "fence-signal-reclaim/section_lock.c"
#include "lab.h"

static const char *name_of(struct dma_fence *fence)
{
	return "lab";
}

static const struct dma_fence_ops fence_ops = { .get_driver_name = name_of, .get_timeline_name = name_of };
static DEFINE_SPINLOCK(fence_lock);
static struct dma_fence fence;
static struct dma_resv resv;
static struct sl_dev dev = { .resv = &resv, .fence = &fence };
static char buffer[64];

static int lab_setup(void)
{
	mutex_init(&dev.plane_lock);
	mutex_init(&dev.table_lock);
	mutex_init(&dev.user_lock);
	mutex_init(&dev.wait_lock);
	mutex_init(&dev.resv_lock);
	mutex_init(&dev.try_lock);
	mutex_init(&dev.before_lock);
	mutex_init(&dev.after_lock);
	mutex_init(&dev.early_lock);
	mutex_init(&dev.nowait_lock);
	mutex_init(&dev.spare_lock);
	dma_resv_init(&resv);
	dma_fence_init(&fence, &fence_ops, &fence_lock, dma_fence_context_alloc(1), 1);
	sl_commit(&dev, true);
	sl_commit(&dev, false);
	dev.p = buffer;
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_alloc_under_plane_lock, bad_alloc_under_plane_lock(&dev));
	LAB(bad_alloc_under_table_lock, bad_alloc_under_table_lock(&dev));
	LAB(bad_copy_under_user_lock, bad_copy_under_user_lock(&dev, (void __user *)lab.start));
	LAB(bad_wait_under_wait_lock, bad_wait_under_wait_lock(&dev));
	LAB(bad_resv_under_resv_lock, bad_resv_under_resv_lock(&dev));
	LAB(good_under_try_lock, good_under_try_lock(&dev));
	LAB(good_outside_section, good_outside_section(&dev));
	LAB(good_spare_lock, good_spare_lock(&dev));
	LAB(good_nowait_under_lock, good_nowait_under_lock(&dev));
	LAB(good_alloc_before, good_alloc_before(&dev));
}

static void lab_teardown(void)
{
	dma_resv_fini(&resv);
}
