// SPDX-License-Identifier: GPL-2.0-only
#include "foo.h"

int foo_vma_unbind(struct foo_vma *vma)
{
	int err = mutex_lock_interruptible(&vma->vm->mutex);	/* { dg-message "struct foo_vm.mutex" } */

	if (err)
		return err;
	list_del_init(&vma->link);
	foo_ppgtt_clear(vma->vm, vma->start);
	mutex_unlock(&vma->vm->mutex);
	return 0;
}

static int vma_bind(struct foo_vma *vma, struct foo_stash *stash)
{
	if (vma->start >= vma->vm->size)
		return -ENOSPC;
	return foo_ppgtt_bind(vma->vm, vma, stash);	/* { dg-message "foo_ppgtt_bind" } */
}

int bad_vma_pin(struct foo_vma *vma)
{
	struct foo_stash stash = { 0 };
	int err;

#ifdef FIXED
	err = foo_stash_prepare(&stash, 4);
	if (err)
		return err;
#endif
	err = mutex_lock_interruptible(&vma->vm->mutex);
	if (err)
		return err;
	err = vma_bind(vma, &stash);	/* { dg-warning "may enter direct reclaim while holding 'struct foo_vm.mutex', which invalidate callback 'foo_userptr_invalidate' takes" } */
	if (!err)
		list_add(&vma->link, &vma->vm->bound);
	mutex_unlock(&vma->vm->mutex);
	return err;
}
