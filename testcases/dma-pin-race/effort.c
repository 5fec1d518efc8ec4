// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:       a test whose answer steers effort only, at low confidence
 * rule:       dma-pin-race
 * lab:        nothing: a race of two processors, for which nobody in the kernel looks
 * cocci:      dma_pin_race
 * origin:     own; pte_is_pinned() after fs/proc/task_mmu.c
 * confidence: low
 */
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
# define page_maybe_dma_pinned(page)	folio_maybe_dma_pinned(page_folio(page))
#endif

static noinline bool bad_pinned(struct page *page)
{
	return page_maybe_dma_pinned(page);	/* { dg-warning "test for pins in 'bad_pinned' may be outrun by GUP-fast" } */
}

unsigned int bad_pick(struct page **pages, unsigned int n);
unsigned int bad_pick(struct page **pages, unsigned int n)
{
	unsigned int i, kept = 0;

	for (i = 0; i < n; i++)
		if (!bad_pinned(pages[i]))
			pages[kept++] = pages[i];
	return kept;
}

/* a function of its own that clears the entry is as good */
static noinline pte_t take_out(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep)
{
	return ptep_clear_flush(vma, addr, ptep);
}

bool good_taken_out(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page);
bool good_taken_out(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page)
{
	take_out(vma, addr, ptep);
	return page_maybe_dma_pinned(page);
}
