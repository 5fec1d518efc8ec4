// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the forms in which locks are taken and handed around
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/list.h>
#include <linux/ww_mutex.h>
#include <linux/dma-resv.h>
#include <linux/xarray.h>

struct frm_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct list_head children;
	struct xarray table;
	bool enabled;
	void *buf;
};

struct frm_child {
	struct list_head node;
	struct mutex lock;
	struct mutex looked_up;
	struct mutex sometimes;
	struct mutex nested;
	void *buf;
};

#define FRM_LOCK(c)	mutex_lock(&(c)->lock)
#define FRM_UNLOCK(c)	mutex_unlock(&(c)->lock)

static bool frm_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct frm_dev *d = container_of(mni, struct frm_dev, mni);
	struct frm_child *c;

	if (!mmu_notifier_range_blockable(range))
		return false;
	list_for_each_entry(c, &d->children, node) {
		FRM_LOCK(c);
		c->buf = NULL;
		FRM_UNLOCK(c);
	}
	c = xa_load(&d->table, range->start);
	if (c) {
		mutex_lock(&c->looked_up);
		c->buf = NULL;
		mutex_unlock(&c->looked_up);
	}
	if (d->enabled && c) {
		mutex_lock(&c->sometimes);
		c->buf = NULL;
		mutex_unlock(&c->sometimes);
	}
	if (c) {
		mutex_lock_nested(&c->nested, SINGLE_DEPTH_NESTING);
		c->buf = NULL;
		mutex_unlock(&c->nested);
	}
	return true;
}

const struct mmu_interval_notifier_ops frm_ops = { .invalidate = frm_invalidate };

void bad_macro(struct frm_child *c)
{
	FRM_LOCK(c);
	c->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frm_child.lock'" } */
	FRM_UNLOCK(c);
}

void bad_in_list(struct frm_dev *d)
{
	struct frm_child *c = list_first_entry_or_null(&d->children, struct frm_child, node);

	if (!c)
		return;
	mutex_lock(&c->looked_up);
	c->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frm_child.looked_up'" } */
	mutex_unlock(&c->looked_up);
}

void bad_sometimes(struct frm_child *c)
{
	if (mutex_lock_killable(&c->sometimes))
		return;
	c->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frm_child.sometimes'" } */
	mutex_unlock(&c->sometimes);
}

/* Locked and unlocked by functions that are only that, each used by many. */
static noinline struct frm_child *frm_get(struct frm_dev *d, unsigned long i)
{
	struct frm_child *c = xa_load(&d->table, i);

	if (!c)
		return ERR_PTR(-ENOENT);
	mutex_lock_nested(&c->nested, SINGLE_DEPTH_NESTING);
	if (!c->buf) {
		mutex_unlock(&c->nested);
		return NULL;
	}
	return c;
}

static noinline void frm_put(struct frm_child *c)
{
	mutex_unlock(&c->nested);
}

int bad_got(struct frm_dev *d)
{
	struct frm_child *c = frm_get(d, 1);

	if (IS_ERR_OR_NULL(c))
		return -ENOENT;
	c->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frm_child.nested/1'" } */
	frm_put(c);
	return 0;
}

int good_not_got(struct frm_dev *d)
{
	struct frm_child *c = frm_get(d, 1);

	if (IS_ERR(c))
		return PTR_ERR(c);
	if (!c) {
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		return 0;
	}
	frm_put(c);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	return 0;
}

/* Two conditions, one lock. */
int good_both_ways(struct frm_child *c, bool may_wait)
{
	if (!may_wait && !mutex_trylock(&c->lock))
		return -EAGAIN;
	if (may_wait)
		mutex_lock(&c->lock);
	c->buf = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&c->lock);
	kfree(kmalloc(64, GFP_KERNEL));		/* { dg-bogus "reclaim" } */
	return 0;
}
