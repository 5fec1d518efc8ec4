// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    releasing user pages for an invalidation waited for each page's lock to dirty it
 * rule:    notifier-vm-lock
 * lab:     hung-task
 * origin:  reduced from drivers/gpu/drm/i915/gem/i915_gem_userptr.c, 5.3 (interface of 6.1); fixed by
 *          "drm/i915/userptr: Try to acquire the page lock around set_page_dirty()"
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>
#include <linux/swap.h>

struct foo_object {
	struct mmu_notifier mn;
	struct mutex lock;
	struct page **pages;
	unsigned int npages;
	bool dirty;
};

static void foo_put_pages(struct foo_object *obj)
{
	unsigned int i;

	for (i = 0; i < obj->npages; i++) {
		struct page *page = obj->pages[i];

#ifdef FIXED
		if (obj->dirty && trylock_page(page)) {
			set_page_dirty(page);
			unlock_page(page);
		}
#else
		if (obj->dirty)
			set_page_dirty_lock(page);	/* { dg-warning "'set_page_dirty_lock'.*foo_range_start" } */
#endif
		mark_page_accessed(page);
		put_page(page);
	}
	obj->npages = 0;
}

static int foo_unbind(struct foo_object *obj)
{
	if (!mutex_trylock(&obj->lock))
		return -EAGAIN;
	foo_put_pages(obj);
	mutex_unlock(&obj->lock);
	return 0;
}

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_object *obj = container_of(mn, struct foo_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	while (foo_unbind(obj))
		cpu_relax();
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };
