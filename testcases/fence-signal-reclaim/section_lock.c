// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   locks taken in a written-out signalling section, held elsewhere over what the signal may not wait for
 * rule:   fence-signal-reclaim
 * origin: own
 * lab:    circular-locking
 * path:   drivers/gpu/drm/sl/sl_commit.c
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct sl_dev {
	struct mutex plane_lock, table_lock, user_lock, wait_lock, resv_lock;
	struct mutex try_lock, before_lock, after_lock, early_lock, nowait_lock, spare_lock;
	struct dma_resv *resv;
	struct dma_fence *fence;
	void *p;
};

static noinline void sl_write(struct sl_dev *d)
{
	mutex_lock(&d->table_lock);
	d->p = NULL;
	mutex_unlock(&d->table_lock);
}

static noinline void sl_flush(struct sl_dev *d)
{
	sl_write(d);
	mutex_lock(&d->wait_lock);
	mutex_unlock(&d->wait_lock);
}

void sl_commit(struct sl_dev *d, bool late)
{
	bool cookie;

	mutex_lock(&d->before_lock);
	mutex_unlock(&d->before_lock);
	cookie = dma_fence_begin_signalling();
	mutex_lock(&d->plane_lock);
	mutex_unlock(&d->plane_lock);
	mutex_lock(&d->user_lock);
	mutex_unlock(&d->user_lock);
	mutex_lock(&d->resv_lock);
	mutex_unlock(&d->resv_lock);
	mutex_lock(&d->nowait_lock);
	mutex_unlock(&d->nowait_lock);
	sl_flush(d);
	if (mutex_trylock(&d->try_lock))
		mutex_unlock(&d->try_lock);
	if (late) {
		dma_fence_end_signalling(cookie);
		mutex_lock(&d->early_lock);
		mutex_unlock(&d->early_lock);
		return;
	}
	dma_fence_signal(d->fence);
	dma_fence_end_signalling(cookie);
	mutex_lock(&d->after_lock);
	mutex_unlock(&d->after_lock);
}

void bad_alloc_under_plane_lock(struct sl_dev *d)
{
	mutex_lock(&d->plane_lock);
	d->p = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may enter direct reclaim while holding 'struct sl_dev.plane_lock', which 'sl_commit' takes in a fence signalling section" } */
	mutex_unlock(&d->plane_lock);
}

static noinline void *sl_table(gfp_t gfp)
{
	return kmalloc(64, gfp);
}

/* Two calls down in the section, one call down here; without __GFP_FS. */
void bad_alloc_under_table_lock(struct sl_dev *d)
{
	mutex_lock(&d->table_lock);
	d->p = sl_table(GFP_NOFS);	/* { dg-warning "'kmalloc' may enter direct reclaim while holding 'struct sl_dev.table_lock', which 'sl_commit' takes in a fence signalling section" } */
	mutex_unlock(&d->table_lock);
}

int bad_copy_under_user_lock(struct sl_dev *d, void __user *from)
{
	int ret;

	mutex_lock(&d->user_lock);
	ret = copy_from_user(d->p, from, 64);	/* { dg-warning "copy_from_user' may fault or take mmap_lock while holding 'struct sl_dev.user_lock', which 'sl_commit' takes in a fence signalling section" } */
	mutex_unlock(&d->user_lock);
	return ret;
}

void bad_wait_under_wait_lock(struct sl_dev *d)
{
	mutex_lock(&d->wait_lock);
	dma_fence_wait(d->fence, false);	/* { dg-warning "'dma_fence_wait' waits for a fence while holding 'struct sl_dev.wait_lock', which 'sl_commit' takes in a fence signalling section" } */
	mutex_unlock(&d->wait_lock);
}

void bad_resv_under_resv_lock(struct sl_dev *d)
{
	mutex_lock(&d->resv_lock);
	dma_resv_lock(d->resv, NULL);		/* { dg-warning "'dma_resv_lock' takes a dma_resv while holding 'struct sl_dev.resv_lock', which 'sl_commit' takes in a fence signalling section" } */
	dma_resv_unlock(d->resv);
	mutex_unlock(&d->resv_lock);
}

/* A trylock waits for nobody. */
void good_under_try_lock(struct sl_dev *d)
{
	mutex_lock(&d->try_lock);
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
	mutex_unlock(&d->try_lock);
}

/* Not taken between the ends of the section. */
void good_outside_section(struct sl_dev *d)
{
	mutex_lock(&d->before_lock);
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&d->before_lock);
	mutex_lock(&d->after_lock);
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&d->after_lock);
	mutex_lock(&d->early_lock);
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	mutex_unlock(&d->early_lock);
}

/* Never taken in a section. */
void good_spare_lock(struct sl_dev *d)
{
	mutex_lock(&d->spare_lock);
	d->p = kmalloc(64, GFP_KERNEL);		/* { dg-bogus "." } */
	dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
	mutex_unlock(&d->spare_lock);
}

void good_nowait_under_lock(struct sl_dev *d)
{
	unsigned int flags;

	mutex_lock(&d->nowait_lock);
	d->p = kmalloc(64, GFP_NOWAIT);		/* { dg-bogus "." } */
	flags = memalloc_noreclaim_save();
	d->p = sl_table(GFP_KERNEL);		/* { dg-bogus "." } */
	memalloc_noreclaim_restore(flags);
	mutex_unlock(&d->nowait_lock);
}

/* Allocated before the lock is taken. */
void good_alloc_before(struct sl_dev *d)
{
	void *p = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */

	mutex_lock(&d->nowait_lock);
	d->p = p;
	mutex_unlock(&d->nowait_lock);
}
