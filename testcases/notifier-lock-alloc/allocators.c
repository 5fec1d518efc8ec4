// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   every allocator counts, not only kmalloc
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/gfp.h>
#include <linux/idr.h>
#include <linux/mempool.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/xarray.h>

struct alc_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct kmem_cache *cache;
	struct xarray xa;
	struct idr idr;
	struct page *page;
	void *buf;
};

static bool alc_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct alc_dev *d = container_of(mni, struct alc_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-warning "struct alc_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops alc_ops = { .invalidate = alc_invalidate };


void bad_kzalloc(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kzalloc(64, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kcalloc(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kcalloc(4, 64, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_krealloc(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = krealloc(d->buf, 128, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kstrdup(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kstrdup("name", GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kmemdup(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmemdup(d, 16, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kasprintf(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kasprintf(GFP_KERNEL, "%p", d);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_cache(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmem_cache_alloc(d->cache, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_page(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->page = alloc_page(GFP_HIGHUSER);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_pages(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = (void *)__get_free_pages(GFP_KERNEL | __GFP_NOWARN, 2);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_vmalloc(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = vmalloc(1 << 20);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kvmalloc(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kvmalloc(1 << 20, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_percpu(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = (void __force *)alloc_percpu(int);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_xarray(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	xa_store(&d->xa, 1, d, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_idr(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	idr_alloc(&d->idr, d, 0, 0, GFP_KERNEL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_nofail(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL | __GFP_NOFAIL);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_noretry(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN);	/* { dg-warning "while holding .struct alc_dev.lock" } */
	mutex_unlock(&d->lock);
}

void good_quick_ones(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kzalloc(64, GFP_NOWAIT);		/* { dg-bogus "." } */
	kfree(d->buf);					/* { dg-bogus "." } */
	d->buf = kmem_cache_alloc(d->cache, GFP_ATOMIC);	/* { dg-bogus "." } */
	d->page = alloc_page(GFP_NOWAIT);		/* { dg-bogus "." } */
	xa_store(&d->xa, 1, d, GFP_NOWAIT);		/* { dg-bogus "." } */
	d->buf = kvmalloc(1 << 20, GFP_NOWAIT);		/* { dg-bogus "." } */
	d->buf = (void __force *)alloc_percpu_gfp(int, GFP_NOWAIT);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}

/* The author knows, and has told lockdep so. */
void good_nolockdep(struct alc_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc(64, GFP_KERNEL | __GFP_NOLOCKDEP);	/* { dg-bogus "." } */
	mutex_unlock(&d->lock);
}
