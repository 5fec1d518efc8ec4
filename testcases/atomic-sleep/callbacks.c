// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   callbacks that are called where nothing may sleep
 * rule:   atomic-sleep
 * lab:    sleep-in-atomic
 * origin: own
 * kernel: 6.1
 * path:   drivers/gpu/drm/at/at_main.c
 */
#include <linux/delay.h>
#include <linux/dma-fence.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct at_dev {
	struct mmu_notifier mn;
	struct dma_fence fence;
	struct mutex lock;
	spinlock_t spin;
	struct work_struct work;
	void *p;
	int n;
};

static void bad_range(struct mmu_notifier *mn, struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct at_dev *d = container_of(mn, struct at_dev, mn);

	mutex_lock(&d->lock);		/* { dg-warning "'mutex_lock(_nested)?' may sleep in 'bad_range', which is called in atomic context" } */
	d->n++;
	mutex_unlock(&d->lock);
}

static noinline int at_wait(struct at_dev *d)
{
	msleep(1);			/* { dg-warning "'msleep' may sleep in 'bad_young'" } */
	return d->n;
}

static noinline int at_poll(struct at_dev *d)
{
	return d->n ? at_wait(d) : 0;
}

static int bad_young(struct mmu_notifier *mn, struct mm_struct *mm, unsigned long start, unsigned long end)
{
	return at_poll(container_of(mn, struct at_dev, mn));	/* { dg-message "at_poll" } */
}

static bool bad_enable_signaling(struct dma_fence *f)
{
	struct at_dev *d = container_of(f, struct at_dev, fence);

	d->p = kmalloc(16, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep in 'bad_enable_signaling', which is called in atomic context" } */
	flush_work(&d->work);		/* { dg-warning "'flush_work' may sleep in 'bad_enable_signaling'" } */
	return true;
}

static void good_range(struct mmu_notifier *mn, struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct at_dev *d = container_of(mn, struct at_dev, mn);
	unsigned long flags;

	spin_lock_irqsave(&d->spin, flags);	/* { dg-bogus "." } */
	d->n++;
	spin_unlock_irqrestore(&d->spin, flags);
	if (mutex_trylock(&d->lock))		/* { dg-bogus "." } */
		mutex_unlock(&d->lock);
	schedule_work(&d->work);		/* { dg-bogus "." } */
	d->p = kmalloc(16, GFP_ATOMIC);		/* { dg-bogus "." } */
	udelay(1);				/* { dg-bogus "." } */
}

static bool good_enable_signaling(struct dma_fence *f)
{
	schedule_work(&container_of(f, struct at_dev, fence)->work);	/* { dg-bogus "." } */
	return true;
}

/* These may sleep. */
static int good_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct at_dev *d = container_of(mn, struct at_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	mutex_lock(&d->lock);			/* { dg-bogus "." } */
	d->n++;
	mutex_unlock(&d->lock);
	return 0;
}

static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	msleep(1);				/* { dg-bogus "." } */
}

const struct mmu_notifier_ops at_ops[] = {
	{ .invalidate_range = bad_range, .clear_flush_young = bad_young },
	{ .invalidate_range = good_range, .invalidate_range_start = good_start, .release = good_release },
};

static const char *at_name(struct dma_fence *f)
{
	return "at";
}

const struct dma_fence_ops at_fence_ops[] = {
	{ .get_driver_name = at_name, .get_timeline_name = at_name, .enable_signaling = bad_enable_signaling },
	{ .get_driver_name = at_name, .get_timeline_name = at_name, .enable_signaling = good_enable_signaling },
};
