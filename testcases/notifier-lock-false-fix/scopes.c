// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   memalloc_nofs_save and memalloc_noio_save under a lock that the callback takes
 * rule:   notifier-lock-false-fix
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sched/mm.h>

struct fs_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	unsigned int saved;
	void *buf;
};

static bool fs_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fs_dev *d = container_of(mni, struct fs_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fs_ops = { .invalidate = fs_invalidate };

void bad_nofs_scope(struct fs_dev *d)
{
	unsigned int flags;

	mutex_lock(&d->lock);
	flags = memalloc_nofs_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "memalloc_nofs_save\(\) does not keep reclaim out of mmu notifiers: 'kmalloc' while holding 'struct fs_dev.lock', which invalidate callback 'fs_invalidate' takes" } */
	memalloc_nofs_restore(flags);
	mutex_unlock(&d->lock);
}

void bad_noio_scope(struct fs_dev *d)
{
	unsigned int flags = memalloc_noio_save();

	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "memalloc_noio_save\(\) does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
	memalloc_noio_restore(flags);
}

/* The inner restore ends the inner scope only. */
void bad_nested_scope(struct fs_dev *d)
{
	unsigned int outer = memalloc_nofs_save(), inner;

	mutex_lock(&d->lock);
	inner = memalloc_nofs_save();
	memalloc_nofs_restore(inner);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "does not keep reclaim out of mmu notifiers" } */
	mutex_unlock(&d->lock);
	memalloc_nofs_restore(outer);
}

/* After the scope it is the ordinary mistake. */
void bad_after_scope(struct fs_dev *d)
{
	unsigned int flags;

	mutex_lock(&d->lock);
	flags = memalloc_nofs_save();
	memalloc_nofs_restore(flags);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "GFP_KERNEL may enter direct reclaim" notifier-lock-alloc } */
	mutex_unlock(&d->lock);
}

/* Inside both, the stronger one decides. */
void good_noreclaim_inside(struct fs_dev *d)
{
	unsigned int nofs = memalloc_nofs_save(), noreclaim;

	mutex_lock(&d->lock);
	noreclaim = memalloc_noreclaim_save();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	memalloc_noreclaim_restore(noreclaim);
	mutex_unlock(&d->lock);
	memalloc_nofs_restore(nofs);
}

void good_scope_and_nowait(struct fs_dev *d)
{
	unsigned int flags = memalloc_nofs_save();

	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	memalloc_nofs_restore(flags);
}
