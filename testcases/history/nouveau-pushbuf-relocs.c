// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    relocations were copied from the user with buffers reserved, which faults on buffers reserve too
 * rule:    mmap-lock-inversion
 * lab:     circular-locking
 * origin:  reduced from drivers/gpu/drm/nouveau/nouveau_gem.c, 5.5 (interface of 6.1); fixed by
 *          "drm/nouveau: slowpath for pushbuf ioctl"
 * path:    drivers/gpu/drm/foo/foo_gem.c
 * variant: FIXED
 */
#include <linux/dma-resv.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct foo_bo {
	struct dma_resv *resv;
	bool moved;
	u64 offset;
};

static vm_fault_t foo_bo_fault(struct vm_fault *vmf)
{
	struct foo_bo *bo = vmf->vma->vm_private_data;

	if (dma_resv_lock_interruptible(bo->resv, NULL))	/* { dg-message "dma_resv" } */
		return VM_FAULT_NOPAGE;
	bo->moved = false;
	dma_resv_unlock(bo->resv);
	return VM_FAULT_NOPAGE;
}

const struct vm_operations_struct foo_vm_ops = { .fault = foo_bo_fault };

static void *foo_memcpya(u64 user, size_t n)
{
	void *mem = kvmalloc(n, GFP_KERNEL);

	if (!mem)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(mem, u64_to_user_ptr(user), n)) {	/* { dg-message "'copy_from_user'" } */
		kvfree(mem);
		return ERR_PTR(-EFAULT);
	}
	return mem;
}

#ifndef FIXED
static int foo_reloc_apply(struct foo_bo *bo, u64 user, unsigned int n)
{
	u32 *reloc = foo_memcpya(user, n * sizeof(*reloc));

	if (IS_ERR(reloc))
		return PTR_ERR(reloc);
	bo->offset += reloc[0];
	kvfree(reloc);
	return 0;
}
#endif

int bad_pushbuf(struct foo_bo *bo, u64 user, unsigned int n)
{
	u32 *reloc = NULL;
	int ret;

revalidate:
	ret = dma_resv_lock(bo->resv, NULL);
	if (ret)
		return ret;
#ifdef FIXED
	if (bo->moved && !reloc) {
		dma_resv_unlock(bo->resv);
		reloc = foo_memcpya(user, n * sizeof(*reloc));
		if (IS_ERR(reloc))
			return PTR_ERR(reloc);
		goto revalidate;
	}
	if (reloc)
		bo->offset += reloc[0];
#else
	if (bo->moved) {
		ret = foo_reloc_apply(bo, user, n);	/* { dg-warning "struct dma_resv.lock" } */
		if (ret == -EAGAIN)
			goto revalidate;
	}
#endif
	dma_resv_unlock(bo->resv);
	kvfree(reloc);
	return ret;
}
