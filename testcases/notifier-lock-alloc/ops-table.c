// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the allocation lies behind an operations table
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct opsd_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

static bool opsd_invalidate(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct opsd_dev *d = container_of(mni, struct opsd_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops opsd_ops = { .invalidate = opsd_invalidate };

struct opsd_one {
	void *(*get)(struct opsd_dev *d);
};

struct opsd_many {
	void *(*get)(struct opsd_dev *d);
	void *(*peek)(struct opsd_dev *d);
};

static void *opsd_get(struct opsd_dev *d)
{
	return kmalloc(64, GFP_KERNEL);
}

static void *opsd_get_quick(struct opsd_dev *d)
{
	return kmalloc(64, GFP_NOWAIT);
}

static void *opsd_peek(struct opsd_dev *d)
{
	return d->buf;
}

const struct opsd_one opsd_one_ops = { .get = opsd_get };

const struct opsd_many opsd_many_ops[] = {
	{ .get = opsd_get, .peek = opsd_peek },
	{ .get = opsd_get_quick, .peek = opsd_peek },
};

void bad_one_target(struct opsd_dev *d, const struct opsd_one *ops)
{
	mutex_lock(&d->lock);
	d->buf = ops->get(d);	/* { dg-warning "while holding 'struct opsd_dev.lock'" } */
	mutex_unlock(&d->lock);
}

/* One of the two targets may reclaim. */
void bad_two_targets(struct opsd_dev *d, const struct opsd_many *ops)
{
	mutex_lock(&d->lock);
	d->buf = ops->get(d);	/* { dg-warning "while holding 'struct opsd_dev.lock'" } */
	mutex_unlock(&d->lock);
}

/* Same table type, another field. */
void good_other_field(struct opsd_dev *d, const struct opsd_many *ops)
{
	mutex_lock(&d->lock);
	d->buf = ops->peek(d);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
}
