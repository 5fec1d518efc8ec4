// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the semaphore taken for range_end stayed held when the start failed, where no end follows
 * rule:    notifier-end-after-fail
 * lab:     circular-locking: it is held from start to end, where the kernel allocates, and that comes first
 * origin:  reduced from drivers/infiniband/core/umem_odp.c, 5.2 (interface of 6.1); the unlock was added by
 *          "RDMA/odp: Fix missed unlock in non-blocking invalidate_start", range_end went with
 *          "RDMA/odp: Use mmu_interval_notifier_insert()", which is the FIXED variant
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

struct foo_umem {
	struct mmu_interval_notifier notifier;
	struct mutex umem_mutex;
	unsigned long npages;
};

#ifdef FIXED
static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_umem *umem = container_of(mni, struct foo_umem, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&umem->umem_mutex);
	mmu_interval_set_seq(mni, cur_seq);
	umem->npages = 0;
	mutex_unlock(&umem->umem_mutex);
	return true;
}

const struct mmu_interval_notifier_ops foo_mn_ops = { .invalidate = foo_invalidate };
#else
struct foo_per_mm {
	struct mmu_notifier mn;
	struct rw_semaphore umem_rwsem;
	struct rb_root_cached umem_tree;
	bool active;
};

static int foo_for_each_in_range(struct rb_root_cached *root, u64 start, u64 last, bool blockable)
{
	return !blockable && interval_tree_iter_first(root, start, last) ? -EAGAIN : 0;
}

static int bad_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_per_mm *per_mm = container_of(mn, struct foo_per_mm, mn);

	if (mmu_notifier_range_blockable(range))
		down_read(&per_mm->umem_rwsem);
	else if (!down_read_trylock(&per_mm->umem_rwsem))
		return -EAGAIN;	/* { dg-warning "'bad_range_start' fails, and 'bad_range_end' is called all the same" } */
	if (!per_mm->active) {
		up_read(&per_mm->umem_rwsem);
		return 0;
	}
	return foo_for_each_in_range(&per_mm->umem_tree, range->start, range->end,	/* { dg-warning "fails with lock 'struct foo_per_mm.umem_rwsem' held" } { dg-warning "'bad_range_end' is called all the same" } */
				     mmu_notifier_range_blockable(range));
}

static void bad_range_end(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_per_mm *per_mm = container_of(mn, struct foo_per_mm, mn);

	if (per_mm->active)
		up_read(&per_mm->umem_rwsem);
}

const struct mmu_notifier_ops foo_mn_ops = {
	.invalidate_range_start = bad_range_start,
	.invalidate_range_end = bad_range_end,
};
#endif
