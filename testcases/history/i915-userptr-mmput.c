// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    freeing a busy userptr object dropped its mm under struct_mutex, which release takes
 * rule:    notifier-remove-lock
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/i915/i915_gem_userptr.c, 3.16 (interface of 6.1); fixed by
 *          ad46cb533d58 ("drm/i915: Prevent recursive deadlocks on releasing a busy userptr")
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct foo_device {
	struct mutex struct_mutex;
};

struct foo_object {
	struct mmu_notifier mn;
	struct foo_device *dev;
	struct mm_struct *mm;
	unsigned int pages;
};

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_object *obj = container_of(mn, struct foo_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&obj->dev->struct_mutex);	/* { dg-message "struct foo_device.struct_mutex" } */
	obj->pages = 0;
	mutex_unlock(&obj->dev->struct_mutex);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

static void foo_userptr_release(struct foo_object *obj)
{
	if (obj->mm) {
#ifdef FIXED
		mmdrop(obj->mm);
#else
		mmput(obj->mm);	/* { dg-message "'mmput'" } */
#endif
		obj->mm = NULL;
	}
}

void bad_free_object(struct foo_object *obj)
{
	mutex_lock(&obj->dev->struct_mutex);
	obj->pages = 0;
	foo_userptr_release(obj);	/* { dg-warning "struct foo_device.struct_mutex" } */
	mutex_unlock(&obj->dev->struct_mutex);
}
