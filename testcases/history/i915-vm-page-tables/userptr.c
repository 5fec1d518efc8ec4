// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    page tables were allocated three calls and a file below the address space's lock
 * rule:    notifier-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/i915/{i915_vma.c,gem/i915_gem_userptr.c,gt/gen8_ppgtt.c}, 5.8
 *          (interface of 6.1); fixed by "drm/i915: Preallocate stashes for vma page-directories"
 * variant: FIXED
 */
#include "foo.h"

static bool foo_userptr_invalidate(struct mmu_interval_notifier *mni,
				   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_vma *vma = container_of(mni, struct foo_vma, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	spin_lock(&vma->seq_lock);
	mmu_interval_set_seq(mni, cur_seq);
	spin_unlock(&vma->seq_lock);
	if (foo_vma_unbind(vma))	/* { dg-message "foo_vma_unbind" } */
		pr_err("userptr still bound\n");
	return true;
}

const struct mmu_interval_notifier_ops foo_userptr_ops = { .invalidate = foo_userptr_invalidate };
