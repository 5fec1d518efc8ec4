// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a walker with a table of operations, as argument or in a struct that is passed
 * rule:   notifier-lock-alloc
 * origin: own; the kind of drivers/gpu/drm/xe/xe_pt_walk.c and mm/pagewalk.c
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct tab_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	void *buf;
};

struct tab_walk;

struct tab_ops {
	int (*entry)(struct tab_walk *walk);
	int (*post)(struct tab_walk *walk);
};

struct tab_walk {
	const struct tab_ops *ops;
	struct tab_dev *d;
};

struct tab_private {
	int depth;
	struct tab_walk base;
};

static bool tab_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct tab_dev *d = container_of(mni, struct tab_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops tab_ops = { .invalidate = tab_invalidate };

static int tab_zap(struct tab_walk *walk)
{
	walk->d->buf = NULL;
	return 0;
}

static int tab_grow(struct tab_walk *walk)
{
	walk->d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-message "'kmalloc' with GFP_KERNEL" } */
	return 0;
}

static const struct tab_ops zap_ops = { .entry = tab_zap };
static const struct tab_ops grow_ops = { .entry = tab_zap, .post = tab_grow };

static noinline int tab_range(struct tab_walk *walk, int level)
{
	const struct tab_ops *ops = walk->ops;
	int ret = level ? tab_range(walk, level - 1) : ops->entry(walk);

	if (!ret && ops->post)
		ret = ops->post(walk);
	return ret;
}

/* The table goes into a local's field here, and is the caller's argument. */
static noinline int tab_all(struct tab_dev *d, const struct tab_ops *ops)
{
	struct tab_walk walk = { .ops = ops, .d = d };

	return tab_range(&walk, 3);
}

int good_embedded(struct tab_dev *d)
{
	struct tab_private p = { .base = { .ops = &zap_ops, .d = d } };
	int ret;

	mutex_lock(&d->lock);
	ret = tab_range(&p.base, 3);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_argument(struct tab_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = tab_all(d, &zap_ops);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_embedded(struct tab_dev *d)
{
	struct tab_private p = { .base = { .ops = &grow_ops, .d = d } };
	int ret;

	mutex_lock(&d->lock);
	ret = tab_range(&p.base, 3);	/* { dg-warning "while holding 'struct tab_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

int bad_argument(struct tab_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = tab_all(d, &grow_ops);	/* { dg-warning "while holding 'struct tab_dev.lock'" } */
	mutex_unlock(&d->lock);
	return ret;
}

/* Nobody knows which table it is. */
int bad_unknown(struct tab_walk *walk)
{
	int ret;

	mutex_lock(&walk->d->lock);
	ret = tab_range(walk, 3);	/* { dg-warning "while holding 'struct tab_dev.lock'" } */
	mutex_unlock(&walk->d->lock);
	return ret;
}
