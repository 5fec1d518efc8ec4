// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   folio and rmap locks, which the mm holds around the callback, under the callback's lock
 * rule:   notifier-lock-order
 * origin: own
 * lab:    nothing: a folio's lock is a bit, of which lockdep does not know
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>

struct of_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock, unmap_lock, other_lock;
	struct address_space *mapping;
	struct page *page;
	unsigned long n;
};

static bool of_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct of_dev *d = container_of(mni, struct of_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-message "struct of_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	if (range->event == MMU_NOTIFY_UNMAP) {
		mutex_lock(&d->unmap_lock);
		d->n = 0;
		mutex_unlock(&d->unmap_lock);
	}
	return true;
}

const struct mmu_interval_notifier_ops of_ops = { .invalidate = of_invalidate };

void bad_dirty_lock(struct of_dev *d)
{
	mutex_lock(&d->lock);
	set_page_dirty_lock(d->page);	/* { dg-warning "'set_page_dirty_lock' may wait for the folio lock, which is held around invalidate callback 'of_invalidate', while holding 'struct of_dev.lock', which it takes" } */
	mutex_unlock(&d->lock);
}

static noinline void of_clean(struct of_dev *d)
{
	lock_page(d->page);
	d->n++;
	unlock_page(d->page);
}

static noinline void of_flush(struct of_dev *d)
{
	if (d->page)
		of_clean(d);
}

void bad_two_calls_below(struct of_dev *d)
{
	mutex_lock(&d->lock);
	of_flush(d);			/* { dg-warning "'lock_page' may wait for the folio lock" } */
	mutex_unlock(&d->lock);
}

void good_no_wait(struct of_dev *d)
{
	mutex_lock(&d->lock);
	set_page_dirty(d->page);	/* { dg-bogus "." } */
	if (trylock_page(d->page))	/* { dg-bogus "." } */
		unlock_page(d->page);
	mutex_unlock(&d->lock);
}

void good_outside(struct of_dev *d)
{
	lock_page(d->page);		/* { dg-bogus "." } */
	mutex_lock(&d->lock);
	d->n++;
	mutex_unlock(&d->lock);
	unlock_page(d->page);
	set_page_dirty_lock(d->page);	/* { dg-bogus "." } */
}

/* Nobody sends UNMAP with a folio locked. */
void good_unmap_only(struct of_dev *d)
{
	mutex_lock(&d->unmap_lock);
	set_page_dirty_lock(d->page);	/* { dg-bogus "." } */
	mutex_unlock(&d->unmap_lock);
}

void good_other_lock(struct of_dev *d)
{
	mutex_lock(&d->other_lock);
	lock_page(d->page);		/* { dg-bogus "." } */
	unlock_page(d->page);
	mutex_unlock(&d->other_lock);
}
