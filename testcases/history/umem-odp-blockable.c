// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    ODP took its semaphore, and the umem's mutex, in every invalidation
 * rule:    nonblock-sleep
 * lab:     sleep-in-atomic
 * origin:  reduced from drivers/infiniband/core/umem_odp.c, 4.18 (interface of 6.1); fixed by
 *          93065ac753e4 ("mm, oom: distinguish blockable mode for mmu notifiers")
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

struct foo_context {
	struct mmu_notifier mn;
	struct rw_semaphore umem_rwsem;
	struct rb_root_cached umem_tree;
};

struct foo_umem {
	struct interval_tree_node it;
	struct mutex umem_mutex;
	bool dying;
	u64 dma_list[16];
};

static int foo_invalidate_trampoline(struct foo_umem *umem)
{
	mutex_lock(&umem->umem_mutex);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_range_start'" } */
	umem->dma_list[0] = 0;
	mutex_unlock(&umem->umem_mutex);
	return 0;
}

static int foo_for_each_in_range(struct rb_root_cached *root, u64 start, u64 last, bool blockable)
{
	struct interval_tree_node *node, *next;

	for (node = interval_tree_iter_first(root, start, last); node; node = next) {
#ifdef FIXED
		if (!blockable)
			return -EAGAIN;
#endif
		next = interval_tree_iter_next(node, start, last);
		foo_invalidate_trampoline(container_of(node, struct foo_umem, it));
	}
	return 0;
}

static int bad_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_context *context = container_of(mn, struct foo_context, mn);
	bool blockable = mmu_notifier_range_blockable(range);
	int ret;

#ifdef FIXED
	if (blockable)
		down_read(&context->umem_rwsem);
	else if (!down_read_trylock(&context->umem_rwsem))
		return -EAGAIN;
#else
	down_read(&context->umem_rwsem);	/* { dg-warning "may sleep in a non-blockable invocation of 'bad_range_start'" } */
#endif
	ret = foo_for_each_in_range(&context->umem_tree, range->start, range->end - 1, blockable);
	up_read(&context->umem_rwsem);
	return ret;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = bad_range_start };

static void good_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct foo_context *context = container_of(mn, struct foo_context, mn);

	down_read(&context->umem_rwsem);	/* { dg-bogus "." } */
	foo_for_each_in_range(&context->umem_tree, 0, ULONG_MAX, true);
	up_read(&context->umem_rwsem);
}

const struct mmu_notifier_ops foo_release_ops = { .release = good_release };
