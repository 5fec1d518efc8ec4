// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   tests for pins, with GUP-fast shut out and without
 * rule:   dma-pin-race
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in dma-pin-race/effort
 * cocci:  dma_pin_race
 * confidence: low
 * origin: own
 */
#include <linux/mm.h>
#include <linux/page-flags.h>
#include <linux/pgtable.h>
#include <linux/seqlock.h>

int bad_share(struct vm_area_struct *vma, unsigned long addr, pte_t *pte, struct page *page)
{
	if (folio_maybe_dma_pinned(page_folio(page)))	/* { dg-warning "'bad_share' makes the page shared on a test for pins that GUP-fast may outrun" } */
		return -EBUSY;
	ptep_set_wrprotect(vma->vm_mm, addr, pte);	/* { dg-message "the page is made shared" } */
	return 0;
}

bool bad_effort(struct page *page)
{
	return !folio_maybe_dma_pinned(page_folio(page));	/* { dg-warning "test for pins in 'bad_effort' may be outrun by GUP-fast" } */
}

int good_cleared(struct vm_area_struct *vma, unsigned long addr, pte_t *pte, struct page *page)
{
	pte_t old = ptep_get_and_clear(vma->vm_mm, addr, pte);

	if (folio_maybe_dma_pinned(page_folio(page))) {	/* { dg-bogus "." } */
		set_pte_at(vma->vm_mm, addr, pte, old);
		return -EBUSY;
	}
	return 0;
}

int good_seqcount(struct vm_area_struct *vma, unsigned long addr, pte_t *pte, struct page *page)
{
	int ret = -EBUSY;

	raw_write_seqcount_begin(&vma->vm_mm->write_protect_seq);
	if (!folio_maybe_dma_pinned(page_folio(page))) {	/* { dg-bogus "." } */
		ptep_set_wrprotect(vma->vm_mm, addr, pte);
		ret = 0;
	}
	raw_write_seqcount_end(&vma->vm_mm->write_protect_seq);
	return ret;
}

static noinline int dp_try(struct page *page)
{
	if (folio_maybe_dma_pinned(page_folio(page)))	/* { dg-bogus "." } */
		return -EBUSY;
	ClearPageUptodate(page);
	return 0;
}

int good_caller(struct vm_area_struct *vma, unsigned long addr, pte_t *pte, struct page *page)
{
	pte_t old = ptep_get_and_clear(vma->vm_mm, addr, pte);
	int ret = dp_try(page);

	if (ret)
		set_pte_at(vma->vm_mm, addr, pte, old);
	return ret;
}
