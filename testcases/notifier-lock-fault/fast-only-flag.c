// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   FOLL_FAST_ONLY among the flags of get_user_pages_fast, also from two calls up
 * rule:   notifier-lock-fault
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/version.h>

struct fo_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct page *page;
};

static bool fo_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fo_dev *d = container_of(mni, struct fo_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fo_ops = { .invalidate = fo_invalidate };

static noinline int fo_get(struct fo_dev *d, unsigned long addr, unsigned int flags)
{
	return get_user_pages_fast(addr, 1, flags | FOLL_WRITE, &d->page);
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)	/* from then on only mm has the flag */
int good_direct(struct fo_dev *d, unsigned long addr)
{
	int ret;

	mutex_lock(&d->lock);
	ret = get_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_FAST_ONLY, &d->page);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_passed_down(struct fo_dev *d, unsigned long addr)
{
	int ret;

	mutex_lock(&d->lock);
	ret = fo_get(d, addr, FOLL_FAST_ONLY);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}
#endif

int bad_passed_down(struct fo_dev *d, unsigned long addr)
{
	int ret;

	mutex_lock(&d->lock);
	ret = fo_get(d, addr, FOLL_FORCE);	/* { dg-warning "may fault or take mmap_lock" } */
	mutex_unlock(&d->lock);
	return ret;
}
