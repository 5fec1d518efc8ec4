// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a function pointer argument is bound per call
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct fp_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool fp_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fp_dev *d = container_of(mni, struct fp_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops fp_ops = { .invalidate = fp_invalidate };

typedef int (*fp_fn)(struct fp_dev *d, int i);

static noinline int fp_walk(struct fp_dev *d, fp_fn fn)
{
	int i, ret = 0;

	for (i = 0; i < 4 && !ret; i++)
		ret = fn(d, i);
	return ret;
}

static noinline int fp_walk_locked(struct fp_dev *d, fp_fn fn)
{
	int ret;

	mutex_lock(&d->lock);
	ret = fp_walk(d, fn);
	mutex_unlock(&d->lock);
	return ret;
}

static int fp_count(struct fp_dev *d, int i)
{
	return d->buf ? i : 0;
}

static int fp_alloc(struct fp_dev *d, int i)
{
	d->buf = kmalloc(64, GFP_KERNEL);
	return d->buf ? 0 : -ENOMEM;
}

int good_walk_counts(struct fp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = fp_walk(d, fp_count);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_walk_allocates(struct fp_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = fp_walk(d, fp_alloc);	/* { dg-warning "while holding 'struct fp_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_walk_without_lock(struct fp_dev *d)
{
	return fp_walk(d, fp_alloc);	/* { dg-bogus "reclaim" } */
}

int good_walk_locked(struct fp_dev *d)
{
	return fp_walk_locked(d, fp_count);	/* { dg-bogus "reclaim" } */
}
