// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a callback that takes mmap_lock or a lock of the reverse map, by name or in what faults
 * rule:   notifier-vm-lock
 * origin: own
 * lab:    recursive-locking
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/rmap.h>
#include <linux/sched/mm.h>
#include <linux/uaccess.h>

struct mm_dev {
	struct mmu_notifier mn;
	struct mm_struct *mm;
	struct address_space *mapping;
	struct anon_vma *anon_vma;
	struct page *page;
	void __user *user;
	unsigned long n;
};

static int bad_mmap_read(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mmap_read_lock(d->mm);		/* { dg-warning "may wait for mmap_lock, which is held around invalidate callback 'bad_mmap_read'" } */
	d->n = d->mm->map_count;
	mmap_read_unlock(d->mm);
	return 0;
}

static int bad_gup(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	d->n = pin_user_pages_fast(range->start, 1, 0, &d->page);	/* { dg-warning "'pin_user_pages_fast' may wait for mmap_lock" } */
	return 0;
}

static int bad_rmap(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-warning "'unmap_mapping_range' may wait for i_mmap_rwsem" } */
	anon_vma_lock_read(d->anon_vma);		/* { dg-warning "may wait for anon_vma" } */
	anon_vma_unlock_read(d->anon_vma);
	return 0;
}

static int bad_user_copy(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	d->n = clear_user(d->user, 8);	/* { dg-warning "may wait for mmap_lock" } */
	return 0;
}

static int good_trylock(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	if (mmap_read_trylock(d->mm)) {		/* { dg-bogus "." } */
		d->n = d->mm->map_count;
		mmap_read_unlock(d->mm);
	}
	if (i_mmap_trylock_write(d->mapping))	/* { dg-bogus "." } */
		i_mmap_unlock_write(d->mapping);
	d->n += get_user_pages_fast_only(range->start, 1, 0, &d->page);	/* { dg-bogus "." } */
	return 0;
}

static int good_no_fault(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	pagefault_disable();
	d->n = __copy_to_user_inatomic(d->user, &d->page, 8);	/* { dg-bogus "." } */
	pagefault_enable();
	return 0;
}

/* exit_mmap calls it before it takes mmap_lock. */
static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct mm_dev *d = container_of(mn, struct mm_dev, mn);

	mmap_read_lock(mm);		/* { dg-bogus "." } */
	d->n = mm->map_count;
	mmap_read_unlock(mm);
}

const struct mmu_notifier_ops mm_ops[] = {
	{ .invalidate_range_start = bad_mmap_read },
	{ .invalidate_range_start = bad_gup },
	{ .invalidate_range_start = bad_rmap },
	{ .invalidate_range_start = bad_user_copy },
	{ .invalidate_range_start = good_trylock, .release = good_release },
	{ .invalidate_range_start = good_no_fault },
};

/* Outside of callbacks mmap_lock is anybody's. */
void good_elsewhere(struct mm_dev *d)
{
	mmap_read_lock(d->mm);		/* { dg-bogus "." } */
	d->n = d->mm->map_count;
	mmap_read_unlock(d->mm);
}
