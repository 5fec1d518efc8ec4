// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a callback that waits for folio locks, directly and in helpers of the kernel
 * rule:   notifier-vm-lock
 * origin: own, after drivers/gpu/drm/i915/gem/i915_gem_userptr.c
 * lab:    hung-task
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/pagemap.h>
#include <linux/workqueue.h>

struct fo_dev {
	struct mmu_interval_notifier mni;
	struct work_struct work;
	struct page *pages[8];
	bool wrote;
};

static noinline void fo_dirty_one(struct fo_dev *d, unsigned int i)
{
	set_page_dirty_lock(d->pages[i]);	/* { dg-warning "may wait for the folio lock, which is held around invalidate callback 'bad_in_callee'" } */
}

static noinline void fo_dirty(struct fo_dev *d)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(d->pages); i++)
		fo_dirty_one(d, i);
}

static void fo_work(struct work_struct *work)
{
	struct fo_dev *d = container_of(work, struct fo_dev, work);

	lock_page(d->pages[0]);			/* { dg-bogus "." } */
	set_page_dirty(d->pages[0]);
	unlock_page(d->pages[0]);
}

void good_init(struct fo_dev *d)
{
	INIT_WORK(&d->work, fo_work);
}

static bool bad_lock_page(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fo_dev *d = container_of(mni, struct fo_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	lock_page(d->pages[0]);			/* { dg-warning "may wait for the folio lock, which is held around invalidate callback 'bad_lock_page'" } */
	set_page_dirty(d->pages[0]);
	unlock_page(d->pages[0]);
	return true;
}

static bool bad_in_callee(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fo_dev *d = container_of(mni, struct fo_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	fo_dirty(d);
	return true;
}

/* The pages are mapped still, and one that is locked is somebody else's to dirty. */
static bool good_relatives(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fo_dev *d = container_of(mni, struct fo_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	set_page_dirty(d->pages[0]);		/* { dg-bogus "." } */
	if (trylock_page(d->pages[1])) {	/* { dg-bogus "." } */
		set_page_dirty(d->pages[1]);
		unlock_page(d->pages[1]);
	}
	unpin_user_pages_dirty_lock(d->pages, 4, false);	/* { dg-bogus "." } */
	unpin_user_pages(d->pages + 4, 4);	/* { dg-bogus "." } */
	schedule_work(&d->work);		/* { dg-bogus "." } */
	return true;
}

/* exit_mmap holds no folio. */
static bool good_release_event(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fo_dev *d = container_of(mni, struct fo_dev, mni);

	if (range->event == MMU_NOTIFY_RELEASE)
		set_page_dirty_lock(d->pages[0]);	/* { dg-bogus "." } */
	return true;
}

const struct mmu_interval_notifier_ops fo_ops[] = {
	{ .invalidate = bad_lock_page },
	{ .invalidate = bad_in_callee },
	{ .invalidate = good_relatives },
	{ .invalidate = good_release_event },
};
