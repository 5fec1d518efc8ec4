// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the callback gave the pages back, and dirtied them under their lock
 * rule:    notifier-vm-lock
 * origin:  reduced from drivers/gpu/drm/i915/gem/i915_gem_userptr.c, 5.3 (interface of 6.1); fixed by
 *          cb6d7c7dc7ff ("drm/i915/userptr: Try to acquire the page lock around set_page_dirty()")
 * path:    drivers/gpu/drm/i915/gem/i915_gem_userptr.c
 * variant: FIXED
 * lab:     hung-task
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/pagemap.h>

struct drm_i915_gem_object {
	struct mmu_notifier mn;
	struct page **pages;
	unsigned long npages;
	bool dirty;
};

static noinline void i915_gem_userptr_put_pages(struct drm_i915_gem_object *obj)
{
	for (unsigned long i = 0; i < obj->npages; i++) {
		struct page *page = obj->pages[i];

#ifdef FIXED
		if (obj->dirty && trylock_page(page)) {
			set_page_dirty(page);
			unlock_page(page);
		}
#else
		if (obj->dirty)
			set_page_dirty_lock(page);	/* { dg-warning "'set_page_dirty_lock' may wait for the folio lock, which is held around invalidate callback 'bad_userptr_start'" } */
#endif
		put_page(page);
	}
}

static int bad_userptr_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct drm_i915_gem_object *obj = container_of(mn, struct drm_i915_gem_object, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	if (obj->pages) {
		i915_gem_userptr_put_pages(obj);	/* { dg-message "i915_gem_userptr_put_pages" } */
		obj->pages = NULL;
	}
	return 0;
}

const struct mmu_notifier_ops i915_gem_userptr_notifier = { .invalidate_range_start = bad_userptr_start };
