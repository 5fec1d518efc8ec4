// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   which lock it is: nested structs, pointers, parameters, globals, other objects
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct id_queue {
	struct mutex qlock;
	struct list_head entries;
};

struct id_dev {
	struct mmu_interval_notifier mni;
	struct id_queue queue;
	struct {
		struct mutex lock;
		int users;
	} pages;
	struct mutex unrelated;
	struct mutex *borrowed;
	void *buf;
};

static DEFINE_MUTEX(id_global_lock);
static DEFINE_MUTEX(id_other_lock);

static void id_with(struct mutex *l, struct id_dev *d)
{
	mutex_lock(l);
	d->buf = NULL;
	mutex_unlock(l);
}

static bool id_invalidate(struct mmu_interval_notifier *mni,
			  const struct mmu_notifier_range *range, unsigned long seq)
{
	struct id_dev *d = container_of(mni, struct id_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->queue.qlock);
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->queue.qlock);
	id_with(&d->pages.lock, d);
	mutex_lock(&id_global_lock);
	mutex_unlock(&id_global_lock);
	return true;
}

const struct mmu_interval_notifier_ops id_ops = { .invalidate = id_invalidate };

/* The innermost named struct names the lock. */
void bad_nested_struct(struct id_queue *q, struct id_dev *d)
{
	struct mutex *l = &q->qlock;

	mutex_lock(l);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct id_queue.qlock'" } */
	mutex_unlock(l);
}

/* A lock in a nameless struct belongs to the named one around it; taken through a parameter. */
static noinline void id_lock(struct mutex *l)
{
	mutex_lock(l);
}

void bad_bare_pointer(struct id_dev *d)
{
	id_lock(&d->pages.lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct id_dev.pages.lock'" } */
	mutex_unlock(&d->pages.lock);
}

void bad_global(struct id_dev *d)
{
	mutex_lock(&id_global_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding '.*id_global_lock'" } */
	mutex_unlock(&id_global_lock);
}

/* Another object of the same class: lockdep cannot tell them apart, and neither can anyone here. */
void bad_other_object(struct id_dev *a, struct id_dev *b)
{
	mutex_lock(&b->queue.qlock);
	a->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "while holding 'struct id_queue.qlock'" } */
	mutex_unlock(&b->queue.qlock);
}

void good_other_field(struct id_dev *d)
{
	mutex_lock(&d->unrelated);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->unrelated);
}

void good_other_global(struct id_dev *d)
{
	mutex_lock(&id_other_lock);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&id_other_lock);
}

void good_bare_pointer_other(struct id_dev *d)
{
	id_lock(&d->unrelated);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->unrelated);
}
