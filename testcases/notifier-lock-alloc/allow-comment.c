// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   an allow comment with a reason silences a place, one without does not count for another rule
 * rule:   notifier-lock-alloc
 * origin: own
 * needs:  --source
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct allow_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool allow_invalidate(struct mmu_interval_notifier *mni,
			     const struct mmu_notifier_range *range, unsigned long seq)
{
	struct allow_dev *d = container_of(mni, struct allow_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops allow_ops = { .invalidate = allow_invalidate };

void good_allowed_on_line(struct allow_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL); /* reclint: allow notifier-lock-alloc: runs before the notifier is registered */
	mutex_unlock(&d->lock);
}

void good_allowed_above(struct allow_dev *d)
{
	mutex_lock(&d->lock);
	/* reclint: allow notifier-lock-alloc: runs before the notifier is registered */
	d->buf = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&d->lock);
}

void bad_allows_another_rule(struct allow_dev *d)
{
	mutex_lock(&d->lock);
	/* reclint: allow nonblock-sleep: another rule */
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "may enter direct reclaim" } */
	mutex_unlock(&d->lock);
}
