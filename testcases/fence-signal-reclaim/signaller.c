// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   what is done before a fence is signalled for which the driver's callback waits, without a written-out section
 * rule:   fence-signal-reclaim
 * lab:    nothing: lockdep follows fences in written-out sections only
 * origin: own
 * path:   drivers/gpu/drm/fs/fs_fence.c
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/interrupt.h>
#include <linux/kref.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct fs_dev {
	struct mutex table_lock, wait_lock, idle_lock, notifier_lock, late_lock, other_lock;
	void *table;
};

/* Of each kind of job, one fence and who signals it. */
struct fs_copy { struct work_struct work; struct fs_dev *dev; struct dma_fence done; void *log; };
struct fs_map { struct work_struct work; struct fs_dev *dev; struct dma_fence *done; };
struct fs_clear { struct work_struct work; struct fs_dev *dev; struct dma_fence done; void *log; };
struct fs_draw { struct work_struct work; struct fs_dev *dev; struct dma_fence done; void *log; };
struct fs_move { struct work_struct work; struct fs_dev *dev; struct dma_fence done; struct kref ref; };

struct fs_obj {
	struct mmu_interval_notifier mni;
	struct dma_resv *resv;
	struct fs_dev *dev;
};

static bool fs_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct fs_obj *o = container_of(mni, struct fs_obj, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&o->dev->notifier_lock);
	mmu_interval_set_seq(mni, seq);
	dma_resv_wait_timeout(o->resv, DMA_RESV_USAGE_BOOKKEEP, false, MAX_SCHEDULE_TIMEOUT); /* { dg-warning "waits for a fence while holding 'struct fs_dev.notifier_lock', which 'bad_map' takes on the way" } */
	mutex_unlock(&o->dev->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops fs_ops = { .invalidate = fs_invalidate };

static noinline void fs_end(struct dma_fence *fence)
{
	dma_fence_signal(fence);
}

static noinline void fs_done(struct fs_copy *c)
{
	fs_end(&c->done);
}

static void bad_copy(struct work_struct *work)
{
	struct fs_copy *c = container_of(work, struct fs_copy, work);

	c->log = kmalloc(64, GFP_NOFS);	/* { dg-warning "'kmalloc' may enter direct reclaim on the way to a fence's signal in 'bad_copy'" } */
	fs_done(c);
	kfree(c->log);
	c->log = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
}

static void bad_map(struct work_struct *work)
{
	struct fs_map *m = container_of(work, struct fs_map, work);

	mutex_lock(&m->dev->table_lock);
	m->dev->table = NULL;
	mutex_unlock(&m->dev->table_lock);
	mutex_lock(&m->dev->wait_lock);
	mutex_unlock(&m->dev->wait_lock);
	mutex_lock(&m->dev->idle_lock);
	mutex_unlock(&m->dev->idle_lock);
	mutex_lock(&m->dev->notifier_lock);
	mutex_unlock(&m->dev->notifier_lock);
	dma_fence_signal(m->done);
	mutex_lock(&m->dev->late_lock);
	mutex_unlock(&m->dev->late_lock);
}

void bad_fill_table(struct fs_dev *d)
{
	mutex_lock(&d->table_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may enter direct reclaim while holding 'struct fs_dev.table_lock', which 'bad_map' takes on the way" } */
	mutex_unlock(&d->table_lock);
}

void bad_wait_under_lock(struct fs_dev *d, struct fs_map *m)
{
	mutex_lock(&d->wait_lock);
	dma_fence_wait(m->done, false);		/* { dg-warning "'dma_fence_wait' waits for a fence while holding 'struct fs_dev.wait_lock', which 'bad_map' takes" } */
	mutex_unlock(&d->wait_lock);
}

/* Another fence, of which nobody knows that its signal needs the lock. */
void good_wait_under_lock(struct fs_dev *d, struct fs_copy *c)
{
	mutex_lock(&d->idle_lock);
	dma_fence_wait(&c->done, false);	/* { dg-bogus "." } */
	mutex_unlock(&d->idle_lock);
}

void good_late_lock(struct fs_dev *d)
{
	mutex_lock(&d->late_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->late_lock);
}

/* The interrupt does it as a rule, and needs nothing. */
static irqreturn_t good_interrupt(int irq, void *data)
{
	struct fs_clear *c = data;

	dma_fence_signal(&c->done);
	return IRQ_HANDLED;
}

int good_request(struct fs_clear *c)
{
	return request_irq(1, good_interrupt, 0, "fs", c);
}

static void good_recover(struct work_struct *work)
{
	struct fs_clear *c = container_of(work, struct fs_clear, work);

	c->log = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_lock(&c->dev->other_lock);
	mutex_unlock(&c->dev->other_lock);
	dma_fence_signal(&c->done);
}

void good_other_lock(struct fs_dev *d)
{
	mutex_lock(&d->other_lock);
	d->table = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	mutex_unlock(&d->other_lock);
}

/* Not the last one to know of the fence: nobody knows it yet. */
int good_submit(struct fs_draw *c, const struct dma_fence_ops *ops, spinlock_t *lock)
{
	dma_fence_init(&c->done, ops, lock, 1, 1);
	c->log = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	if (c->log)
		return 0;
	dma_fence_signal(&c->done);
	return -ENOMEM;
}

static void good_draw(struct work_struct *work)
{
	struct fs_draw *c = container_of(work, struct fs_draw, work);

	if (!c->dev->table)
		c->log = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	dma_fence_signal(&c->done);
}

/* The object goes, with what nobody has signalled: no other way to its end. */
static void fs_move_release(struct kref *ref)
{
	dma_fence_signal(&container_of(ref, struct fs_move, ref)->done);
}

static void bad_move(struct work_struct *work)
{
	struct fs_move *m = container_of(work, struct fs_move, work);

	dma_resv_lock(m->dev->table, NULL);	/* { dg-warning "'dma_resv_lock' takes a dma_resv on the way to a fence's signal in 'bad_move'" } */
	dma_resv_unlock(m->dev->table);
	dma_fence_signal(&m->done);
	kref_put(&m->ref, fs_move_release);
}

void fs_start(struct fs_copy *c, struct fs_map *m, struct fs_clear *l, struct fs_draw *d, struct fs_move *v)
{
	INIT_WORK(&c->work, bad_copy);
	INIT_WORK(&m->work, bad_map);
	INIT_WORK(&l->work, good_recover);
	INIT_WORK(&d->work, good_draw);
	INIT_WORK(&v->work, bad_move);
}
