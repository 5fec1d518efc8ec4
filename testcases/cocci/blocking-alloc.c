// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   allocations where reclaim waits for the code
 * rule:   reclaim-recursion
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in reclaim-recursion/callback and nonblock-sleep/section
 * cocci:  blocking_alloc
 * confidence: low
 * origin: own
 */
#include <drm/gpu_scheduler.h>
#include <linux/dma-fence.h>
#include <linux/mmu_notifier.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#ifndef kzalloc_obj
#define kzalloc_obj(x, gfp...)	\
	kzalloc(sizeof(x), ((gfp_t[]){ GFP_KERNEL, ##gfp })[sizeof((gfp_t[]){ 0, ##gfp }) / sizeof(gfp_t) - 1])
#endif

struct ba_dev {
	struct mmu_interval_notifier mni;
	struct mmu_notifier mn;
	void *buf, *more;
};

static bool bad_direct(struct mmu_interval_notifier *mni,
		       const struct mmu_notifier_range *range, unsigned long seq)
{
	struct ba_dev *d = container_of(mni, struct ba_dev, mni);

	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter reclaim again from invalidate callback 'bad_direct'" } */
	if (!d->buf)
		return false;
	d->more = kzalloc_obj(*d);		/* { dg-warning "'kzalloc_obj' with GFP_KERNEL may enter reclaim again" } */
	if (!d->more)
		return false;
	return true;
}

static const struct mmu_interval_notifier_ops bad_direct_ops = {
	.invalidate = bad_direct,
};

static noinline int ba_grow(struct ba_dev *d)
{
	void *p = kzalloc(64, GFP_NOFS | __GFP_NOWARN);	/* { dg-warning "'kzalloc' with GFP_NOFS \| __GFP_NOWARN may enter reclaim again from invalidate callback 'bad_helper'" } */

	if (!p)
		return -ENOMEM;
	kfree(d->buf);
	d->buf = p;
	d->more = vmalloc(64);	/* { dg-warning "'vmalloc' with GFP_KERNEL may enter reclaim again" } */
	if (!d->more)
		return -ENOMEM;
	return 0;
}

static int bad_helper(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct ba_dev *d = container_of(mn, struct ba_dev, mn);

	d->more = kmalloc(8, GFP_ATOMIC);	/* { dg-bogus "reclaim" } */
	return mmu_notifier_range_blockable(range) ? ba_grow(d) : -EAGAIN;	/* { dg-message "calls 'ba_grow'" } */
}

static const struct mmu_notifier_ops bad_helper_ops = {
	.invalidate_range_start = bad_helper,
};

static unsigned long ba_count(struct shrinker *s, struct shrink_control *sc)
{
	return 1;
}

static unsigned long bad_scan(struct shrinker *s, struct shrink_control *sc)
{
	void *p = kmalloc(64, GFP_NOIO);	/* { dg-warning "'kmalloc' with GFP_NOIO in 'bad_scan', which reclaim calls, takes from the emergency reserves" } */

	if (!p)
		return SHRINK_STOP;
	kfree(p);
	return 1;
}

static struct shrinker bad_shrinker = {
	.count_objects = ba_count,
	.scan_objects = bad_scan,
};

int bad_nonblock(struct ba_dev *d)
{
	int ret = 0;

	non_block_start();
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' may sleep between non_block_start\(\) and non_block_end\(\)" nonblock-sleep } */
	if (!d->buf)
		ret = -ENOMEM;
	non_block_end();
	d->more = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	return ret;
}

static noinline void *ba_get(gfp_t gfp)
{
	return kmalloc(64, gfp);		/* { dg-warning "'kmalloc' may enter direct reclaim in a fence signalling section" fence-signal-reclaim } */
}

void bad_section(struct ba_dev *d, struct dma_fence *fence)
{
	bool cookie = dma_fence_begin_signalling();	/* { dg-message "called here" } */

	d->buf = ba_get(GFP_NOIO);
	dma_fence_signal(fence);
	dma_fence_end_signalling(cookie);
}

static struct dma_fence *bad_run(struct drm_sched_job *job)
{
	kfree(kmalloc(8, GFP_KERNEL));		/* { dg-warning "'kmalloc' may enter direct reclaim on the way to a fence's signal in 'bad_run'" fence-signal-reclaim } */
	return NULL;
}

static const struct drm_sched_backend_ops bad_backend_ops = {
	.run_job = bad_run,
};

void good_elsewhere(struct ba_dev *d, struct dma_fence *fence)
{
	bool cookie;

	d->buf = ba_get(GFP_KERNEL);		/* { dg-bogus "." } */
	d->more = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	cookie = dma_fence_begin_signalling();
	kfree(d->more);
	d->more = kmalloc(64, GFP_NOWAIT);	/* { dg-bogus "." } */
	dma_fence_end_signalling(cookie);
}

const void *const used[] = { &bad_direct_ops, &bad_helper_ops, &bad_shrinker, &bad_backend_ops };
