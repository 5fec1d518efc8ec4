// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the commit that signals page flip fences reserved the framebuffer to read its tiling
 * rule:    fence-signal-reclaim
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/display/amdgpu_dm/amdgpu_dm.c, 5.8 (interface of 6.1; the
 *          section is written out here); fixed by
 *          "drm/amd/display: Store tiling_flags and tmz_surface on dm_plane_state"
 * path:    drivers/gpu/drm/foo/foo_dm.c
 * variant: FIXED
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>

struct foo_bo {
	struct dma_resv *resv;
	u64 tiling_flags;
};

struct foo_plane_state {
	struct foo_bo *bo;
	struct dma_fence *flip_done;
	u64 tiling_flags;
	u64 address;
};

static int foo_get_fb_info(struct foo_bo *bo, u64 *tiling_flags)
{
	int r = dma_resv_lock_interruptible(bo->resv, NULL);	/* { dg-message "'dma_resv_lock_interruptible'" } */

	if (r)
		return r;
	*tiling_flags = bo->tiling_flags;
	dma_resv_unlock(bo->resv);
	return 0;
}

static void foo_fill_plane(struct foo_plane_state *state, u64 tiling_flags)
{
	state->address = tiling_flags & 1 ? 4096 : 0;
}

void bad_commit_tail(struct foo_plane_state *state)
{
	u64 tiling_flags = 0;
	bool cookie = dma_fence_begin_signalling();

#ifdef FIXED
	tiling_flags = state->tiling_flags;
#else
	if (foo_get_fb_info(state->bo, &tiling_flags))	/* { dg-warning "dma_resv" } */
		pr_err("no tiling flags\n");
#endif
	foo_fill_plane(state, tiling_flags);
	dma_fence_signal(state->flip_done);
	dma_fence_end_signalling(cookie);
}

int good_prepare_planes(struct foo_plane_state *state)
{
	return foo_get_fb_info(state->bo, &state->tiling_flags);	/* { dg-bogus "." } */
}
