// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   fence waits in the callbacks of a driver that is no GPU's
 * rule:   notifier-fence-foreign
 * origin: own
 * path:   drivers/infiniband/hw/ff/ff_main.c
 * lab:    nothing: lockdep tells no driver from another: the wait as such is allowed
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/shrinker.h>
#include <linux/workqueue.h>

struct ff_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	struct shrinker shrinker;
	struct work_struct work;
	struct dma_resv *resv;
	struct dma_fence *fence;
	long left;
};

static noinline void ff_idle(struct ff_dev *d)
{
	d->left = dma_fence_wait_timeout(d->fence, false, HZ);	/* { dg-warning "'dma_fence_wait_timeout' waits for a fence in 'bad_in_callee', outside drivers/gpu" } */
}

static noinline void ff_stop(struct ff_dev *d)
{
	if (d->fence)
		ff_idle(d);		/* { dg-message "ff_idle" } */
}

static bool bad_interval(struct mmu_interval_notifier *mni,
			 const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ff_dev *d = container_of(mni, struct ff_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mmu_interval_set_seq(mni, seq);
	dma_resv_wait_timeout(d->resv, DMA_RESV_USAGE_BOOKKEEP, false, MAX_SCHEDULE_TIMEOUT);	/* { dg-warning "'dma_resv_wait_timeout' waits for a fence in 'bad_interval'" } */
	return true;
}

static int bad_in_callee(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct ff_dev *d = container_of(mn, struct ff_dev, mn);

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	ff_stop(d);
	return 0;
}

static unsigned long bad_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct ff_dev *d = container_of(s, struct ff_dev, shrinker);

	dma_fence_wait(d->fence, false);	/* { dg-warning "'dma_fence_wait' waits for a fence in 'bad_scan'" } */
	return SHRINK_STOP;
}

/* A timeout of 0 only looks. */
static bool good_only_looks(struct mmu_interval_notifier *mni,
			    const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ff_dev *d = container_of(mni, struct ff_dev, mni);

	mmu_interval_set_seq(mni, seq);
	if (dma_resv_test_signaled(d->resv, DMA_RESV_USAGE_BOOKKEEP))	/* { dg-bogus "." } */
		d->left = 0;
	d->left += dma_resv_wait_timeout(d->resv, DMA_RESV_USAGE_BOOKKEEP, false, 0);	/* { dg-bogus "." } */
	dma_fence_signal(d->fence);		/* { dg-bogus "." } */
	schedule_work(&d->work);
	return true;
}

/* exit_mmap does not reclaim. */
static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct ff_dev *d = container_of(mn, struct ff_dev, mn);

	dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
}

static bool good_release_event(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ff_dev *d = container_of(mni, struct ff_dev, mni);

	if (range->event == MMU_NOTIFY_RELEASE)
		dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
	return true;
}

static void ff_work(struct work_struct *work)
{
	struct ff_dev *d = container_of(work, struct ff_dev, work);

	dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
}

void good_init(struct ff_dev *d)
{
	INIT_WORK(&d->work, ff_work);
	dma_fence_wait(d->fence, false);	/* { dg-bogus "." } */
}

static unsigned long ff_count(struct shrinker *s, struct shrink_control *sc)
{
	return 1;
}

const struct mmu_interval_notifier_ops ff_interval_ops[] = {
	{ .invalidate = bad_interval },
	{ .invalidate = good_only_looks },
	{ .invalidate = good_release_event },
};
const struct mmu_notifier_ops ff_ops = { .invalidate_range_start = bad_in_callee, .release = good_release };
const struct shrinker ff_shrinker = { .count_objects = ff_count, .scan_objects = bad_scan };
