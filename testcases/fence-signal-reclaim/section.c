// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what stands between dma_fence_begin_signalling() and dma_fence_end_signalling()
 * rule:   fence-signal-reclaim
 * origin: own
 * lab:    circular-locking
 * path:   drivers/gpu/drm/se/se_commit.c
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct se_dev {
	struct dma_resv *resv;
	struct dma_fence *fence;
	void *p;
};

static noinline void se_fill(struct se_dev *d, gfp_t gfp)
{
	d->p = kmalloc(64, gfp);
}

void bad_alloc(struct se_dev *d)
{
	bool cookie = dma_fence_begin_signalling();

	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-warning "'kmalloc' may enter direct reclaim in a fence signalling section" } */
	se_fill(d, GFP_NOIO);			/* { dg-warning "'kmalloc' may enter direct reclaim in a fence signalling section" } */
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
}

int bad_resv(struct se_dev *d)
{
	bool cookie = dma_fence_begin_signalling();
	int ret;

	ret = dma_resv_lock_interruptible(d->resv, NULL);	/* { dg-warning "'dma_resv_lock_interruptible' takes a dma_resv in a fence signalling section" } */
	if (!ret)
		dma_resv_unlock(d->resv);
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
	return ret;
}

void bad_mmap_lock(struct se_dev *d, struct mm_struct *mm, void __user *to)
{
	bool cookie = dma_fence_begin_signalling();

	mmap_read_lock(mm);			/* { dg-warning "may fault or take mmap_lock in a fence signalling section" } */
	mmap_read_unlock(mm);
	if (clear_user(to, 8))			/* { dg-warning "may fault or take mmap_lock in a fence signalling section" } */
		d->p = NULL;
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
}

void good_before_and_after(struct se_dev *d)
{
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	bool cookie = dma_fence_begin_signalling();

	d->p = p;
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
}

void good_in_section(struct se_dev *d)
{
	bool cookie = dma_fence_begin_signalling();

	se_fill(d, GFP_ATOMIC);			/* { dg-bogus "." } */
	if (dma_resv_trylock(d->resv))		/* { dg-bogus "." } */
		dma_resv_unlock(d->resv);
	dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
}

/* Closed on this path. */
void good_early_end(struct se_dev *d, bool early)
{
	bool cookie = dma_fence_begin_signalling();

	if (early) {
		dma_fence_end_signalling(cookie);
		d->p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
		return;
	}
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
}
