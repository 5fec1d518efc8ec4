// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the work queue that the invalidation flushes had no WQ_MEM_RECLAIM
 * rule:    reclaim-flush-wq
 * lab:     warning
 * origin:  reduced from drivers/gpu/drm/i915/i915_gem_userptr.c, 4.12 (interface of 6.1); fixed by
 *          "drm/i915: Mark the userptr invalidate workqueue as WQ_MEM_RECLAIM"
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/mmu_notifier.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct foo_notifier {
	struct mmu_notifier mn;
	struct workqueue_struct *wq;
	spinlock_t lock;
	struct work_struct cancel;
	unsigned int active;
};

static void foo_cancel(struct work_struct *work)
{
	struct foo_notifier *n = container_of(work, struct foo_notifier, cancel);

	spin_lock(&n->lock);
	n->active = 0;
	spin_unlock(&n->lock);
}

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_notifier *n = container_of(mn, struct foo_notifier, mn);
	bool cancelled = false;

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	spin_lock(&n->lock);
	if (n->active) {
		queue_work(n->wq, &n->cancel);
		cancelled = true;
	}
	spin_unlock(&n->lock);
	if (cancelled)
		flush_workqueue(n->wq);	/* { dg-warning "flush_workqueue'.*foo_range_start.*without WQ_MEM_RECLAIM" } */
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

int good_create(struct foo_notifier *n)
{
	INIT_WORK(&n->cancel, foo_cancel);
	spin_lock_init(&n->lock);
#ifdef FIXED
	n->wq = alloc_workqueue("foo-userptr-release", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
#else
	n->wq = alloc_workqueue("foo-userptr-release", WQ_UNBOUND, 0);
#endif
	return n->wq ? 0 : -ENOMEM;
}
