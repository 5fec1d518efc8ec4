// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a call that faults or allocates as well is reported once, under that rule
 * rule:   notifier-lock-self
 * origin: own
 * lab:    circular-locking
 */
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rmap.h>

struct on_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct page *page;
};

static bool on_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct on_dev *d = container_of(mni, struct on_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops on_ops = { .invalidate = on_invalidate };

void bad_munmap(struct on_dev *d, unsigned long addr)
{
	mutex_lock(&d->lock);
	vm_munmap(addr, PAGE_SIZE);	/* { dg-warning "may fault or take mmap_lock" notifier-lock-fault } { dg-bogus "in this thread" } */
	mutex_unlock(&d->lock);
}

void bad_exclusive(struct on_dev *d, struct mm_struct *mm, unsigned long addr)
{
	mutex_lock(&d->lock);
	make_device_exclusive_range(mm, addr, addr + PAGE_SIZE, &d->page, d);	/* { dg-warning "may fault or take mmap_lock" notifier-lock-fault } { dg-bogus "in this thread" } */
	mutex_unlock(&d->lock);
}

void bad_migrate_pages(struct on_dev *d, struct migrate_vma *args)
{
	mutex_lock(&d->lock);
	migrate_vma_pages(args);	/* { dg-warning "may enter direct reclaim" notifier-lock-alloc } { dg-bogus "in this thread" } */
	mutex_unlock(&d->lock);
}
