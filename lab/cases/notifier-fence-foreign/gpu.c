// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "notifier-fence-foreign/gpu.c"
#include "lab.h"

static struct dma_resv resv;
static struct gp_bo dev = { .resv = &resv };

static int lab_setup(void)
{
	int ret = 0;

	dma_resv_init(&resv);
	dev.fence = dma_fence_get_stub();
	dev.shrinker = gp_shrinker;
	dev.shrinker.seeks = DEFAULT_SEEKS;
	LAB(good_interval, ret |= lab_interval(&dev.mni, &gp_ops));
	LAB(good_scan, ret |= register_shrinker(&dev.shrinker, "lab"));
	return ret;
}

static void lab_calls(void)
{
	LAB(good_count, good_count(&dev.shrinker, NULL));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	LAB(good_scan, unregister_shrinker(&dev.shrinker));
	dma_fence_put(dev.fence);
}
