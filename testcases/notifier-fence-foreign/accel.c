// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:       drivers/accel is DRM as well: a finding for those who ask for low confidence
 * rule:       notifier-fence-foreign
 * origin:     own
 * path:       drivers/accel/ac/ac_mn.c
 * confidence: low
 * lab:        nothing: lockdep tells no driver from another: the wait as such is allowed
 */
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>

struct ac_bo {
	struct mmu_interval_notifier mni;
	struct dma_resv *resv;
};

static bool bad_interval(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ac_bo *bo = container_of(mni, struct ac_bo, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mni, seq);
	dma_resv_wait_timeout(bo->resv, DMA_RESV_USAGE_BOOKKEEP, false, MAX_SCHEDULE_TIMEOUT);	/* { dg-warning "waits for a fence in 'bad_interval', outside drivers/gpu" } */
	return true;
}

const struct mmu_interval_notifier_ops ac_ops = { .invalidate = bad_interval };
