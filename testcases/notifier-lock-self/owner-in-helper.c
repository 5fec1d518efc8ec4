// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the test of event and owner is a predicate of its own
 * rule:   notifier-lock-self
 * origin: own
 * lab:    nothing
 */
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct oh_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *owner;
	int n;
};

static noinline bool oh_is_own(const struct oh_dev *d, const struct mmu_notifier_range *range)
{
	return range->event == MMU_NOTIFY_MIGRATE && range->owner == d->owner;
}

static bool oh_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct oh_dev *d = container_of(mni, struct oh_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (oh_is_own(d, range))
		return true;
	mutex_lock(&d->lock);
	d->n++;
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops oh_ops = { .invalidate = oh_invalidate };

int good_migrate(struct oh_dev *d, struct migrate_vma *args)
{
	int ret;

	args->pgmap_owner = d->owner;
	mutex_lock(&d->lock);
	ret = migrate_vma_setup(args);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}
