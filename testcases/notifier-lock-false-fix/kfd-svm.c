// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the lock helpers of a driver open a scope: the one that helps, and the one that does not
 * rule:    notifier-lock-false-fix
 * origin:  reduced from drivers/gpu/drm/amd/amdkfd/kfd_svm.[ch], 6.1, which is the FIXED variant;
 *          the other one is what the scope's name suggests
 * variant: FIXED
 * lab:     circular-locking
 */
#include <linux/list.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct svm_range {
	struct mmu_interval_notifier notifier;
	struct mutex lock;
	unsigned int saved_flags;
	unsigned long start, last;
	struct list_head child_list;
	void *dma_addr;
};

static inline void svm_range_lock(struct svm_range *prange)
{
	mutex_lock(&prange->lock);
#ifdef FIXED
	prange->saved_flags = memalloc_noreclaim_save();
#else
	prange->saved_flags = memalloc_nofs_save();
#endif
}

static inline void svm_range_unlock(struct svm_range *prange)
{
#ifdef FIXED
	memalloc_noreclaim_restore(prange->saved_flags);
#else
	memalloc_nofs_restore(prange->saved_flags);
#endif
	mutex_unlock(&prange->lock);
}

static struct svm_range *svm_range_new(unsigned long start, unsigned long last)
{
	struct svm_range *prange = kzalloc(sizeof(*prange), GFP_KERNEL);	/* { dg-warning "may enter reclaim again from invalidate callback 'bad_invalidate'" reclaim-recursion } */

	if (!prange)
		return NULL;
	mutex_init(&prange->lock);
	prange->start = start;
	prange->last = last;
	return prange;
}

static void svm_range_split(struct svm_range *prange, unsigned long start)
{
	struct svm_range *tail = svm_range_new(start, prange->last);

	if (tail)
		list_add(&tail->child_list, &prange->child_list);
}

/* Holds the lock itself while it splits, so the same mistake shows from both sides. */
static bool bad_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct svm_range *prange = container_of(mni, struct svm_range, notifier);

	if (range->event == MMU_NOTIFY_RELEASE)
		return true;
	if (!mmu_notifier_range_blockable(range))
		return false;
	svm_range_lock(prange);
	mmu_interval_set_seq(mni, cur_seq);
	if (range->event == MMU_NOTIFY_UNMAP)
		svm_range_split(prange, range->start);	/* { dg-warning "does not keep reclaim out" } */
	svm_range_unlock(prange);
	return true;
}

const struct mmu_interval_notifier_ops svm_range_mn_ops = { .invalidate = bad_invalidate };

int bad_validate_and_map(struct svm_range *prange)
{
	int r = 0;

	svm_range_lock(prange);
	prange->dma_addr = kvmalloc_array(512, sizeof(dma_addr_t), GFP_KERNEL);	/* { dg-warning "memalloc_nofs_save\(\) does not keep reclaim out of mmu notifiers" } */
	if (!prange->dma_addr)
		r = -ENOMEM;
	svm_range_unlock(prange);
	return r;
}

struct svm_range *good_new(unsigned long start)
{
	return svm_range_new(start, start + 1);	/* { dg-bogus "." } */
}
