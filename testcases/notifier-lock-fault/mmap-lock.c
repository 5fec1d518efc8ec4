// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   mmap_lock, and calls that take it, under a lock that the callback takes
 * rule:   notifier-lock-fault
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct ml_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool ml_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ml_dev *d = container_of(mni, struct ml_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops ml_ops = { .invalidate = ml_invalidate };

void bad_mmap_read(struct ml_dev *d, struct mm_struct *mm)
{
	mutex_lock(&d->lock);
	mmap_read_lock(mm);	/* { dg-warning "'(mmap_read_lock|down_read)' may fault or take mmap_lock while holding 'struct ml_dev.lock', which invalidate callback 'ml_invalidate' takes" } */
	d->buf = find_vma(mm, 0);
	mmap_read_unlock(mm);
	mutex_unlock(&d->lock);
}

int bad_mmap_write(struct ml_dev *d, struct mm_struct *mm)
{
	mutex_lock(&d->lock);
	if (mmap_write_lock_killable(mm)) {	/* { dg-warning "may fault or take mmap_lock" } */
		mutex_unlock(&d->lock);
		return -EINTR;
	}
	mmap_write_unlock(mm);
	mutex_unlock(&d->lock);
	return 0;
}

static noinline struct vm_area_struct *ml_find(struct mm_struct *mm, unsigned long addr)
{
	struct vm_area_struct *vma;

	mmap_read_lock(mm);
	vma = find_vma(mm, addr);
	mmap_read_unlock(mm);
	return vma;
}

void bad_in_callee(struct ml_dev *d, struct mm_struct *mm)
{
	mutex_lock(&d->lock);
	d->buf = ml_find(mm, 0);	/* { dg-warning "may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
}

/* Registering takes mmap_lock for write, and allocates. */
int bad_insert(struct ml_dev *d, struct mm_struct *mm)
{
	int ret;

	mutex_lock(&d->lock);
	ret = mmu_interval_notifier_insert(&d->mni, mm, 0, PAGE_SIZE, &ml_ops);	/* { dg-warning "'mmu_interval_notifier_insert' may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
	return ret;
}

void good_mmap_trylock(struct ml_dev *d, struct mm_struct *mm)
{
	mutex_lock(&d->lock);
	if (mmap_read_trylock(mm)) {	/* { dg-bogus "." } */
		d->buf = find_vma(mm, 0);
		mmap_read_unlock(mm);
	}
	mutex_unlock(&d->lock);
}

/* The kernel's own order: mmap_lock outside. */
void good_mmap_outside(struct ml_dev *d, struct mm_struct *mm)
{
	mmap_read_lock(mm);	/* { dg-bogus "." } */
	mutex_lock(&d->lock);
	d->buf = find_vma(mm, 0);
	mutex_unlock(&d->lock);
	mmap_read_unlock(mm);
}

int good_insert_outside(struct ml_dev *d, struct mm_struct *mm)
{
	int ret = mmu_interval_notifier_insert(&d->mni, mm, 0, PAGE_SIZE, &ml_ops);	/* { dg-bogus "." } */

	mutex_lock(&d->lock);
	d->buf = NULL;
	mutex_unlock(&d->lock);
	return ret;
}
