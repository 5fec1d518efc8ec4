// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the lock is a dma_resv, taken through inlines of a header
 * rule:   notifier-lock-alloc
 * origin: own, after drivers/gpu/drm/radeon/radeon_mn.c
 * lab:    circular-locking
 */
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/slab.h>

struct dr_bo {
	struct mmu_interval_notifier notifier;
	struct dma_resv *resv;
	void *buf;
};

static bool dr_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct dr_bo *bo = container_of(mni, struct dr_bo, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	dma_resv_lock(bo->resv, NULL);
	bo->buf = NULL;
	dma_resv_unlock(bo->resv);
	return true;
}

const struct mmu_interval_notifier_ops dr_ops = { .invalidate = dr_invalidate };

int bad_reserved(struct dr_bo *bo)
{
	int ret = dma_resv_lock_interruptible(bo->resv, NULL);

	if (ret)
		return ret;
	bo->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct dma_resv.lock', which invalidate callback 'dr_invalidate' takes" } */
	dma_resv_unlock(bo->resv);
	return 0;
}

int good_unreserved(struct dr_bo *bo)
{
	if (!dma_resv_trylock(bo->resv)) {
		bo->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return -EBUSY;
	}
	dma_resv_unlock(bo->resv);
	bo->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return 0;
}
