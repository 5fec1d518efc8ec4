// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   tests for pins, before and after the entry is out of the page table
 * rule:   dma-pin-race
 * lab:    cannot run: its functions change page tables without their locks, and set bits of pages that are not theirs
 * cocci:      dma_pin_race
 * origin: own; the right order after mm/migrate_device.c and mm/huge_memory.c
 */
#include <linux/hugetlb.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/pgtable.h>
#include <linux/rmap.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
# define page_maybe_dma_pinned(page)	folio_maybe_dma_pinned(page_folio(page))
# define page_try_share_anon_rmap(page)	folio_try_share_anon_rmap_pte(page_folio(page), page)
#endif

int bad_share(struct page *page);
int bad_share(struct page *page)
{
	if (page_maybe_dma_pinned(page))	/* { dg-warning "'bad_share' makes the page shared on a test for pins that GUP-fast may outrun" } */
		return -EBUSY;
	ClearPageAnonExclusive(page);
	return 0;
}

int bad_clear_after_test(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page);
int bad_clear_after_test(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page)
{
	pte_t pte;

	if (page_maybe_dma_pinned(page))	/* { dg-warning "'bad_clear_after_test' makes the page shared" } */
		return -EBUSY;
	pte = ptep_clear_flush(vma, addr, ptep);
	set_pte_at(vma->vm_mm, addr, ptep, pte_wrprotect(pte));
	return 0;
}

/* the folio lock keeps nobody from pinning */
int bad_folio_lock(struct mm_struct *mm, unsigned long addr, pte_t *ptep, struct folio *folio);
int bad_folio_lock(struct mm_struct *mm, unsigned long addr, pte_t *ptep, struct folio *folio)
{
	bool pinned;

	folio_lock(folio);
	pinned = folio_maybe_dma_pinned(folio);	/* { dg-warning "'bad_folio_lock' makes the page shared" } */
	if (!pinned)
		ptep_set_wrprotect(mm, addr, ptep);
	folio_unlock(folio);
	return pinned ? -EBUSY : 0;
}

static noinline bool may_be_shared(struct page *page)
{
	return !page_maybe_dma_pinned(page);	/* { dg-warning "'may_be_shared' makes the page shared" } */
}

int bad_helper(struct page *page);
int bad_helper(struct page *page)
{
	if (!may_be_shared(page))
		return -EBUSY;
	ClearPageAnonExclusive(page);
	return 0;
}

/* the entry of the page before this one was cleared, and is back */
int bad_cleared_another(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page);
int bad_cleared_another(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page)
{
	pte_t pte = ptep_clear_flush(vma, addr, ptep);

	set_pte_at(vma->vm_mm, addr, ptep, pte_mkold(pte));
	if (page_maybe_dma_pinned(page))	/* { dg-warning "'bad_cleared_another' makes the page shared" } */
		return -EBUSY;
	ClearPageAnonExclusive(page);
	return 0;
}

int good_clear_first(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page);
int good_clear_first(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page)
{
	pte_t pte = ptep_clear_flush(vma, addr, ptep);

	if (page_maybe_dma_pinned(page)) {
		set_pte_at(vma->vm_mm, addr, ptep, pte);
		return -EBUSY;
	}
	ClearPageAnonExclusive(page);
	set_pte_at(vma->vm_mm, addr, ptep, pte_wrprotect(pte));
	return 0;
}

/* the test and what rests on it in a helper, the entry cleared by its caller */
static noinline int good_try_share(struct page *page)
{
	if (page_maybe_dma_pinned(page))
		return -EBUSY;
	ClearPageAnonExclusive(page);
	return 0;
}

int good_helper(struct vm_area_struct *vma, unsigned long addr, pmd_t *pmd, struct page *page, bool freeze);
int good_helper(struct vm_area_struct *vma, unsigned long addr, pmd_t *pmd, struct page *page, bool freeze)
{
	pmd_t old = pmdp_invalidate(vma, addr, pmd);

	if (freeze && good_try_share(page)) {
		set_pmd_at(vma->vm_mm, addr, pmd, old);
		return -EBUSY;
	}
	return 0;
}

/* page_try_share_anon_rmap() of the kernel's, as migrate_device.c calls it */
int good_kernels_own(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page);
int good_kernels_own(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page)
{
	bool exclusive = PageAnon(page) && PageAnonExclusive(page);
	pte_t pte;

	if (exclusive) {
		pte = ptep_clear_flush(vma, addr, ptep);
		if (page_try_share_anon_rmap(page)) {
			set_pte_at(vma->vm_mm, addr, ptep, pte);
			return -EBUSY;
		}
	} else {
		pte = ptep_get_and_clear(vma->vm_mm, addr, ptep);
	}
	set_pte_at(vma->vm_mm, addr, ptep, pte_wrprotect(pte));
	return 0;
}

int good_write_protect_seq(struct mm_struct *mm, unsigned long addr, pte_t *ptep, struct page *page);
int good_write_protect_seq(struct mm_struct *mm, unsigned long addr, pte_t *ptep, struct page *page)
{
	int ret = -EBUSY;

	raw_write_seqcount_begin(&mm->write_protect_seq);
	if (!page_maybe_dma_pinned(page)) {
		ptep_set_wrprotect(mm, addr, ptep);
		ret = 0;
	}
	raw_write_seqcount_end(&mm->write_protect_seq);
	return ret;
}

/* a first look saves work; the second one is certain, but the first is racy all the same: low only */
int good_two_looks(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page);
int good_two_looks(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page *page)
{
	pte_t pte;

	if (page_maybe_dma_pinned(page))	/* { dg-bogus "makes the page shared" } */
		return -EBUSY;
	pte = ptep_clear_flush(vma, addr, ptep);
	if (page_maybe_dma_pinned(page)) {
		set_pte_at(vma->vm_mm, addr, ptep, pte);
		return -EBUSY;
	}
	set_pte_at(vma->vm_mm, addr, ptep, pte_wrprotect(pte));
	return 0;
}

/* pinned pages are skipped, the others only looked at */
unsigned int good_effort(struct page **pages, unsigned int n);
unsigned int good_effort(struct page **pages, unsigned int n)
{
	unsigned int i, kept = 0;

	for (i = 0; i < n; i++)
		if (!page_maybe_dma_pinned(pages[i]))	/* { dg-bogus "makes the page shared" } */
			pages[kept++] = pages[i];
	return kept;
}

/* what is write-protected in the next round is another page */
void good_loop(struct mm_struct *mm, unsigned long addr, pte_t *ptep, struct page **pages, unsigned int n);
void good_loop(struct mm_struct *mm, unsigned long addr, pte_t *ptep, struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++, ptep++, addr += PAGE_SIZE) {
		if (!PageAnon(pages[i])) {
			ptep_set_wrprotect(mm, addr, ptep);
			continue;
		}
		if (!page_maybe_dma_pinned(pages[i]))	/* { dg-bogus "makes the page shared" } */
			mark_page_accessed(pages[i]);
	}
}
