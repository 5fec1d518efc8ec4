// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   an unknown gfp mask is not reported by default
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    nothing
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct unk_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool unk_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct unk_dev *d = container_of(mni, struct unk_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops unk_ops = { .invalidate = unk_invalidate };

gfp_t unk_configured_mask(void);

void good_unknown_mask(struct unk_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, unk_configured_mask());	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}
