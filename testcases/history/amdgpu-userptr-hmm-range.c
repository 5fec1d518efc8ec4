// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    hmm_range_fault ran under the mutex that the invalidation takes
 * rule:    notifier-lock-fault
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_amdkfd_gpuvm.c, 6.2 (interface of 6.1), where
 *          the lock of the list is dropped for the fault since
 *          "drm/amdgpu: Add notifier lock for KFD userptrs"; the other variant keeps it
 * variant: FIXED
 */
#include <linux/hmm.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct foo_process_info {
	struct mutex notifier_lock;
	struct list_head userptr_valid_list;
	struct list_head userptr_inval_list;
	unsigned int evicted_bos;
};

struct foo_mem {
	struct mmu_interval_notifier notifier;
	struct foo_process_info *info;
	struct list_head validate_list;
	unsigned int invalid;
	unsigned long pfns[16];
	struct hmm_range range;
};

static bool foo_invalidate_hsa(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_mem *mem = container_of(mni, struct foo_mem, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(&mem->info->notifier_lock);	/* { dg-message "struct foo_process_info.notifier_lock" } */
	mmu_interval_set_seq(mni, cur_seq);
	mem->invalid++;
	mem->info->evicted_bos++;
	mutex_unlock(&mem->info->notifier_lock);
	return true;
}

const struct mmu_interval_notifier_ops foo_hsa_ops = { .invalidate = foo_invalidate_hsa };

static int foo_get_range_pages(struct mm_struct *mm, struct foo_mem *mem)
{
	struct hmm_range *range = &mem->range;
	int r;

	range->notifier = &mem->notifier;
	range->hmm_pfns = mem->pfns;
	range->notifier_seq = mmu_interval_read_begin(&mem->notifier);	/* { dg-warning "waits for running invalidations under 'struct foo_process_info.notifier_lock'" interval-protocol } */
	mmap_read_lock(mm);
	r = hmm_range_fault(range);
	mmap_read_unlock(mm);
	return r;
}

int bad_update_invalid_user_pages(struct foo_process_info *info, struct mm_struct *mm)
{
	struct foo_mem *mem, *tmp;
	unsigned int invalid;
	int r = 0;

	mutex_lock(&info->notifier_lock);
	list_for_each_entry_safe(mem, tmp, &info->userptr_inval_list, validate_list) {
		invalid = mem->invalid;
		if (!invalid)
			continue;
#ifdef FIXED
		mutex_unlock(&info->notifier_lock);
		r = foo_get_range_pages(mm, mem);
		mutex_lock(&info->notifier_lock);
#else
		r = foo_get_range_pages(mm, mem);	/* { dg-warning "may fault or take mmap_lock while holding 'struct foo_process_info.notifier_lock', which invalidate callback 'foo_invalidate_hsa' takes" notifier-lock-fault } { dg-warning "struct foo_process_info.notifier_lock" notifier-remove-lock } */
#endif
		if (r)
			break;
		if (mem->invalid != invalid) {
			r = -EAGAIN;
			break;
		}
		mem->invalid = 0;
	}
	list_for_each_entry_safe(mem, tmp, &info->userptr_inval_list, validate_list) {
		if (mem->invalid || mmu_interval_read_retry(&mem->notifier, mem->range.notifier_seq))
			continue;
		list_move_tail(&mem->validate_list, &info->userptr_valid_list);
	}
	mutex_unlock(&info->notifier_lock);
	return r;
}
