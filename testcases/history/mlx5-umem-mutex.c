// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    umem_mutex was held over the staging buffer of a translation table update
 * rule:    notifier-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/infiniband/hw/mlx5/odp.c and mem.c, 5.4 (interface of 6.1), which is
 *          the FIXED variant: "RDMA/mlx5: Fix a race with mlx5_ib_update_xlt on an implicit MR" took the
 *          lock and passed XLT_ATOMIC with it; the other one lacks the flag
 * variant: FIXED
 */
#include <linux/gfp.h>
#include <linux/interval_tree.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

#include <rdma/ib_umem_odp.h>

enum {
	FOO_XLT_ZAP = 1,
	FOO_XLT_ATOMIC = 2,
	FOO_XLT_INDIRECT = 4,
};

struct foo_mr {
	struct ib_umem_odp *odp;
	unsigned long emergency;
	u64 key;
};

static void *foo_alloc_xlt(struct foo_mr *mr, unsigned int order, int flags)
{
	gfp_t gfp = flags & FOO_XLT_ATOMIC ? GFP_ATOMIC : GFP_KERNEL;
	unsigned long xlt = __get_free_pages(gfp | __GFP_NOWARN, order);	/* { dg-message "'(__)?get_free_pages'" } */

	if (!xlt)
		xlt = mr->emergency;
	return (void *)xlt;
}

static int foo_update_xlt(struct foo_mr *mr, u64 idx, int npages, int flags)
{
	u64 *xlt = foo_alloc_xlt(mr, get_order(npages * sizeof(u64)), flags);	/* { dg-message "foo_alloc_xlt" } */

	if (!xlt)
		return -ENOMEM;
	xlt[0] = flags & FOO_XLT_ZAP ? 0 : idx;
	if ((unsigned long)xlt != mr->emergency)
		free_pages((unsigned long)xlt, get_order(npages * sizeof(u64)));
	return 0;
}

static bool foo_invalidate_range(struct mmu_interval_notifier *mni,
				 const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct ib_umem_odp *odp = container_of(mni, struct ib_umem_odp, notifier);
	struct foo_mr *mr;

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&odp->umem_mutex);	/* { dg-message "struct ib_umem_odp.umem_mutex" } */
	mmu_interval_set_seq(mni, cur_seq);
	mr = odp->private;
	if (mr)
		foo_update_xlt(mr, 0, 1, FOO_XLT_ZAP | FOO_XLT_ATOMIC);	/* { dg-bogus "." } */
	mutex_unlock(&odp->umem_mutex);
	return true;
}

const struct mmu_interval_notifier_ops foo_mn_ops = { .invalidate = foo_invalidate_range };

int bad_implicit_get_mr(struct foo_mr *imr, u64 idx)
{
	int err;

	mutex_lock(&imr->odp->umem_mutex);
#ifdef FIXED
	err = foo_update_xlt(imr, idx, 1, FOO_XLT_INDIRECT | FOO_XLT_ATOMIC);
#else
	err = foo_update_xlt(imr, idx, 1, FOO_XLT_INDIRECT);	/* { dg-warning "may enter direct reclaim while holding 'struct ib_umem_odp.umem_mutex', which invalidate callback 'foo_invalidate_range' takes" } */
#endif
	mutex_unlock(&imr->odp->umem_mutex);
	return err;
}

int good_create(struct foo_mr *mr)
{
	return foo_update_xlt(mr, 0, 512, 0);	/* { dg-bogus "." } */
}
