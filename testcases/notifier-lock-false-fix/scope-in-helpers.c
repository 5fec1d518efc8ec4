// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the scope is opened and closed by the driver's own lock helpers
 * rule:   notifier-lock-false-fix
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sched/mm.h>

struct fw_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	unsigned int saved;
	void *buf;
};

static bool fw_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fw_dev *d = container_of(mni, struct fw_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fw_ops = { .invalidate = fw_invalidate };

static noinline void fw_lock(struct fw_dev *d)
{
	mutex_lock(&d->lock);
	d->saved = memalloc_nofs_save();
}

static noinline void fw_unlock(struct fw_dev *d)
{
	memalloc_nofs_restore(d->saved);
	mutex_unlock(&d->lock);
}

static noinline bool fw_trylock(struct fw_dev *d)
{
	if (!mutex_trylock(&d->lock))
		return false;
	d->saved = memalloc_nofs_save();
	return true;
}

static noinline void *fw_table(size_t n)
{
	return kzalloc(n, GFP_KERNEL);
}

void bad_between_helpers(struct fw_dev *d)
{
	fw_lock(d);
	d->buf = fw_table(64);		/* { dg-warning "memalloc_nofs_save\(\) does not keep reclaim out" } */
	fw_unlock(d);
}

void bad_between_try_helpers(struct fw_dev *d)
{
	if (!fw_trylock(d)) {
		d->buf = fw_table(64);	/* { dg-bogus "." } */
		return;
	}
	d->buf = fw_table(64);		/* { dg-warning "memalloc_nofs_save\(\) does not keep reclaim out" } */
	fw_unlock(d);
}

void good_after_helpers(struct fw_dev *d)
{
	fw_lock(d);
	kfree(d->buf);
	fw_unlock(d);
	d->buf = fw_table(64);		/* { dg-bogus "." } */
}
