// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    the lock that evicts page tables was given a NOFS scope; notifiers need noreclaim
 * rule:    notifier-lock-false-fix
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/amd/amdgpu/amdgpu_vm.[ch], 5.6 (interface of 6.1), as
 *          "drm/amdgpu: Avoid reclaim fs while eviction lock" left it; 6.1 is the FIXED variant
 * variant: FIXED
 */
#include <linux/dma-resv.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct foo_vm {
	struct mutex eviction_lock;
	unsigned int saved_flags;
	bool evicting;
	void *tables[16];
};

struct foo_bo {
	struct mmu_interval_notifier notifier;
	struct foo_vm *vm;
	struct mutex *notifier_lock;
};

static inline void foo_eviction_lock(struct foo_vm *vm)
{
	mutex_lock(&vm->eviction_lock);
#ifdef FIXED
	vm->saved_flags = memalloc_noreclaim_save();
#else
	vm->saved_flags = memalloc_nofs_save();
#endif
}

static inline void foo_eviction_unlock(struct foo_vm *vm)
{
#ifdef FIXED
	memalloc_noreclaim_restore(vm->saved_flags);
#else
	memalloc_nofs_restore(vm->saved_flags);
#endif
	mutex_unlock(&vm->eviction_lock);
}

static bool foo_invalidate(struct mmu_interval_notifier *mni,
			   const struct mmu_notifier_range *range, unsigned long cur_seq)
{
	struct foo_bo *bo = container_of(mni, struct foo_bo, notifier);

	if (!mmu_notifier_range_blockable(range))
		return false;
	foo_eviction_lock(bo->vm);	/* { dg-message "foo_eviction_lock" } */
	mmu_interval_set_seq(mni, cur_seq);
	bo->vm->evicting = true;
	foo_eviction_unlock(bo->vm);
	return true;
}

const struct mmu_interval_notifier_ops foo_mn_ops = { .invalidate = foo_invalidate };

static int foo_alloc_pts(struct foo_vm *vm, unsigned int i)
{
	vm->tables[i] = kvzalloc(4096, GFP_KERNEL);	/* { dg-message "'(kvzalloc|__kvmalloc_node)'" } */
	return vm->tables[i] ? 0 : -ENOMEM;
}

int bad_bo_update_mapping(struct foo_vm *vm, unsigned int n)
{
	unsigned int i;
	int r = 0;

	foo_eviction_lock(vm);
	if (vm->evicting) {
		r = -EBUSY;
		goto error_unlock;
	}
	for (i = 0; i < n && !r; i++)
		r = foo_alloc_pts(vm, i);	/* { dg-warning "memalloc_nofs_save\(\) does not keep reclaim out of mmu notifiers.*struct foo_vm.eviction_lock" } */
error_unlock:
	foo_eviction_unlock(vm);
	return r;
}
