// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   list notifiers: start and end are entered from reclaim, release is not
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct role_dev {
	struct mmu_notifier mn;
	struct mutex start_lock, end_lock, release_lock;
	void *buf;
};

static int role_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct role_dev *d = container_of(mn, struct role_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return 0;
	mutex_lock(&d->start_lock);
	d->buf = NULL;
	mutex_unlock(&d->start_lock);
	return 0;
}

static void role_end(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct role_dev *d = container_of(mn, struct role_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return;
	mutex_lock(&d->end_lock);
	d->buf = NULL;
	mutex_unlock(&d->end_lock);
}

/* From exit_mmap: holds no lock of the mm, so it may lock and allocate. */
static void role_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct role_dev *d = container_of(mn, struct role_dev, mn);

	mutex_lock(&d->release_lock);
	kfree(d->buf);
	d->buf = kmalloc(8, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->release_lock);
}

static const struct mmu_notifier_ops role_ops = {
	.invalidate_range_start = role_start,
	.invalidate_range_end = role_end,
	.release = role_release,
};

int good_register(struct role_dev *d, struct mm_struct *mm)
{
	d->mn.ops = &role_ops;
	return mmu_notifier_register(&d->mn, mm);
}

void bad_start_lock(struct role_dev *d)
{
	mutex_lock(&d->start_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct role_dev.start_lock', which invalidate callback 'role_start' takes" } */
	mutex_unlock(&d->start_lock);
}

void bad_end_lock(struct role_dev *d)
{
	mutex_lock(&d->end_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct role_dev.end_lock', which invalidate callback 'role_end' takes" } */
	mutex_unlock(&d->end_lock);
}

void good_release_lock(struct role_dev *d)
{
	mutex_lock(&d->release_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->release_lock);
}
