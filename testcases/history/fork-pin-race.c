// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    fork took "not pinned" for certain while GUP-fast could still pin the page
 * rule:    dma-pin-race
 * lab:     nothing: a race of two processors, for which nobody in the kernel looks
 * origin:  reduced from mm/memory.c, 5.10 (interface of 6.1); fixed by
 *          57efa1fe5957 ("mm/gup: prevent gup_fast from racing with COW during fork")
 * variant: FIXED
 */
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/seqlock.h>

static int bad_copy_present_pte(struct mm_struct *src_mm, struct mm_struct *dst_mm, pte_t *dst_pte,
				pte_t *src_pte, unsigned long addr, struct page *page)
{
	pte_t pte = *src_pte;

	if (folio_maybe_dma_pinned(page_folio(page)))	/* { dg-warning "'bad_copy_present_pte' makes the page shared" } */
		return -EAGAIN;
	ptep_set_wrprotect(src_mm, addr, src_pte);
	pte = pte_wrprotect(pte);
	set_pte_at(dst_mm, addr, dst_pte, pte);
	return 0;
}

int good_copy_page_range(struct mm_struct *src_mm, struct mm_struct *dst_mm, pte_t *dst_pte,
			 pte_t *src_pte, unsigned long addr, struct page *page)
{
	int ret;

	mmap_assert_write_locked(src_mm);
#ifdef FIXED
	raw_write_seqcount_begin(&src_mm->write_protect_seq);
#endif
	ret = bad_copy_present_pte(src_mm, dst_mm, dst_pte, src_pte, addr, page);
#ifdef FIXED
	raw_write_seqcount_end(&src_mm->write_protect_seq);
#endif
	return ret;
}
