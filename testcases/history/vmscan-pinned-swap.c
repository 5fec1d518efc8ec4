// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    reclaim put pinned pages into the swap cache and unmapped them
 * rule:    unmap-pinned
 * lab:     cannot run: try_to_unmap() is not exported to modules
 * origin:  reduced from mm/vmscan.c, 5.10 (interface of 6.1); fixed by
 *          feb889fb40fa ("mm: don't put pinned pages into the swap cache")
 * path:    mm/foo_vmscan.c
 * variant: FIXED
 */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/rmap.h>
#include <linux/swap.h>

bool foo_add_to_swap(struct folio *folio);
/* As in mm/internal.h, which modules do not see. */
unsigned long reclaim_pages(struct list_head *folio_list);

static unsigned long bad_shrink_list(struct list_head *folio_list)
{
	unsigned long nr_reclaimed = 0;
	struct folio *folio, *tmp;

	list_for_each_entry_safe(folio, tmp, folio_list, lru) {
		if (!folio_trylock(folio))
			continue;
		if (folio_test_anon(folio) && folio_test_swapbacked(folio) && !folio_test_swapcache(folio)) {
#ifdef FIXED
			if (folio_maybe_dma_pinned(folio))
				goto keep_locked;
#endif
			if (!foo_add_to_swap(folio))
				goto keep_locked;
		}
		if (folio_mapped(folio)) {
			try_to_unmap(folio, TTU_BATCH_FLUSH);	/* { dg-warning "bad_shrink_list" } */
			if (folio_mapped(folio))
				goto keep_locked;
		}
		nr_reclaimed++;
keep_locked:
		folio_unlock(folio);
	}
	return nr_reclaimed;
}

unsigned long reclaim_pages(struct list_head *folio_list)
{
	return bad_shrink_list(folio_list);
}
