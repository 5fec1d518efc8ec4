// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the callback took struct_mutex, under which pages were faulted in
 * rule:    notifier-lock-fault
 * origin:  reduced from drivers/gpu/drm/i915/i915_gem_userptr.c, 4.2 (interface of 6.1); fixed by 380996aa
 *          ("drm/i915: Use a task to cancel the userptr on invalidate_range")
 * variant: FIXED
 * lab:     circular-locking
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

struct drm_device {
	struct mutex struct_mutex;
};

struct i915_mmu_object {
	struct mmu_notifier mn;
	struct drm_device *dev;
	struct work_struct work;
	spinlock_t lock;
	void *pages;
	bool active;
};

static void cancel_userptr(struct i915_mmu_object *mo)
{
	mutex_lock(&mo->dev->struct_mutex);
	mo->pages = NULL;
	mutex_unlock(&mo->dev->struct_mutex);
}

static void cancel_work_fn(struct work_struct *work)
{
	cancel_userptr(container_of(work, struct i915_mmu_object, work));
}

void good_init(struct i915_mmu_object *mo)
{
	INIT_WORK(&mo->work, cancel_work_fn);
	spin_lock_init(&mo->lock);
}

static int i915_gem_userptr_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct i915_mmu_object *mo = container_of(mn, struct i915_mmu_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
#ifdef FIXED
	spin_lock(&mo->lock);
	if (mo->active)
		queue_work(system_unbound_wq, &mo->work);
	spin_unlock(&mo->lock);
#else
	cancel_userptr(mo);	/* { dg-message "cancel_userptr" } */
#endif
	return 0;
}

const struct mmu_notifier_ops i915_gem_userptr_notifier = {
	.invalidate_range_start = i915_gem_userptr_start,
};

int bad_pread(struct i915_mmu_object *mo, char __user *to)
{
	int ret;

	ret = mutex_lock_interruptible(&mo->dev->struct_mutex);
	if (ret)
		return ret;
	if (copy_to_user(to, mo->pages, PAGE_SIZE))	/* { dg-warning "may fault or take mmap_lock while holding 'struct drm_device.struct_mutex', which invalidate callback 'i915_gem_userptr_start' takes" } */
		ret = -EFAULT;
	mutex_unlock(&mo->dev->struct_mutex);
	return ret;
}

int good_pread(struct i915_mmu_object *mo, char __user *to)
{
	int left;

	mutex_lock(&mo->dev->struct_mutex);
	pagefault_disable();
	left = __copy_to_user_inatomic(to, mo->pages, PAGE_SIZE);	/* { dg-bogus "." } */
	pagefault_enable();
	mutex_unlock(&mo->dev->struct_mutex);
	return left;
}
