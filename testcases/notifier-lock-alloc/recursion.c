// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that call each other with the lock held
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct rec_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool rec_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct rec_dev *d = container_of(mni, struct rec_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops rec_ops = { .invalidate = rec_invalidate };

static int rec_dir(struct rec_dev *d, int depth);

static noinline int rec_entry(struct rec_dev *d, int depth)
{
	if (depth & 1)
		return rec_dir(d, depth - 1);
	d->buf = kmalloc(64, GFP_KERNEL);
	return d->buf ? 0 : -ENOMEM;
}

static noinline int rec_dir(struct rec_dev *d, int depth)
{
	int i, ret = 0;

	for (i = 0; i < depth && !ret; i++)
		ret = rec_entry(d, depth - 1);
	return ret;
}

int bad_recursive(struct rec_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = rec_dir(d, 5);	/* { dg-warning "while holding 'struct rec_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

/* Each level takes the lock for itself and gives it back before it descends. */
static noinline int rec_descend(struct rec_dev *d, int depth)
{
	if (!depth)
		return 0;
	mutex_lock(&d->lock);
	kfree(d->buf);
	mutex_unlock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return rec_descend(d, depth - 1);	/* { dg-bogus "reclaim" } */
}

int good_descending(struct rec_dev *d)
{
	return rec_descend(d, 5);
}
