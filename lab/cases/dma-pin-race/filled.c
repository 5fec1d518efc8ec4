// SPDX-License-Identifier: GPL-2.0-or-later
#include "dma-pin-race/filled.c"
#include "lab.h"

static pte_t entry;

/* What is not exported: of an entry that is in no page table. */
pte_t ptep_clear_flush(struct vm_area_struct *vma, unsigned long address, pte_t *ptep)
{
	return ptep_get_and_clear(vma->vm_mm, address, ptep);
}

pte_t *fl_lookup(struct vm_area_struct *vma, unsigned long addr)
{
	return &entry;
}

LAB_OBJECTS()

static void protect(int (*how)(struct vm_area_struct *, unsigned long, struct page *))
{
	struct vm_area_struct vma = { .vm_mm = current->mm };
	struct page *page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);

	entry = mk_pte(page, PAGE_SHARED);
	how(&vma, lab.start, page);
	__free_page(page);
}

static void lab_calls(void)
{
	LAB(bad_protect, protect(bad_protect));
	LAB(good_protect, protect(good_protect));
}
