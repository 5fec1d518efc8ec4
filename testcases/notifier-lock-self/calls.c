// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   calls that unmap pages in this thread, under a lock that the callback takes for all events
 * rule:   notifier-lock-self
 * origin: own
 * lab:    recursive-locking
 */
#include <linux/fs.h>
#include <linux/migrate.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct ns_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock, other_lock, try_lock;
	struct address_space *mapping;
	unsigned long generation;
};

static bool ns_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ns_dev *d = container_of(mni, struct ns_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-message "struct ns_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	if (mutex_trylock(&d->try_lock)) {
		d->generation++;
		mutex_unlock(&d->try_lock);
	}
	return true;
}

const struct mmu_interval_notifier_ops ns_ops = { .invalidate = ns_invalidate };

void bad_unmap_mapping(struct ns_dev *d)
{
	mutex_lock(&d->lock);		/* { dg-message "'struct ns_dev.lock'" } */
	unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-warning "'unmap_mapping_range' calls 'ns_invalidate' in this thread while holding 'struct ns_dev.lock', which it takes" } */
	mutex_unlock(&d->lock);
}

int bad_migrate(struct ns_dev *d, struct migrate_vma *args)
{
	int ret;

	mutex_lock(&d->lock);
	ret = migrate_vma_setup(args);	/* { dg-warning "'migrate_vma_setup' calls 'ns_invalidate' in this thread" } */
	mutex_unlock(&d->lock);
	return ret;
}

static noinline void ns_revoke_vma(struct ns_dev *d, struct vm_area_struct *vma)
{
	zap_vma_ptes(vma, vma->vm_start, vma->vm_end - vma->vm_start);	/* { dg-message "zap_vma_ptes" } */
	d->generation++;
}

static noinline void ns_revoke(struct ns_dev *d, struct vm_area_struct *vma)
{
	if (vma->vm_private_data == d)
		ns_revoke_vma(d, vma);
}

void bad_two_calls_below(struct ns_dev *d, struct vm_area_struct *vma)
{
	mutex_lock(&d->lock);
	ns_revoke(d, vma);		/* { dg-warning "'zap_vma_ptes' calls 'ns_invalidate' in this thread" } */
	mutex_unlock(&d->lock);
}

void bad_on_one_branch(struct ns_dev *d, bool revoke)
{
	mutex_lock(&d->lock);
	d->generation++;
	if (revoke)
		truncate_pagecache(d->mapping->host, 0);	/* { dg-warning "'truncate_pagecache' calls 'ns_invalidate' in this thread" } */
	mutex_unlock(&d->lock);
}

void good_after_the_lock(struct ns_dev *d)
{
	mutex_lock(&d->lock);
	d->generation++;
	mutex_unlock(&d->lock);
	unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-bogus "." } */
}

void good_dropped_for_it(struct ns_dev *d)
{
	mutex_lock(&d->lock);
	while (d->generation & 1) {
		mutex_unlock(&d->lock);
		unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-bogus "." } */
		mutex_lock(&d->lock);
	}
	mutex_unlock(&d->lock);
}

void good_other_lock(struct ns_dev *d)
{
	mutex_lock(&d->other_lock);
	unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-bogus "." } */
	mutex_unlock(&d->other_lock);
}

/* The callback only tries this one. */
void good_trylock_in_callback(struct ns_dev *d)
{
	mutex_lock(&d->try_lock);
	unmap_mapping_range(d->mapping, 0, 0, 1);	/* { dg-bogus "." } */
	mutex_unlock(&d->try_lock);
}

/* Puts and unlocks pages, and leaves the page tables to nobody. */
void good_finalize(struct ns_dev *d, struct migrate_vma *args)
{
	mutex_lock(&d->lock);
	migrate_vma_finalize(args);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}
