// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   who unmaps for good (munmap, exit) holds no folio lock; who takes pages away does
 * rule:   notifier-vm-lock
 * origin: own, after drivers/infiniband/hw/hfi1/user_exp_rcv.c
 * lab:    hung-task
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

struct tu_map {
	struct mmu_interval_notifier notifier;
	struct page *page;
};

static bool good_invalidate(struct mmu_interval_notifier *mn, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct tu_map *m = container_of(mn, struct tu_map, notifier);

	if (range->event != MMU_NOTIFY_UNMAP)
		return true;
	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mn, seq);
	set_page_dirty_lock(m->page);		/* { dg-bogus "." } */
	return true;
}

static bool bad_invalidate(struct mmu_interval_notifier *mn, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct tu_map *m = container_of(mn, struct tu_map, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mn, seq);
	set_page_dirty_lock(m->page);		/* { dg-warning "the folio lock" } */
	return true;
}

const struct mmu_interval_notifier_ops tu_good_ops = { .invalidate = good_invalidate };
const struct mmu_interval_notifier_ops tu_bad_ops = { .invalidate = bad_invalidate };
