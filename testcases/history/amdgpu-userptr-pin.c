// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    user pages were looked up while populating the buffer, with its reservation held
 * rule:    notifier-lock-fault
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_{ttm,mn}.c, 4.5 (interface of 6.1); fixed by
 *          2f568dbd6b94 ("drm/amdgpu: move get_user_pages out of amdgpu_ttm_tt_pin_userptr v6")
 * variant: FIXED
 */
#include <linux/dma-resv.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

struct foo_mn {
	struct mmu_notifier mn;
	struct list_head bos;
};

struct foo_bo {
	struct list_head mn_list;
	struct dma_resv *resv;
	unsigned long userptr;
	struct page **pages;
	unsigned int num_pages;
	bool bound;
};

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_mn *rmn = container_of(mn, struct foo_mn, mn);
	struct foo_bo *bo;
	int r;

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	list_for_each_entry(bo, &rmn->bos, mn_list) {
		r = dma_resv_lock(bo->resv, NULL);	/* { dg-message "'dma_resv_lock'" } */
		if (r) {
			pr_err("(%d) failed to reserve user bo\n", r);
			continue;
		}
		bo->bound = false;
		dma_resv_unlock(bo->resv);
	}
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

static int foo_get_user_pages(struct foo_bo *bo)
{
	return pin_user_pages_fast(bo->userptr, bo->num_pages, FOLL_WRITE, bo->pages);	/* { dg-message "'pin_user_pages_fast'" } */
}

static int foo_pin_userptr(struct foo_bo *bo)
{
#ifndef FIXED
	int r = foo_get_user_pages(bo);	/* { dg-message "foo_get_user_pages" } */

	if (r < 0)
		return r;
#endif
	bo->bound = true;
	return 0;
}

static int foo_bo_validate(struct foo_bo *bo)
{
	return bo->bound ? 0 : foo_pin_userptr(bo);	/* { dg-message "foo_pin_userptr" } */
}

int bad_cs_list_validate(struct foo_bo *bo)
{
	int r;

#ifdef FIXED
	r = foo_get_user_pages(bo);
	if (r < 0)
		return r;
#endif
	r = dma_resv_lock_interruptible(bo->resv, NULL);
	if (r)
		return r;
	r = foo_bo_validate(bo);	/* { dg-warning "may fault or take mmap_lock while holding 'struct dma_resv.lock', which invalidate callback 'foo_range_start' takes" } */
	dma_resv_unlock(bo->resv);
	return r;
}
