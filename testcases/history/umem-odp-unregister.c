// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the notifier was unregistered under the semaphore that the callback reads, readers both
 * rule:    notifier-remove-lock
 * lab:     nothing: lockdep of 6.1 does not tie synchronize_srcu() to the locks that readers of it take
 * origin:  reduced from drivers/infiniband/core/umem_odp.c, 4.18 (interface of 6.1); gone with
 *          "RDMA/umem: Move all the ODP related stuff out of ucontext and into per_mm"
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/mmu_notifier.h>
#include <linux/rwsem.h>

struct foo_context {
	struct mmu_notifier mn;
	struct rw_semaphore umem_rwsem;
	struct rb_root_cached umem_tree;
	int odp_mrs_count;
	struct mm_struct *mm;
	bool active;
};

struct foo_umem {
	struct interval_tree_node it;
	struct foo_context *context;
	unsigned long npages;
};

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_context *context = container_of(mn, struct foo_context, mn);
	struct interval_tree_node *it;

	if (mmu_notifier_range_blockable(range))
		down_read(&context->umem_rwsem);	/* { dg-message "struct foo_context.umem_rwsem" } */
	else if (!down_read_trylock(&context->umem_rwsem))
		return -EAGAIN;
	it = interval_tree_iter_first(&context->umem_tree, range->start, range->end - 1);
	if (it)
		container_of(it, struct foo_umem, it)->npages = 0;
	up_read(&context->umem_rwsem);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

void bad_umem_release(struct foo_umem *umem)
{
	struct foo_context *context = umem->context;
	bool last;

	down_write(&context->umem_rwsem);
	interval_tree_remove(&umem->it, &context->umem_tree);
	last = !--context->odp_mrs_count;
#ifdef FIXED
	if (last)
		context->active = false;
	up_write(&context->umem_rwsem);
	if (last)
		mmu_notifier_unregister(&context->mn, context->mm);
#else
	/* Running notifiers, which lock it for reading, will be able to finish. */
	downgrade_write(&context->umem_rwsem);
	if (last)
		mmu_notifier_unregister(&context->mn, context->mm);	/* { dg-warning "struct foo_context.umem_rwsem" } */
	up_read(&context->umem_rwsem);
#endif
}

void good_umem_get(struct foo_umem *umem)
{
	down_write(&umem->context->umem_rwsem);
	umem->context->odp_mrs_count++;
	interval_tree_insert(&umem->it, &umem->context->umem_tree);
	up_write(&umem->context->umem_rwsem);
}
