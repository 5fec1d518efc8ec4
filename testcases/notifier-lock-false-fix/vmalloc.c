// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   vmalloc's page tables know no mask: what kvmalloc and __vmalloc do with weak ones
 * rule:   notifier-lock-false-fix
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct fv_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool fv_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fv_dev *d = container_of(mni, struct fv_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fv_ops = { .invalidate = fv_invalidate };

void bad_kvmalloc_nofs(struct fv_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kvmalloc(1 << 20, GFP_NOFS);	/* { dg-warning "does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
}

void bad_vmalloc_nofs(struct fv_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = __vmalloc(1 << 20, GFP_NOFS);	/* { dg-warning "does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
}

/* GFP_NOWAIT is not enough for vmalloc: its page tables are allocated with GFP_NOIO. */
void bad_vmalloc_nowait(struct fv_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = __vmalloc(1 << 20, GFP_NOWAIT);	/* { dg-warning "while holding 'struct fv_dev.lock'" notifier-lock-alloc|notifier-lock-false-fix } */
	mutex_unlock(&d->lock);
}

/* kvmalloc without direct reclaim never falls back to vmalloc. */
void good_kvmalloc_nowait(struct fv_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kvmalloc(1 << 20, GFP_NOWAIT);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}
