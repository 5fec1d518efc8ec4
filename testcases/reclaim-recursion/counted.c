// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a counter that is asked twice, and that a callee has counted down in between; NULL in an xarray
 * rule:   reclaim-recursion
 * origin: own; after mlx5_ib_invalidate_range(), drivers/infiniband/hw/mlx5/odp.c
 * lab:    circular-locking
 */
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct cn_dev {
	struct mmu_interval_notifier mni;
	struct xarray children;
	struct mutex list_mutex;
	unsigned int npages;
	void *list[16];
	void *buf;
};

static noinline void cn_unmap(struct cn_dev *d, unsigned int n)
{
	unsigned int i;

	mutex_lock(&d->list_mutex);
	for (i = 0; i < n; i++) {
		if (!d->list[i])
			continue;
		d->list[i] = NULL;
		d->npages--;
	}
	mutex_unlock(&d->list_mutex);
}

static bool bad_last(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct cn_dev *d = container_of(mni, struct cn_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	if (!d->npages)
		return true;
	cn_unmap(d, 16);
	if (!d->npages)
		d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-warning "'kmalloc' with GFP_KERNEL may enter reclaim again from invalidate callback 'bad_last'" } */
	return true;
}

static bool good_erase(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct cn_dev *d = container_of(mni, struct cn_dev, mni);

	if (!mmu_notifier_range_blockable(range))
		return false;
	xa_cmpxchg(&d->children, 0, d, NULL, GFP_KERNEL);	/* { dg-bogus "." } */
	xa_store(&d->children, 1, NULL, GFP_KERNEL);	/* { dg-bogus "." } */
	return true;
}

const struct mmu_interval_notifier_ops cn_ops = {
	.invalidate = bad_last,
};

const struct mmu_interval_notifier_ops cn_good_ops = {
	.invalidate = good_erase,
};
