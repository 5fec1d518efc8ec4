// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   an unknown gfp mask is reported only at low confidence
 * rule:   notifier-lock-alloc
 * origin: own
 * confidence: low
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct low_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool low_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct low_dev *d = container_of(mni, struct low_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops low_ops = { .invalidate = low_invalidate };

gfp_t low_configured_mask(void);

void bad_unknown_mask(struct low_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, low_configured_mask());	/* { dg-warning "while holding 'struct low_dev.lock'" } */
	mutex_unlock(&d->lock);
}

void good_unknown_but_masked(struct low_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, low_configured_mask() & ~__GFP_DIRECT_RECLAIM);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}
