// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   who holds a reference takes another one without the way for the first; small folios are copied without a break
 * rule:   atomic-sleep
 * lab:    sleep-in-atomic
 * origin: own, after mm/huge_memory.c, drivers/gpu/drm/nouveau/nvkm, fs/aio.c
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct tf_dev {
	spinlock_t lock;
	struct mutex init;
	refcount_t users;
	atomic_t pages;
	void *page;
	unsigned long n;
};

static void tf_ref(struct tf_dev *d)
{
	if (refcount_inc_not_zero(&d->users))
		return;
	mutex_lock(&d->init);
	d->n++;
	mutex_unlock(&d->init);
}

static bool tf_page(struct tf_dev *d)
{
	if (atomic_inc_not_zero(&d->pages))
		return true;
	d->page = kmalloc(64, GFP_KERNEL);
	return d->page;
}

void good_another(struct tf_dev *d);
void good_another(struct tf_dev *d)
{
	spin_lock(&d->lock);
	tf_ref(d);			/* { dg-bogus "." } */
	tf_page(d);			/* { dg-bogus "." } */
	spin_unlock(&d->lock);
}

/* Sleeps as the kernel's may. */
void folio_copy(struct folio *to, struct folio *from)
{
	for (long i = 0;;) {
		copy_highpage(folio_page(to, i), folio_page(from, i));
		if (++i == folio_nr_pages(from))
			break;
		msleep(1);
	}
}

void good_copy(struct tf_dev *d, struct folio *to, struct folio *from);
void good_copy(struct tf_dev *d, struct folio *to, struct folio *from)
{
	spin_lock(&d->lock);
	folio_copy(to, from);		/* { dg-bogus "." } */
	spin_unlock(&d->lock);
}

void bad_always(struct tf_dev *d);
void bad_always(struct tf_dev *d)
{
	spin_lock(&d->lock);
	mutex_lock(&d->init);		/* { dg-warning "'mutex_lock(_nested)?' may sleep while spinning lock 'struct tf_dev.lock' is held" } */
	d->n++;
	mutex_unlock(&d->init);
	spin_unlock(&d->lock);
}
