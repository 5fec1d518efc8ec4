// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the callback's two locks were waited for also where the caller may not block
 * rule:    nonblock-sleep
 * lab:     sleep-in-atomic
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_mn.c, 4.18 (interface of 6.1); fixed by
 *          93065ac753e4 ("mm, oom: distinguish blockable mode for mmu notifiers")
 * path:    drivers/gpu/drm/foo/foo_mn.c
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct foo_mn {
	struct mmu_notifier mn;
	struct mutex read_lock;
	struct rb_root_cached objects;
	unsigned int stale;
};

static int bad_read_lock(struct foo_mn *mn, bool blockable)
{
#ifdef FIXED
	if (blockable)
		mutex_lock(&mn->read_lock);
	else if (!mutex_trylock(&mn->read_lock))
		return -EAGAIN;
#else
	mutex_lock(&mn->read_lock);	/* { dg-warning "may sleep in a non-blockable invocation of 'foo_range_start'" } */
#endif
	return 0;
}

static int foo_range_start(struct mmu_notifier *subscription, const struct mmu_notifier_range *range)
{
	struct foo_mn *mn = container_of(subscription, struct foo_mn, mn);
	struct interval_tree_node *it;

	if (bad_read_lock(mn, mmu_notifier_range_blockable(range)))
		return -EAGAIN;
	it = interval_tree_iter_first(&mn->objects, range->start, range->end - 1);
	while (it) {
#ifdef FIXED
		if (!mmu_notifier_range_blockable(range)) {
			mutex_unlock(&mn->read_lock);
			return -EAGAIN;
		}
#endif
		mn->stale++;
		it = interval_tree_iter_next(it, range->start, range->end - 1);
	}
	mutex_unlock(&mn->read_lock);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };
