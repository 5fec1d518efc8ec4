// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the invalidation flushed cancel works, which take struct_mutex, which is held over GFP_KERNEL
 * rule:    notifier-wait
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/i915/i915_gem_userptr.c, 4.20 (interface of 6.1), as
 *          "drm/i915/userptr: Flush cancellations before mmu-notifier invalidate returns" made it; fixed by
 *          "drm/i915/userptr: Avoid struct_mutex recursion for mmu_invalidate_range_start"
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct foo_device {
	struct mutex struct_mutex;
	void *requests;
};

struct foo_object {
	struct mmu_notifier mn;
	struct foo_device *dev;
	struct work_struct work;
	struct workqueue_struct *wq;
	bool active;
	unsigned int pages;
};

#ifdef FIXED
static int foo_unbind(struct foo_object *obj)
{
	if (!mutex_trylock(&obj->dev->struct_mutex))
		return -EAGAIN;
	obj->pages = 0;
	mutex_unlock(&obj->dev->struct_mutex);
	return 0;
}
#endif

static void foo_cancel_userptr(struct work_struct *work)
{
	struct foo_object *obj = container_of(work, struct foo_object, work);

	mutex_lock(&obj->dev->struct_mutex);	/* { dg-message "struct foo_device.struct_mutex" } */
	obj->pages = 0;
	mutex_unlock(&obj->dev->struct_mutex);
}

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_object *obj = container_of(mn, struct foo_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
#ifdef FIXED
	while (obj->active && foo_unbind(obj))
		cpu_relax();
#else
	if (obj->active)
		queue_work(obj->wq, &obj->work);
	flush_work(&obj->work);	/* { dg-warning "struct foo_object.work" } */
#endif
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

int good_init(struct foo_object *obj)
{
	INIT_WORK(&obj->work, foo_cancel_userptr);
	obj->wq = alloc_workqueue("foo-userptr-release", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	return obj->wq ? 0 : -ENOMEM;
}

int good_request_alloc(struct foo_device *dev)
{
	mutex_lock(&dev->struct_mutex);
	dev->requests = kzalloc(512, GFP_KERNEL);	/* { dg-message "'kzalloc'" } */
	mutex_unlock(&dev->struct_mutex);
	return dev->requests ? 0 : -ENOMEM;
}
