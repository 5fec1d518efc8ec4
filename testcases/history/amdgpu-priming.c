// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    lockdep was taught that reclaim is entered under the notifier lock, the reverse of the truth
 * rule:    priming-wrong
 * lab:     circular-locking
 * origin:  reduced from a patch to drivers/gpu/drm/amd/amdgpu/amdgpu_device.c on the list, 2026; written from a
 *          description of it
 * path:    drivers/gpu/drm/foo/foo_device.c
 * variant: FIXED
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct foo_device {
	struct mutex notifier_lock;
};

struct foo_bo {
	struct mmu_interval_notifier notifier;
	struct foo_device *dev;
	unsigned int invalid;
};

static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_bo *bo = container_of(mni, struct foo_bo, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&bo->dev->notifier_lock);
	mmu_interval_set_seq(mni, cur_seq);
	bo->invalid++;
	mutex_unlock(&bo->dev->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops foo_mn_ops = { .invalidate = foo_invalidate };

void bad_device_init(struct foo_device *dev)
{
	mutex_init(&dev->notifier_lock);
#ifdef FIXED
	fs_reclaim_acquire(GFP_KERNEL);
	mutex_lock(&dev->notifier_lock);
	mutex_unlock(&dev->notifier_lock);
	fs_reclaim_release(GFP_KERNEL);
#else
	mutex_lock(&dev->notifier_lock);	/* { dg-warning "reclaim is entered under 'struct foo_device.notifier_lock'" } */
	fs_reclaim_acquire(GFP_KERNEL);
	fs_reclaim_release(GFP_KERNEL);
	mutex_unlock(&dev->notifier_lock);
#endif
}
