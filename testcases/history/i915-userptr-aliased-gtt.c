// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    revoking GTT mmaps under struct_mutex ran the userptr notifier of the same range, which took it
 * rule:    notifier-lock-self
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/i915/i915_gem{,_userptr}.c, 4.2 (interface of 6.1); fixed by
 *          "drm/i915: Fix userptr deadlock with aliased GTT mmappings"
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct foo_device {
	struct mutex struct_mutex;
	struct address_space *mapping;
};

struct foo_object {
	struct mmu_notifier mn;
	struct foo_device *dev;
	struct work_struct work;
	spinlock_t lock;
	loff_t offset;
	bool active, bound;
};

static void foo_cancel_userptr(struct work_struct *work)
{
	struct foo_object *obj = container_of(work, struct foo_object, work);

	mutex_lock(&obj->dev->struct_mutex);
	obj->bound = false;
	mutex_unlock(&obj->dev->struct_mutex);
}

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_object *obj = container_of(mn, struct foo_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
#ifdef FIXED
	spin_lock(&obj->lock);
	if (obj->active)
		schedule_work(&obj->work);
	spin_unlock(&obj->lock);
#else
	foo_cancel_userptr(&obj->work);	/* { dg-message "foo_cancel_userptr" } */
#endif
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

static void foo_release_mmap(struct foo_object *obj)
{
	unmap_mapping_range(obj->dev->mapping, obj->offset, PAGE_SIZE, 1);	/* { dg-message "'unmap_mapping_range'" } */
}

void bad_set_tiling(struct foo_object *obj)
{
	mutex_lock(&obj->dev->struct_mutex);
	foo_release_mmap(obj);	/* { dg-warning "struct foo_device.struct_mutex" } */
	mutex_unlock(&obj->dev->struct_mutex);
}

void good_init(struct foo_object *obj)
{
	INIT_WORK(&obj->work, foo_cancel_userptr);
}
