// SPDX-License-Identifier: GPL-2.0-only
#include "foo.h"

static struct foo_table *alloc_pt(void)
{
	return kzalloc(sizeof(struct foo_table), GFP_KERNEL);	/* { dg-message "'kzalloc' with GFP_KERNEL" } */
}

#ifdef FIXED
static struct foo_table *take_pt(struct foo_stash *stash)
{
	struct foo_table *pt = stash->tables;

	if (pt)
		stash->tables = pt->next;
	return pt;
}
#endif

int foo_stash_prepare(struct foo_stash *stash, unsigned int n)
{
	while (n--) {
		struct foo_table *pt = alloc_pt();

		if (!pt)
			return -ENOMEM;
		pt->next = stash->tables;
		stash->tables = pt;
	}
	return 0;
}

static int alloc_va_range(struct foo_vm *vm, struct foo_vma *vma, struct foo_stash *stash)
{
	struct foo_table *pt = vm->root;

	while (pt && pt->entries[vma->start & 63])
		pt = pt->next;
	if (pt)
		return 0;
#ifdef FIXED
	pt = take_pt(stash);
#else
	pt = alloc_pt();	/* { dg-message "alloc_pt" } */
#endif
	if (!pt)
		return -ENOMEM;
	pt->next = vm->root;
	vm->root = pt;
	return 0;
}

int foo_ppgtt_bind(struct foo_vm *vm, struct foo_vma *vma, struct foo_stash *stash)
{
	int err = alloc_va_range(vm, vma, stash);	/* { dg-message "alloc_va_range" } */

	if (!err)
		vm->root->entries[vma->start & 63] = vma->start;
	return err;
}

void foo_ppgtt_clear(struct foo_vm *vm, u64 start)
{
	struct foo_table *pt;

	for (pt = vm->root; pt; pt = pt->next)
		pt->entries[start & 63] = 0;
}
