// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the fence is waited for under a lock that a shrinker takes; errors and the device's end need nothing for the signal
 * rule:   fence-signal-reclaim
 * lab:    nothing: lockdep follows fences in written-out sections only
 * origin: own
 * path:   drivers/gpu/drm/fh/fh_fence.c
 */
#include <linux/dma-fence.h>
#include <linux/mutex.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct fh_dev {
	struct mutex lru_lock;
	struct work_struct work;
	struct dma_fence *done;
	void *log;
};

static struct fh_dev *fh;

static unsigned long fh_scan(struct shrinker *s, struct shrink_control *sc)
{
	mutex_lock(&fh->lru_lock);
	fh->log = NULL;
	mutex_unlock(&fh->lru_lock);
	return SHRINK_STOP;
}

void fh_set(struct shrinker *s)
{
	s->scan_objects = fh_scan;
}

void fh_idle(struct fh_dev *d)
{
	mutex_lock(&d->lru_lock);
	dma_fence_wait(d->done, false);		/* { dg-message "waits" } */
	mutex_unlock(&d->lru_lock);
}

static void bad_work(struct work_struct *work)
{
	struct fh_dev *d = container_of(work, struct fh_dev, work);

	d->log = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may enter direct reclaim on the way to a fence's signal in 'bad_work'" } */
	dma_fence_signal(d->done);
}

/* Nothing is left to come: whoever waits does not wait for this. */
void fh_fini(struct fh_dev *d)
{
	cancel_work_sync(&d->work);
	dma_fence_signal(d->done);
}

void fh_init(struct fh_dev *d)
{
	INIT_WORK(&d->work, bad_work);
}
