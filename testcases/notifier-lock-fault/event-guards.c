// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   munmap sends UNMAP under mmap_lock: what is safe from reclaim is not safe from a fault
 * rule:   notifier-lock-fault
 * origin: own, after drivers/infiniband/hw/hfi1/mmu_rb.c
 * lab:    circular-locking
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct fe_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct mutex unmap_lock, release_event_lock, release_lock;
	struct page *pages[4];
	void *buf;
};

static bool fe_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fe_dev *d = container_of(mni, struct fe_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	switch (range->event) {
	case MMU_NOTIFY_UNMAP:
		mutex_lock(&d->unmap_lock);
		d->buf = NULL;
		mutex_unlock(&d->unmap_lock);
		break;
	case MMU_NOTIFY_RELEASE:
		mutex_lock(&d->release_event_lock);
		d->buf = NULL;
		mutex_unlock(&d->release_event_lock);
		break;
	default:
		break;
	}
	return true;
}

static void fe_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct fe_dev *d = container_of(mn, struct fe_dev, mn);

	mutex_lock(&d->release_lock);
	d->buf = NULL;
	mutex_unlock(&d->release_lock);
}

const struct mmu_interval_notifier_ops fe_ops = { .invalidate = fe_invalidate };
const struct mmu_notifier_ops fe_list_ops = { .release = fe_release };

long bad_unmap_only(struct fe_dev *d, unsigned long addr)
{
	long ret;

	mutex_lock(&d->unmap_lock);
	ret = pin_user_pages_fast(addr, 4, 0, d->pages);	/* { dg-warning "'struct fe_dev.unmap_lock', which invalidate callback 'fe_invalidate' takes" } */
	mutex_unlock(&d->unmap_lock);
	return ret;
}

void good_unmap_only_alloc(struct fe_dev *d)
{
	mutex_lock(&d->unmap_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->unmap_lock);
}

/* RELEASE comes from exit_mmap, which holds no lock of the mm. */
long good_release_event(struct fe_dev *d, unsigned long addr)
{
	long ret;

	mutex_lock(&d->release_event_lock);
	ret = pin_user_pages_fast(addr, 4, 0, d->pages);	/* { dg-bogus "." } */
	mutex_unlock(&d->release_event_lock);
	return ret;
}

long good_release(struct fe_dev *d, unsigned long addr)
{
	long ret;

	mutex_lock(&d->release_lock);
	ret = pin_user_pages_fast(addr, 4, 0, d->pages);	/* { dg-bogus "." } */
	mutex_unlock(&d->release_lock);
	return ret;
}
