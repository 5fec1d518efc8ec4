/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * Pins and page-table entries: what the path rules about them look at.  These
 * are events beside the bodies; they change nothing else.
 *
 * A test for a pin is certain where GUP-fast is shut out: under
 * mm->write_protect_seq (fault.h), or after the entry was cleared, since GUP-fast looks at
 * the entry again once it has its pin.
 */
#ifndef RECLINT_MODEL_PIN_H
#define RECLINT_MODEL_PIN_H

#include "base.h"
#include "container.h"

#define RL_CLEARS_ENTRY		__rl_event("entry_clear") __rl_use_body()
#define RL_SHARES_ENTRY		__rl_event("entry_share") __rl_use_body()

/* ---- is it pinned? ---- */

/* linux/mm.h: may say yes to a page that is not pinned, never no to one that is */
bool folio_maybe_dma_pinned(struct folio *) __rl_event("pin_test");
bool page_maybe_dma_pinned(struct page *) __rl_event("pin_test") __rl_before("6.12");

/* linux/mm.h: these check themselves that write_protect_seq is held */
bool folio_needs_cow_for_dma(struct vm_area_struct *, struct folio *) __rl_event("pin_test_excluded") __rl_since("6.8");
bool page_needs_cow_for_dma(struct vm_area_struct *, struct page *) __rl_event("pin_test_excluded") __rl_before("6.8");

/* linux/page-flags.h: a bit of page->mapping */
int PageAnon(const struct page *) __rl_event("anon_test") __rl_use_body();
bool folio_test_anon(const struct folio *) __rl_event("anon_test") __rl_use_body();

/* linux/page-flags.h: a page flag */
int PageSwapBacked(const struct page *) __rl_event("swapbacked_test") __rl_use_body() __rl_before("6.12");
int PageSwapCache(const struct page *) __rl_event("swapcache_test") __rl_use_body() __rl_before("6.12");
bool folio_test_swapbacked(const struct folio *) __rl_event("swapbacked_test") __rl_use_body();
bool folio_test_swapcache(const struct folio *) __rl_event("swapcache_test") __rl_use_body();

/* linux/page_ref.h: its references are counted, pins among them */
int folio_ref_count(const struct folio *) __rl_event("reference_test") __rl_use_body();
int folio_ref_freeze(struct folio *, int) __rl_event("reference_test") __rl_use_body();
int page_count(const struct page *) __rl_event("reference_test") __rl_use_body();
int page_ref_count(const struct page *) __rl_event("reference_test") __rl_use_body();
int page_ref_freeze(struct page *, int) __rl_event("reference_test") __rl_use_body() __rl_before("6.10");

/* ---- the entry is taken out of the page table ---- */

/* asm-generic/hugetlb.h: takes the entry out */
pte_t huge_ptep_clear_flush(struct vm_area_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;
pte_t huge_ptep_get_and_clear(struct mm_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;

/* asm/paravirt.h: takes the entry out, and does not say what it was */
void pte_clear(struct mm_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;

/* asm/pgtable_64.h: takes the entry out, and does not say what it was */
void native_pte_clear(struct mm_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;

/* linux/pgtable.h: takes the entry out */
pte_t get_and_clear_full_ptes(struct mm_struct *, unsigned long, pte_t *, unsigned int, int) RL_CLEARS_ENTRY __rl_since("6.9");
pmd_t pmdp_collapse_flush(struct vm_area_struct *, unsigned long, pmd_t *) RL_CLEARS_ENTRY;
pmd_t pmdp_huge_clear_flush(struct vm_area_struct *, unsigned long, pmd_t *) RL_CLEARS_ENTRY;
pmd_t pmdp_huge_get_and_clear(struct mm_struct *, unsigned long, pmd_t *) RL_CLEARS_ENTRY;
pmd_t pmdp_huge_get_and_clear_full(struct vm_area_struct *, unsigned long, pmd_t *, int) RL_CLEARS_ENTRY;
pmd_t pmdp_invalidate(struct vm_area_struct *, unsigned long, pmd_t *) RL_CLEARS_ENTRY;
pmd_t pmdp_invalidate_ad(struct vm_area_struct *, unsigned long, pmd_t *) RL_CLEARS_ENTRY;
pte_t ptep_clear_flush(struct vm_area_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;
pte_t ptep_get_and_clear(struct mm_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;
pte_t ptep_get_and_clear_full(struct mm_struct *, unsigned long, pte_t *, int) RL_CLEARS_ENTRY;
pte_t ptep_modify_prot_start(struct vm_area_struct *, unsigned long, pte_t *) RL_CLEARS_ENTRY;

/* ---- and what may not be done to a page that is pinned: made shared, write-protected, put elsewhere ---- */

/* linux/mm_inline.h: puts a marker in the place of a file's page */
void pte_install_uffd_wp_if_needed(struct vm_area_struct *, unsigned long, pte_t *, pte_t) __rl_no_effect();

/* linux/page-flags.h: the page is shared from here on */
void ClearPageAnonExclusive(struct page *) RL_SHARES_ENTRY;

/* linux/pgtable.h: a macro later */
void set_pte_at(struct mm_struct *, unsigned long, pte_t *, pte_t) RL_SHARES_ENTRY __rl_before("6.8");

/* linux/pgtable.h: writes an entry, or makes it read-only */
void pmdp_set_wrprotect(struct mm_struct *, unsigned long, pmd_t *) RL_SHARES_ENTRY;
void ptep_set_wrprotect(struct mm_struct *, unsigned long, pte_t *) RL_SHARES_ENTRY;
void set_pmd_at(struct mm_struct *, unsigned long, pmd_t *, pmd_t) RL_SHARES_ENTRY;
void set_ptes(struct mm_struct *, unsigned long, pte_t *, pte_t, unsigned int) RL_SHARES_ENTRY __rl_since("6.6");
void wrprotect_ptes(struct mm_struct *, unsigned long, pte_t *, unsigned int) RL_SHARES_ENTRY __rl_since("6.9");

/* ---- unmapping ---- */

/* linux/rmap.h: enum ttu_flags */
extern const int rl_unmap_constants
	__rl_constant("TTU_IGNORE_MLOCK", 8);

/* linux/rmap.h: who does not care for mlock wants the page gone, pinned or not: memory failure, hot removal, splitting */
void try_to_unmap(struct folio *, unsigned int) __rl_event_unless("unmap", 2, "&", "TTU_IGNORE_MLOCK") __rl_use_body();

/* linux/swap.h: what these call by name is on reclaim's path */
unsigned long try_to_free_mem_cgroup_pages(struct mem_cgroup *, unsigned long, gfp_t, unsigned int) __rl_event("reclaim") __rl_use_body() __rl_before("6.10");
unsigned long try_to_free_pages(void *, int, gfp_t, nodemask_t *) __rl_event("reclaim") __rl_use_body();

/* mm/internal.h: what these call by name is on reclaim's path */
unsigned long reclaim_pages(struct list_head *) __rl_event("reclaim") __rl_use_body();

#endif
