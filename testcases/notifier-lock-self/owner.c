// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a driver that leaves its own migrations alone, by owner or by event
 * rule:   notifier-lock-self
 * origin: own, after drivers/gpu/drm/nouveau/nouveau_svm.c and lib/test_hmm.c
 * lab:    recursive-locking
 */
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct ow_dev {
	struct mmu_interval_notifier mni;
	struct mutex by_owner, by_event, by_other_event;
	struct address_space *mapping;
	void *owner;
	int n;
};

static bool ow_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ow_dev *d = container_of(mni, struct ow_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (range->event != MMU_NOTIFY_MIGRATE || range->owner != d->owner) {
		mutex_lock(&d->by_owner);
		d->n++;
		mutex_unlock(&d->by_owner);
	}
	if (range->event != MMU_NOTIFY_MIGRATE && range->event != MMU_NOTIFY_EXCLUSIVE) {
		mutex_lock(&d->by_event);
		d->n++;
		mutex_unlock(&d->by_event);
	}
	if (range->event != MMU_NOTIFY_UNMAP) {
		mutex_lock(&d->by_other_event);
		d->n++;
		mutex_unlock(&d->by_other_event);
	}
	return true;
}

const struct mmu_interval_notifier_ops ow_ops = { .invalidate = ow_invalidate };

int good_owner(struct ow_dev *d, struct migrate_vma *args)
{
	int ret;

	args->pgmap_owner = d->owner;
	mutex_lock(&d->by_owner);
	ret = migrate_vma_setup(args);	/* { dg-bogus "." } */
	mutex_unlock(&d->by_owner);
	return ret;
}

int good_event(struct ow_dev *d, struct migrate_vma *args)
{
	int ret;

	mutex_lock(&d->by_event);
	ret = migrate_vma_setup(args);	/* { dg-bogus "." } */
	mutex_unlock(&d->by_event);
	return ret;
}

/* That test lets one's own migrations through. */
int bad_other_event(struct ow_dev *d, struct migrate_vma *args)
{
	int ret;

	mutex_lock(&d->by_other_event);
	ret = migrate_vma_setup(args);	/* { dg-warning "'migrate_vma_setup' calls 'ow_invalidate' in this thread while holding 'struct ow_dev.by_other_event', which it takes" } */
	mutex_unlock(&d->by_other_event);
	return ret;
}

/* unmap_mapping_range() has no owner to tell. */
void bad_unmap_with_event_test(struct ow_dev *d)
{
	mutex_lock(&d->by_event);
	unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-warning "'unmap_mapping_range' calls 'ow_invalidate' in this thread while holding 'struct ow_dev.by_event', which it takes" } */
	mutex_unlock(&d->by_event);
}
