// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   lockdep_assert_held says what an unseen caller holds
 * rule:   notifier-lock-alloc
 * origin: own
 * known-to-fail: lockdep_assert_held() is not read as an entry lock set yet
 */
#include <linux/lockdep.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct as_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool as_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct as_dev *d = container_of(mni, struct as_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops as_ops = { .invalidate = as_invalidate };

/* Called from elsewhere. */
void bad_asserts(struct as_dev *d)
{
	lockdep_assert_held(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct as_dev.lock'" } */
}

void good_asserts_not_held(struct as_dev *d)
{
	lockdep_assert_not_held(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
}

void good_asserts_and_drops(struct as_dev *d)
{
	lockdep_assert_held(&d->lock);
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_lock(&d->lock);
}
