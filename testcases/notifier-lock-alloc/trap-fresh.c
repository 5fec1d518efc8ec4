// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the lock of an object that nobody else knows yet is waited for by nobody
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/err.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct frs_obj {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct list_head link;
	struct kref ref;
	void *pages;
};

static LIST_HEAD(frs_all);
static struct frs_obj *frs_last;

static bool frs_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct frs_obj *o = container_of(mni, struct frs_obj, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&o->lock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&o->lock);
	return true;
}

const struct mmu_interval_notifier_ops frs_ops = { .invalidate = frs_invalidate };

struct frs_obj *good_new(void)
{
	struct frs_obj *o = kzalloc(sizeof(*o), GFP_KERNEL);

	if (!o)
		return NULL;
	mutex_init(&o->lock);
	INIT_LIST_HEAD(&o->link);
	kref_init(&o->ref);
	mutex_lock(&o->lock);
	o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&o->lock);
	list_add(&o->link, &frs_all);
	return o;
}

struct frs_obj *bad_in_list(void)
{
	struct frs_obj *o = kzalloc(sizeof(*o), GFP_KERNEL);

	if (!o)
		return NULL;
	mutex_init(&o->lock);
	mutex_lock(&o->lock);
	list_add(&o->link, &frs_all);
	o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frs_obj.lock'" } */
	mutex_unlock(&o->lock);
	return o;
}

/* Registered: from here on the callback may be called. */
int bad_registered(struct mm_struct *mm)
{
	struct frs_obj *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	mutex_init(&o->lock);
	ret = mmu_interval_notifier_insert(&o->mni, mm, 0, PAGE_SIZE, &frs_ops);
	if (ret) {
		kfree(o);
		return ret;
	}
	mutex_lock(&o->lock);
	o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frs_obj.lock'" } */
	mutex_unlock(&o->lock);
	return 0;
}

/* Made by a helper, filled by another one. */
static noinline struct frs_obj *frs_make(int kind)
{
	struct frs_obj *o;

	if (kind < 0)
		return ERR_PTR(-EINVAL);
	o = kzalloc(sizeof(*o), GFP_KERNEL);
	if (!o)
		return ERR_PTR(-ENOMEM);
	mutex_init(&o->lock);
	return o;
}

static noinline int frs_fill(struct frs_obj *o)
{
	mutex_lock(&o->lock);
	o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&o->lock);
	return o->pages ? 0 : -ENOMEM;
}

struct frs_obj *good_helpers(int kind)
{
	struct frs_obj *o = frs_make(kind);

	if (IS_ERR(o))
		return o;
	if (frs_fill(o)) {
		kfree(o);
		return ERR_PTR(-ENOMEM);
	}
	frs_last = o;
	return o;
}

/* One of two callers hands it a known one. */
static noinline int frs_refill(struct frs_obj *o)
{
	mutex_lock(&o->lock);
	o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frs_obj.lock'" } */
	mutex_unlock(&o->lock);
	return o->pages ? 0 : -ENOMEM;
}

int good_refill_new(void)
{
	struct frs_obj *o = frs_make(1);

	if (IS_ERR(o))
		return PTR_ERR(o);
	frs_last = frs_refill(o) ? NULL : o;
	return 0;
}

int bad_refill_last(void)
{
	return frs_refill(frs_last);
}

/* A helper that shares what it makes. */
static noinline struct frs_obj *frs_make_shared(void)
{
	struct frs_obj *o = kzalloc(sizeof(*o), GFP_KERNEL);

	if (!o)
		return NULL;
	mutex_init(&o->lock);
	frs_last = o;
	return o;
}

int bad_shared_by_helper(void)
{
	struct frs_obj *o = frs_make_shared();

	if (!o)
		return -ENOMEM;
	mutex_lock(&o->lock);
	o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct frs_obj.lock'" } */
	mutex_unlock(&o->lock);
	return 0;
}

/* In the second round of the loop, the one of the first is known. */
int good_each_new(int n)
{
	while (n--) {
		struct frs_obj *o = frs_make(n);

		if (IS_ERR(o))
			return PTR_ERR(o);
		mutex_lock(&o->lock);
		o->pages = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
		mutex_unlock(&o->lock);
		list_add(&o->link, &frs_all);
	}
	return 0;
}
