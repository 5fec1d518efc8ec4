// SPDX-License-Identifier: GPL-2.0-or-later
#include "dma-pin-race/effort.c"
#include "lab.h"

/* What is not exported, and not called here. */
pte_t ptep_clear_flush(struct vm_area_struct *vma, unsigned long address, pte_t *ptep)
{
	return ptep_get_and_clear(vma->vm_mm, address, ptep);
}

LAB_OBJECTS()

static void pick(void)
{
	struct page *page = lab_page();

	bad_pick(&page, 1);
	put_page(page);
}

static void lab_calls(void)
{
	LAB(bad_pinned, pick());
}
