// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    with the may-fail API a callback that gives way to reclaim does not tie its lock to reclaim
 * rule:    notifier-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_mn.c, 6.1, with the interface of a patch proposed on
 *          the list in 2020, which is in no kernel and written here from a description of it
 * path:    drivers/gpu/drm/foo/foo_mn.c
 * variant: FIXED
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#define MMU_NOTIFIER_RANGE_MAYFAIL	(1 << 1)

static inline bool mmu_notifier_range_mayfail(const struct mmu_notifier_range *range)
{
	return range->flags & MMU_NOTIFIER_RANGE_MAYFAIL;
}

struct foo_device {
	struct mutex notifier_lock;
	void *table;
};

struct foo_bo {
	struct mmu_notifier mn;
	struct foo_device *dev;
	unsigned int invalid;
};

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_bo *bo = container_of(mn, struct foo_bo, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
#ifdef FIXED
	if (mmu_notifier_range_mayfail(range)) {
		if (!mutex_trylock(&bo->dev->notifier_lock))
			return -EAGAIN;
	} else {
		mutex_lock(&bo->dev->notifier_lock);
	}
#else
	mutex_lock(&bo->dev->notifier_lock);	/* { dg-message "struct foo_device.notifier_lock" } */
#endif
	bo->invalid++;
	mutex_unlock(&bo->dev->notifier_lock);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

int bad_grow(struct foo_device *dev)
{
	mutex_lock(&dev->notifier_lock);
	dev->table = kzalloc(512, GFP_KERNEL);	/* { dg-warning "while holding 'struct foo_device.notifier_lock', which invalidate callback 'foo_range_start' takes" } */
	mutex_unlock(&dev->notifier_lock);
	return dev->table ? 0 : -ENOMEM;
}
