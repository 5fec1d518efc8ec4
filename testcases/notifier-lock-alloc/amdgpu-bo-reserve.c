// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the callback reserved the buffer, whose reservation is held over allocations
 * rule:    notifier-lock-alloc
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_{mn,cs}.c, 5.0 (interface of 6.1); fixed by
 *          "drm/amdgpu: stop reserving the BO in the MMU callback v3"
 * path:    drivers/gpu/drm/amd/amdgpu/amdgpu_mn.c
 * variant: FIXED
 * lab:     circular-locking
 */
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct amdgpu_device {
	struct mutex notifier_lock;
};

struct amdgpu_bo {
	struct mmu_interval_notifier notifier;
	struct amdgpu_device *adev;
	struct dma_resv *resv;
	void *shadow;
};

static bool amdgpu_mn_invalidate_gfx(struct mmu_interval_notifier *mni,
				     const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct amdgpu_bo *bo = container_of(mni, struct amdgpu_bo, notifier);
	long r;

	if (!mmu_notifier_range_blockable(range))
		return false;
#ifdef FIXED
	mutex_lock(&bo->adev->notifier_lock);
#else
	dma_resv_lock(bo->resv, NULL);	/* { dg-message "'dma_resv_lock'" } */
#endif
	mmu_interval_set_seq(mni, cur_seq);
	r = dma_resv_wait_timeout(bo->resv, DMA_RESV_USAGE_BOOKKEEP, false, MAX_SCHEDULE_TIMEOUT);
#ifdef FIXED
	mutex_unlock(&bo->adev->notifier_lock);
#else
	dma_resv_unlock(bo->resv);
#endif
	if (r <= 0)
		pr_err("(%ld) failed to wait for user bo\n", r);
	return true;
}

const struct mmu_interval_notifier_ops amdgpu_mn_gfx_ops = { .invalidate = amdgpu_mn_invalidate_gfx };

static int amdgpu_cs_parser_bos(struct amdgpu_bo *bo)
{
	bo->shadow = kzalloc(128, GFP_KERNEL);
	return bo->shadow ? 0 : -ENOMEM;
}

int bad_cs_ioctl(struct amdgpu_bo *bo)
{
	int r = dma_resv_lock_interruptible(bo->resv, NULL);

	if (r)
		return r;
	r = amdgpu_cs_parser_bos(bo);	/* { dg-warning "while holding 'struct dma_resv.lock', which invalidate callback 'amdgpu_mn_invalidate_gfx' takes" } */
	if (r)
		goto out_unreserve;
	mutex_lock(&bo->adev->notifier_lock);
	kfree(bo->shadow);
	bo->shadow = NULL;
	mutex_unlock(&bo->adev->notifier_lock);
out_unreserve:
	dma_resv_unlock(bo->resv);
	return r;
}

void good_free(struct amdgpu_bo *bo)
{
	dma_resv_lock(bo->resv, NULL);
	kfree(bo->shadow);		/* { dg-bogus "." } */
	dma_resv_unlock(bo->resv);
}
