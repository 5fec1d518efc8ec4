// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   GPU drivers may wait for fences in blockable callbacks and in shrinkers
 * rule:   notifier-fence-foreign
 * origin: own
 * path:   drivers/gpu/drm/gp/gp_mn.c
 * lab:    nothing
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/shrinker.h>

struct gp_bo {
	struct mmu_interval_notifier mni;
	struct shrinker shrinker;
	struct dma_resv *resv;
	struct dma_fence *fence;
};

static bool good_interval(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct gp_bo *bo = container_of(mni, struct gp_bo, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mni, seq);
	dma_resv_wait_timeout(bo->resv, DMA_RESV_USAGE_BOOKKEEP, false, MAX_SCHEDULE_TIMEOUT);	/* { dg-bogus "." } */
	return true;
}

static unsigned long good_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct gp_bo *bo = container_of(s, struct gp_bo, shrinker);

	dma_fence_wait(bo->fence, false);	/* { dg-bogus "." } */
	return SHRINK_STOP;
}

static unsigned long good_count(struct shrinker *s, struct shrink_control *sc)
{
	return 1;
}

const struct mmu_interval_notifier_ops gp_ops = { .invalidate = good_interval };
const struct shrinker gp_shrinker = { .count_objects = good_count, .scan_objects = good_scan };
