// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   allocators that callers do not think of as such
 * rule:   notifier-lock-alloc
 * origin: own
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/bitmap.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/radix-tree.h>
#include <linux/scatterlist.h>
#include <linux/skbuff.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

struct mor_dev {
	struct mmu_interval_notifier mni;
	struct mutex lock;
	struct device *dev;
	struct sg_table sgt;
	struct page *pages[4];
	mempool_t *pool;
	dma_addr_t dma;
	void *buf;
};

static bool mor_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long seq)
{
	struct mor_dev *d = container_of(mni, struct mor_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&d->lock);		/* { dg-warning "struct mor_dev.lock" } */
	mmu_interval_set_seq(mni, seq);
	mutex_unlock(&d->lock);
	return true;
}

const struct mmu_interval_notifier_ops mor_ops = { .invalidate = mor_invalidate };

void bad_devm(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = devm_kzalloc(d->dev, 64, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_bitmap(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = bitmap_zalloc(1024, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_sg_table(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = sg_alloc_table(&d->sgt, 16, GFP_KERNEL) ? NULL : d;	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_mempool(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = mempool_alloc(d->pool, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_zeroed_page(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = (void *)get_zeroed_page(GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kvcalloc(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kvcalloc(1 << 10, 64, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_node(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kmalloc_node(64, GFP_KERNEL, 0);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_vzalloc(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = vzalloc(1 << 20);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_vmap(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = vmap(d->pages, 4, VM_MAP, PAGE_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_ioremap(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = (void __force *)ioremap(0xfe000000, 0x1000);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_workqueue(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = alloc_workqueue("mor", 0, 0);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_kstrndup(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = kstrndup("name", 2, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_skb(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = alloc_skb(128, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_dma_coherent(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = dma_alloc_coherent(d->dev, 4096, &d->dma, GFP_KERNEL);	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

void bad_radix(struct mor_dev *d)
{
	mutex_lock(&d->lock);
	d->buf = radix_tree_preload(GFP_KERNEL) ? NULL : d;	/* { dg-warning "while holding .struct mor_dev.lock" } */
	mutex_unlock(&d->lock);
}

