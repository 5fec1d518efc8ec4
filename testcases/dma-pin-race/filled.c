// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   behind a member of a local struct that began as NULL and that a callee has filled
 * rule:   dma-pin-race
 * lab:    nothing: a race of two processors, for which nobody in the kernel looks
 * origin: own; after write_protect_page(), mm/ksm.c
 */
#include <linux/mm.h>
#include <linux/rmap.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
# define page_maybe_dma_pinned(page)	folio_maybe_dma_pinned(page_folio(page))
#endif

struct fl_walk {
	struct vm_area_struct *vma;
	unsigned long addr;
	pte_t *pte;
};

pte_t *fl_lookup(struct vm_area_struct *vma, unsigned long addr);

static noinline void fl_map(struct fl_walk *w)
{
	w->pte = fl_lookup(w->vma, w->addr);
}

static noinline bool fl_next(struct fl_walk *w)
{
	fl_map(w);
	return w->pte;
}

int bad_protect(struct vm_area_struct *vma, unsigned long addr, struct page *page);
int bad_protect(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	struct fl_walk w = { .vma = vma, .addr = addr };
	pte_t entry;

	if (!fl_next(&w))
		return -EFAULT;
	if (!w.pte)
		return -EFAULT;
	if (page_maybe_dma_pinned(page))	/* { dg-warning "'bad_protect' makes the page shared on a test for pins that GUP-fast may outrun" } */
		return -EBUSY;
	ClearPageAnonExclusive(page);
	entry = ptep_clear_flush(vma, addr, w.pte);
	set_pte_at(vma->vm_mm, addr, w.pte, pte_wrprotect(entry));
	return 0;
}

int good_protect(struct vm_area_struct *vma, unsigned long addr, struct page *page);
int good_protect(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	struct fl_walk w = { .vma = vma, .addr = addr };
	pte_t entry;

	if (!fl_next(&w) || !w.pte)
		return -EFAULT;
	entry = ptep_clear_flush(vma, addr, w.pte);
	if (page_maybe_dma_pinned(page)) {
		set_pte_at(vma->vm_mm, addr, w.pte, entry);
		return -EBUSY;
	}
	ClearPageAnonExclusive(page);
	set_pte_at(vma->vm_mm, addr, w.pte, pte_wrprotect(entry));
	return 0;
}
