// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    read_retry was called under another lock than the one the sequence is set under
 * rule:    interval-protocol
 * lab:     nothing: a race of two processors, for which nobody in the kernel looks
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_{amdkfd_gpuvm,mn}.c, 6.1; fixed by
 *          "drm/amdgpu: Add notifier lock for KFD userptrs"
 * path:    drivers/gpu/drm/foo/foo_userptr.c
 * variant: FIXED
 */
#include <linux/hmm.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

struct foo_device {
	struct mutex notifier_lock;
};

struct foo_process_info {
	struct mutex lock;
	struct mutex notifier_lock;
	unsigned int evicted_bos;
};

struct foo_mem {
	struct mmu_interval_notifier notifier;
	struct foo_device *dev;
	struct foo_process_info *info;
	struct hmm_range range;
	unsigned long pfns[16];
	unsigned long mapped[16];
	atomic_t invalid;
};

static bool foo_invalidate_hsa(struct mmu_interval_notifier *mni,
			       const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_mem *mem = container_of(mni, struct foo_mem, notifier);
#ifdef FIXED
	struct mutex *lock = &mem->info->notifier_lock;
#else
	struct mutex *lock = &mem->dev->notifier_lock;
#endif

	if (!mmu_notifier_range_blockable(range))
		return false;
	mutex_lock(lock);
	mmu_interval_set_seq(mni, cur_seq);	/* { dg-warning "'foo_invalidate_hsa' sets the sequence without 'struct foo_process_info.lock'" } */
	atomic_inc(&mem->invalid);
	mutex_unlock(lock);
	return true;
}

const struct mmu_interval_notifier_ops foo_hsa_ops = { .invalidate = foo_invalidate_hsa };

static int foo_get_user_pages(struct foo_mem *mem, struct mm_struct *mm)
{
	int r;

	mem->range.notifier = &mem->notifier;
	mem->range.hmm_pfns = mem->pfns;
	mem->range.notifier_seq = mmu_interval_read_begin(&mem->notifier);
	mmap_read_lock(mm);
	r = hmm_range_fault(&mem->range);
	mmap_read_unlock(mm);
	return r;
}

static void foo_map(struct foo_mem *mem)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(mem->mapped); i++)
		mem->mapped[i] = mem->pfns[i];
}

int bad_validate_user_pages(struct foo_mem *mem, struct mm_struct *mm)
{
	struct mutex *lock;
	int r = foo_get_user_pages(mem, mm);

	if (r)
		return r;
#ifdef FIXED
	lock = &mem->info->notifier_lock;
#else
	lock = &mem->info->lock;
#endif
	mutex_lock(lock);
	if (mmu_interval_read_retry(&mem->notifier, mem->range.notifier_seq))
		r = -EAGAIN;
	else
		foo_map(mem);
	mutex_unlock(lock);
	return r;
}
