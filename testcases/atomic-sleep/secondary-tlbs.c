// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   arch_invalidate_secondary_tlbs is called under the page table lock
 * rule:   atomic-sleep
 * lab:    rcu-usage
 * origin: own, after drivers/iommu/intel/svm.c
 * kernel: 6.12
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct st_domain {
	struct mmu_notifier mn;
	struct mutex mutex;
	spinlock_t cache_lock;
	int n;
};

static void bad_tlbs(struct mmu_notifier *mn, struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct st_domain *d = container_of(mn, struct st_domain, mn);

	mutex_lock(&d->mutex);		/* { dg-warning "'mutex_lock(_nested)?' may sleep in 'bad_tlbs', which is called in atomic context" } */
	d->n++;
	mutex_unlock(&d->mutex);
}

static void good_tlbs(struct mmu_notifier *mn, struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct st_domain *d = container_of(mn, struct st_domain, mn);
	unsigned long flags;

	spin_lock_irqsave(&d->cache_lock, flags);	/* { dg-bogus "." } */
	d->n++;
	spin_unlock_irqrestore(&d->cache_lock, flags);
}

const struct mmu_notifier_ops st_bad_ops = { .arch_invalidate_secondary_tlbs = bad_tlbs };
const struct mmu_notifier_ops st_good_ops = { .arch_invalidate_secondary_tlbs = good_tlbs };
