// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/fork-pin-race.c"
#include "lab.h"

LAB_OBJECTS()

static void copy(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	pte_t src = mk_pte(page, PAGE_SHARED), dst;

	mmap_write_lock(current->mm);
	good_copy_page_range(current->mm, current->mm, &dst, &src, lab.start, page);
	mmap_write_unlock(current->mm);
	__free_page(page);
}

static void lab_calls(void)
{
	LAB(bad_copy_present_pte, copy());
}
