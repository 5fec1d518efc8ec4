// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   reclaim sends only CLEAR: a lock taken for other events cannot deadlock with it
 * rule:   notifier-lock-alloc
 * origin: own, after drivers/infiniband/hw/hfi1/mmu_rb.c and amdkfd/kfd_svm.c
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct ev_dev {
	struct mmu_interval_notifier unmap_only, clear_only, by_switch, not_release, migrate_only;
	struct mutex unmap_lock, clear_lock, switch_lock, any_lock, migrate_lock;
	void *buf;
};

static bool ev_unmap_only(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ev_dev *d = container_of(mni, struct ev_dev, unmap_only);

	if (range->event != MMU_NOTIFY_UNMAP)
		return true;
	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->unmap_lock);
	d->buf = NULL;
	mutex_unlock(&d->unmap_lock);
	return true;
}

static bool ev_clear_only(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ev_dev *d = container_of(mni, struct ev_dev, clear_only);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (range->event == MMU_NOTIFY_CLEAR) {
		mutex_lock(&d->clear_lock);
		d->buf = NULL;
		mutex_unlock(&d->clear_lock);
	}
	return true;
}

static void ev_locked_split(struct ev_dev *d)
{
	mutex_lock(&d->switch_lock);
	d->buf = NULL;
	mutex_unlock(&d->switch_lock);
}

static bool ev_by_switch(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ev_dev *d = container_of(mni, struct ev_dev, by_switch);

	if (!mmu_notifier_range_blockable(range))
		return false;
	switch (range->event) {
	case MMU_NOTIFY_RELEASE:
		break;
	case MMU_NOTIFY_UNMAP:
	case MMU_NOTIFY_PROTECTION_VMA:
		ev_locked_split(d);
		break;
	default:
		mmu_interval_set_seq(mni, seq);
		break;
	}
	return true;
}

static bool ev_not_release(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ev_dev *d = container_of(mni, struct ev_dev, not_release);

	if (range->event == MMU_NOTIFY_RELEASE)
		return true;
	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->any_lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->any_lock);
	return true;
}

static bool ev_migrate_only(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ev_dev *d = container_of(mni, struct ev_dev, migrate_only);

	if (range->event != MMU_NOTIFY_MIGRATE || range->owner == d)
		return true;
	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->migrate_lock);
	d->buf = NULL;
	mutex_unlock(&d->migrate_lock);
	return true;
}

const struct mmu_interval_notifier_ops ev_ops[] = {
	{ .invalidate = ev_unmap_only },
	{ .invalidate = ev_clear_only },
	{ .invalidate = ev_by_switch },
	{ .invalidate = ev_not_release },
	{ .invalidate = ev_migrate_only },
};

void good_unmap_only(struct ev_dev *d)
{
	mutex_lock(&d->unmap_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->unmap_lock);
}

void bad_clear_only(struct ev_dev *d)
{
	mutex_lock(&d->clear_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct ev_dev.clear_lock', which invalidate callback 'ev_clear_only' takes" } */
	mutex_unlock(&d->clear_lock);
}

void good_not_in_switch(struct ev_dev *d)
{
	mutex_lock(&d->switch_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->switch_lock);
}

void bad_not_release(struct ev_dev *d)
{
	mutex_lock(&d->any_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'struct ev_dev.any_lock', which invalidate callback 'ev_not_release' takes" } */
	mutex_unlock(&d->any_lock);
}

void good_migrate_only(struct ev_dev *d)
{
	mutex_lock(&d->migrate_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->migrate_lock);
}
