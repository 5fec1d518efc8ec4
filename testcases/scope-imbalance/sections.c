// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   sections that are counted, or known to lockdep only
 * rule:   scope-imbalance
 * lab:    effect
 * origin: own
 */
#include <linux/dma-fence.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/sched/mm.h>
#include <linux/workqueue.h>

struct se_dev {
	struct work_struct work;
	struct lockdep_map map;
	int state;
};

int se_work(struct se_dev *d);

int bad_nonblock(struct se_dev *d)
{
	int err;

	non_block_start();			/* { dg-message "'non_block_start' opens the scope" } */
	err = se_work(d);
	if (err)
		return err;			/* { dg-warning "scope of 'non_block_start' is left open on this way out of 'bad_nonblock'" } */
	non_block_end();
	return 0;
}

void bad_priming(struct se_dev *d)
{
	fs_reclaim_acquire(GFP_KERNEL);
	if (d->state)				/* { dg-warning "scope of 'fs_reclaim_acquire' is left open" } */
		return;
	lock_map_acquire(&d->map);
	lock_map_release(&d->map);
	fs_reclaim_release(GFP_KERNEL);
}

int bad_map(struct se_dev *d)
{
	lock_map_acquire(&d->map);
	if (se_work(d))
		return -EIO;			/* { dg-warning "scope of 'lock_acquire' is left open" } */
	lock_map_release(&d->map);
	return 0;
}

bool bad_fence(struct se_dev *d)
{
	bool cookie = dma_fence_begin_signalling();

	if (se_work(d))
		return false;			/* { dg-warning "scope of 'dma_fence_begin_signalling' is left open" } */
	dma_fence_end_signalling(cookie);
	return true;
}

/* A work item has no caller that could close it. */
static void bad_worker(struct work_struct *work)
{
	struct se_dev *d = container_of(work, struct se_dev, work);

	memalloc_noreclaim_save();		/* { dg-warning "scope of 'memalloc_noreclaim_save' is still open when callback 'bad_worker' returns" } */
	se_work(d);
}

static void good_worker(struct work_struct *work)
{
	struct se_dev *d = container_of(work, struct se_dev, work);
	unsigned int flags = memalloc_noreclaim_save();

	se_work(d);
	memalloc_noreclaim_restore(flags);
}

void se_init(struct se_dev *d)
{
	INIT_WORK(&d->work, bad_worker);
}

void se_init_good(struct se_dev *d)
{
	INIT_WORK(&d->work, good_worker);
}

/* A thread of its own may keep the scope. */
int good_thread(void *p)
{
	memalloc_nofs_save();
	se_work(p);
	return 0;
}

/* Ways in and out of a section. */
void good_start(struct se_dev *d)
{
	if (d->state)
		non_block_start();
}

void good_end(struct se_dev *d)
{
	if (d->state)
		non_block_end();
}

int good_try(struct se_dev *d)
{
	non_block_start();
	if (!se_work(d))
		return 0;
	non_block_end();
	return -EBUSY;
}

void good_argument(struct se_dev *d, bool keep)
{
	non_block_start();
	se_work(d);
	if (!keep)
		non_block_end();
}

void good_switch(struct se_dev *d, int what)
{
	switch (what) {
	case 1:
		non_block_start();
		break;
	case 2:
		non_block_end();
		break;
	}
}

void good_two_maps(struct se_dev *a, struct se_dev *b)
{
	lock_map_acquire(&a->map);
	lock_map_acquire(&b->map);
	lock_map_release(&a->map);
	lock_map_release(&b->map);
}

/* No reclaim, no section: nothing was opened. */
void good_nowait(struct se_dev *d)
{
	fs_reclaim_acquire(GFP_NOWAIT);
	if (d->state)
		return;
	fs_reclaim_release(GFP_NOWAIT);
}
