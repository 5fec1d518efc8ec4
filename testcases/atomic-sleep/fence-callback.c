// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a fence callback, which is stored by dma_fence_add_callback()
 * rule:   atomic-sleep
 * lab:    sleep-in-atomic
 * origin: own
 * path:   drivers/gpu/drm/fc/fc_main.c
 */
#include <linux/dma-fence.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct fc_dev {
	struct dma_fence_cb cb, good_cb;
	struct mutex lock;
	struct work_struct work;
	int n;
};

static void bad_fence_cb(struct dma_fence *f, struct dma_fence_cb *cb)
{
	struct fc_dev *d = container_of(cb, struct fc_dev, cb);

	mutex_lock(&d->lock);		/* { dg-warning "may sleep in 'bad_fence_cb', which is called in atomic context" } */
	d->n++;
	mutex_unlock(&d->lock);
}

static void good_fence_cb(struct dma_fence *f, struct dma_fence_cb *cb)
{
	schedule_work(&container_of(cb, struct fc_dev, good_cb)->work);	/* { dg-bogus "." } */
}

void good_add_callbacks(struct fc_dev *d, struct dma_fence *f)
{
	if (dma_fence_add_callback(f, &d->cb, bad_fence_cb) ||
	    dma_fence_add_callback(f, &d->good_cb, good_fence_cb))
		d->n = 0;
}
