// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    pages were dirtied, which waits for the folio lock, under the lock that the notifier takes
 * rule:    notifier-lock-order
 * lab:     nothing: lockdep does not follow folio locks
 * origin:  reduced from drivers/gpu/drm/xe/xe_hmm.c, 6.12 (compiles with 6.1); fixed by
 *          "drm/xe/userptr: fix notifier vs folio deadlock"
 * path:    drivers/gpu/drm/foo/foo_hmm.c
 * variant: FIXED
 */
#include <linux/hmm.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/pagemap.h>
#include <linux/rwsem.h>
#include <linux/swap.h>

struct foo_userptr {
	struct mmu_interval_notifier notifier;
	struct rw_semaphore *notifier_lock;
	struct mm_struct *mm;
	unsigned long start;
	bool mapped;
};

struct foo_vm {
	struct rw_semaphore notifier_lock;
	struct foo_userptr userptr;
};

static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_vm *vm = container_of(mni, struct foo_vm, userptr.notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	down_write(&vm->notifier_lock);	/* { dg-message "struct foo_vm.notifier_lock" } */
	mmu_interval_set_seq(mni, cur_seq);
	vm->userptr.mapped = false;
	up_write(&vm->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops foo_mni_ops = { .invalidate = foo_invalidate };

#ifndef FIXED
static void foo_mark_range_accessed(struct hmm_range *range, bool write)
{
	struct page *page;
	unsigned int i;

	for (i = 0; i < 16; i++) {
		page = hmm_pfn_to_page(range->hmm_pfns[i]);
		if (write)
			set_page_dirty_lock(page);	/* { dg-message "'set_page_dirty_lock'" } */
		mark_page_accessed(page);
	}
}
#endif

int bad_populate_range(struct foo_vm *vm)
{
	unsigned long pfns[16];
	struct hmm_range range = { .notifier = &vm->userptr.notifier, .hmm_pfns = pfns,
				   .start = vm->userptr.start, .end = vm->userptr.start + ARRAY_SIZE(pfns) * PAGE_SIZE,
				   .default_flags = HMM_PFN_REQ_FAULT };
	int ret;

	range.notifier_seq = mmu_interval_read_begin(range.notifier);
	mmap_read_lock(vm->userptr.mm);
	ret = hmm_range_fault(&range);
	mmap_read_unlock(vm->userptr.mm);
	if (ret)
		return ret;
	down_read(&vm->notifier_lock);
	if (mmu_interval_read_retry(range.notifier, range.notifier_seq)) {
		ret = -EAGAIN;
		goto out_unlock;
	}
#ifndef FIXED
	foo_mark_range_accessed(&range, true);	/* { dg-warning "struct foo_vm.notifier_lock" } */
#endif
	vm->userptr.mapped = true;
out_unlock:
	up_read(&vm->notifier_lock);
	return ret;
}
