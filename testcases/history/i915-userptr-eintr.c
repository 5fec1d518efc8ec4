// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    a signal made the invalidation fail with -EINTR
 * rule:    notifier-return
 * lab:     warning
 * origin:  reduced from drivers/gpu/drm/i915/gem/i915_gem_userptr.c, 5.1 (interface of 6.1), as
 *          "drm/i915/userptr: Avoid struct_mutex recursion for mmu_invalidate_range_start" made it; gone
 *          with the lock in "drm/i915: Pull i915_vma_pin under the vm->mutex"
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct foo_object {
	struct mmu_notifier mn;
	struct mutex *struct_mutex;
	unsigned int pages;
};

static int bad_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_object *obj = container_of(mn, struct foo_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
#ifdef FIXED
	mutex_lock(obj->struct_mutex);
#else
	if (!mutex_trylock(obj->struct_mutex) && mutex_lock_killable(obj->struct_mutex))
		return -EINTR;	/* { dg-warning "bad_range_start" } */
#endif
	obj->pages = 0;
	mutex_unlock(obj->struct_mutex);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = bad_range_start };
