// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "notifier-fence-foreign/waits.c"
#include "lab.h"

static struct dma_resv resv;
static struct ff_dev devs[ARRAY_SIZE(ff_interval_ops)];

static int lab_setup(void)
{
	int ret = 0;

	dma_resv_init(&resv);
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		devs[i].resv = &resv;
		devs[i].fence = dma_fence_get_stub();
		good_init(&devs[i]);
	}
	devs[0].shrinker = ff_shrinker;
	devs[0].shrinker.seeks = DEFAULT_SEEKS;
	LAB(bad_interval, ret |= lab_interval(&devs[0].mni, &ff_interval_ops[0]));
	LAB(good_only_looks, ret |= lab_interval(&devs[1].mni, &ff_interval_ops[1]));
	LAB(good_release_event, ret |= lab_interval(&devs[2].mni, &ff_interval_ops[2]));
	LAB(bad_in_callee, ret |= lab_list(&devs[0].mn, &ff_ops));
	LAB(good_release, ret |= lab_list(&devs[1].mn, &ff_ops));
	LAB(bad_scan, ret |= register_shrinker(&devs[0].shrinker, "lab"));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	LAB(bad_scan, unregister_shrinker(&devs[0].shrinker));
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		lab_unregister(&devs[i].mn);
		lab_remove(&devs[i].mni);
		flush_work(&devs[i].work);
		dma_fence_put(devs[i].fence);
	}
}
