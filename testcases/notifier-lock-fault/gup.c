// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   getting user pages under a lock that the callback takes
 * rule:   notifier-lock-fault
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/hmm.h>
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
# define VMAS	, NULL
#else
# define VMAS
#endif

struct gup_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct page *pages[4];
	void *buf;
};

static bool gup_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct gup_dev *d = container_of(mni, struct gup_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops gup_ops = { .invalidate = gup_invalidate };

long bad_pin_fast(struct gup_dev *d, unsigned long addr)
{
	long ret;

	mutex_lock(&d->lock);
	ret = pin_user_pages_fast(addr, 4, FOLL_WRITE, d->pages);	/* { dg-warning "'pin_user_pages_fast' may fault or take mmap_lock while holding 'struct gup_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

long bad_get_pages(struct gup_dev *d, struct mm_struct *mm, unsigned long addr)
{
	long ret;

	mutex_lock(&d->lock);
	mmap_read_lock(mm);		/* { dg-warning "may fault or take mmap_lock" } */
	ret = get_user_pages_remote(mm, addr, 4, 0, d->pages VMAS, NULL);	/* { dg-warning "may fault or take mmap_lock" } */
	mmap_read_unlock(mm);
	mutex_unlock(&d->lock);
	return ret;
}

int bad_hmm_fault(struct gup_dev *d, struct hmm_range *range)
{
	int ret;

	mutex_lock(&d->lock);
	ret = hmm_range_fault(range);	/* { dg-warning "'hmm_range_fault' may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
	return ret;
}

/* The protocol: fault without the lock, check under it. */
int good_hmm_protocol(struct gup_dev *d, struct hmm_range *range, struct mm_struct *mm)
{
	int ret;

	do {
		range->notifier_seq = mmu_interval_read_begin(range->notifier);
		mmap_read_lock(mm);
		ret = hmm_range_fault(range);	/* { dg-bogus "." } */
		mmap_read_unlock(mm);
		if (ret == -EBUSY)
			continue;
		if (ret)
			return ret;
		mutex_lock(&d->lock);
		if (!mmu_interval_read_retry(range->notifier, range->notifier_seq))
			break;
		mutex_unlock(&d->lock);
	} while (true);
	d->buf = range->hmm_pfns;
	mutex_unlock(&d->lock);
	return 0;
}

long good_fast_only(struct gup_dev *d, unsigned long addr)
{
	long ret;

	mutex_lock(&d->lock);
	ret = get_user_pages_fast_only(addr, 4, FOLL_WRITE, d->pages);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}
