// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    with the notifier lock taken for the pages of a fault, the usual sg table allocates under it
 * rule:    notifier-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/xe/xe_hmm.c, 6.12 (compiles with 6.1); the FIXED variant is
 *          "drm/xe/hmm: Don't dereference struct page pointers without notifier lock", the other one what
 *          its message warns of
 * path:    drivers/gpu/drm/foo/foo_hmm.c
 * variant: FIXED
 */
#include <linux/hmm.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/rwsem.h>
#include <linux/scatterlist.h>

struct foo_vm {
	struct rw_semaphore notifier_lock;
	struct mm_struct *mm;
};

struct foo_userptr {
	struct mmu_interval_notifier notifier;
	struct foo_vm *vm;
	unsigned long start;
	struct sg_table sgt;
	bool mapped;
};

static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_userptr *u = container_of(mni, struct foo_userptr, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	down_write(&u->vm->notifier_lock);	/* { dg-message "struct foo_vm.notifier_lock" } */
	mmu_interval_set_seq(mni, cur_seq);
	u->mapped = false;
	up_write(&u->vm->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops foo_mni_ops = { .invalidate = foo_invalidate };

#ifdef FIXED
static int foo_alloc_sg(struct foo_userptr *u, unsigned int npages)
{
	return sg_alloc_table(&u->sgt, npages, GFP_KERNEL);
}
#endif

static int foo_build_sg(struct foo_userptr *u, struct hmm_range *range, unsigned int npages)
{
	struct page *pages[16];
	unsigned int i;
#ifdef FIXED
	struct scatterlist *sg = u->sgt.sgl;
#endif

	for (i = 0; i < npages; i++)
		pages[i] = hmm_pfn_to_page(range->hmm_pfns[i]);
#ifdef FIXED
	for (i = 0; i < npages; i++, sg = sg_next(sg))
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
	return 0;
#else
	return sg_alloc_table_from_pages_segment(&u->sgt, pages, npages, 0, (unsigned long)npages << PAGE_SHIFT,
						 SZ_64K, GFP_KERNEL);
#endif
}

int bad_populate_range(struct foo_userptr *u)
{
	unsigned long pfns[16];
	struct hmm_range range = { .notifier = &u->notifier, .hmm_pfns = pfns, .start = u->start,
				   .end = u->start + ARRAY_SIZE(pfns) * PAGE_SIZE,
				   .default_flags = HMM_PFN_REQ_FAULT };
	int ret;

	range.notifier_seq = mmu_interval_read_begin(&u->notifier);
	mmap_read_lock(u->vm->mm);
	ret = hmm_range_fault(&range);
	mmap_read_unlock(u->vm->mm);
	if (ret)
		return ret;
#ifdef FIXED
	ret = foo_alloc_sg(u, ARRAY_SIZE(pfns));
	if (ret)
		return ret;
#endif
	ret = down_read_interruptible(&u->vm->notifier_lock);
	if (ret)
		return ret;
	if (mmu_interval_read_retry(range.notifier, range.notifier_seq)) {
		ret = -EAGAIN;
		goto out_unlock;
	}
	ret = foo_build_sg(u, &range, ARRAY_SIZE(pfns));	/* { dg-warning "while holding 'struct foo_vm.notifier_lock', which invalidate callback 'foo_invalidate' takes" } */
	u->mapped = !ret;
out_unlock:
	up_read(&u->vm->notifier_lock);
	return ret;
}
