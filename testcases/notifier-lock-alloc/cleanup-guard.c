// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   lock released by a cleanup attribute, as guard() does
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct cg_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool cg_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct cg_dev *d = container_of(mni, struct cg_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops cg_ops = { .invalidate = cg_invalidate };

static inline void cg_unlock(struct mutex **l)
{
	if (*l)
		mutex_unlock(*l);
}

static inline struct mutex *cg_lock(struct mutex *l)
{
	mutex_lock(l);
	return l;
}

#define cg_guard(l) struct mutex *__guard __attribute__((cleanup(cg_unlock))) __maybe_unused = cg_lock(l)

int bad_guarded(struct cg_dev *d)
{
	cg_guard(&d->lock);

	if (d->buf)
		return -EBUSY;
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct cg_dev.lock'" } */
	return 0;
}

int good_scope_ended(struct cg_dev *d)
{
	{
		cg_guard(&d->lock);

		if (d->buf)
			return -EBUSY;
	}
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return 0;
}
