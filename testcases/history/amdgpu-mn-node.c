// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the node of a new range was allocated after taking the lock that the notifier reads
 * rule:    notifier-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_mn.c, 4.17 (interface of 6.1); fixed by
 *          "drm/amdgpu: Avoid reclaim while holding locks taken in MMU notifier"
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>

struct foo_mn {
	struct mmu_notifier mn;
	struct rw_semaphore lock;
	struct rb_root_cached objects;
	struct mutex read_lock;
	int recursion;
};

struct foo_node {
	struct interval_tree_node it;
	struct list_head bos;
};

struct foo_bo {
	struct list_head list;
	unsigned long stale;
};

static int foo_read_lock(struct foo_mn *mn, bool blockable)
{
	if (blockable)
		mutex_lock(&mn->read_lock);
	else if (!mutex_trylock(&mn->read_lock))
		return -EAGAIN;
	if (!mn->recursion++)
		down_read(&mn->lock);	/* { dg-message "struct foo_mn.lock" } */
	mutex_unlock(&mn->read_lock);
	return 0;
}

static void foo_read_unlock(struct foo_mn *mn)
{
	up_read(&mn->lock);
}

static int foo_range_start(struct mmu_notifier *subscription, const struct mmu_notifier_range *range)
{
	struct foo_mn *mn = container_of(subscription, struct foo_mn, mn);
	struct interval_tree_node *it;
	struct foo_bo *bo;

	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
	if (foo_read_lock(mn, true))
		return -EAGAIN;
	it = interval_tree_iter_first(&mn->objects, range->start, range->end - 1);
	while (it) {
		struct foo_node *node = container_of(it, struct foo_node, it);

		it = interval_tree_iter_next(it, range->start, range->end - 1);
		list_for_each_entry(bo, &node->bos, list)
			bo->stale = 1;
	}
	mn->recursion = 0;
	foo_read_unlock(mn);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

int bad_register(struct foo_mn *mn, struct foo_bo *bo, unsigned long start, unsigned long end)
{
	struct foo_node *node;

#ifdef FIXED
	node = kmalloc(sizeof(*node), GFP_KERNEL);
	if (!node)
		return -ENOMEM;
	down_write(&mn->lock);
#else
	down_write(&mn->lock);
	node = kmalloc(sizeof(*node), GFP_KERNEL);	/* { dg-warning "may enter direct reclaim while holding 'struct foo_mn.lock', which invalidate callback 'foo_range_start' takes" } */
	if (!node) {
		up_write(&mn->lock);
		return -ENOMEM;
	}
#endif
	node->it.start = start;
	node->it.last = end;
	INIT_LIST_HEAD(&node->bos);
	list_add(&bo->list, &node->bos);
	interval_tree_insert(&node->it, &mn->objects);
	up_write(&mn->lock);
	return 0;
}

void good_unregister(struct foo_mn *mn, struct foo_node *node)
{
	down_write(&mn->lock);
	interval_tree_remove(&node->it, &mn->objects);
	kfree(node);	/* { dg-bogus "." } */
	up_write(&mn->lock);
}
