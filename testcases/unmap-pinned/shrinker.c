// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   reclaim unmaps pages with and without a look at their pins
 * rule:   unmap-pinned
 * lab:    cannot run: try_to_unmap() is not exported to modules
 * origin: own; the loop after shrink_folio_list() in mm/vmscan.c
 */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mm_inline.h>
#include <linux/page_ref.h>
#include <linux/rmap.h>
#include <linux/shrinker.h>

struct um_item {
	struct list_head node;
	struct folio *folio;
	bool tested;
};

static LIST_HEAD(um_items);

static noinline void bad_blindly(struct folio *folio)
{
	if (folio_mapped(folio))
		try_to_unmap(folio, 0);	/* { dg-warning "'bad_blindly' unmaps a page that may be pinned, in reclaim" } */
}

static noinline void bad_anonymous(struct folio *folio)
{
	if (folio_test_anon(folio))
		try_to_unmap(folio, TTU_BATCH_FLUSH);	/* { dg-warning "'bad_anonymous' unmaps a page that may be pinned" } */
}

/* only some of the pages that go to swap are tested */
static noinline void bad_swap_cache(struct folio *folio)
{
	if (folio_test_anon(folio) && folio_test_swapbacked(folio)) {
		if (!folio_test_swapcache(folio)) {
			if (folio_test_large(folio) && folio_maybe_dma_pinned(folio))
				return;
			folio_mark_dirty(folio);
		}
	}
	if (folio_mapped(folio))
		try_to_unmap(folio, 0);	/* { dg-warning "'bad_swap_cache' unmaps a page that may be pinned" } */
}

static noinline bool bad_test_after(struct folio *folio)
{
	try_to_unmap(folio, 0);	/* { dg-warning "'bad_test_after' unmaps a page that may be pinned" } */
	return folio_maybe_dma_pinned(folio);
}

/* the test is about the page before */
static noinline void bad_other_round(struct list_head *list)
{
	struct um_item *item;

	list_for_each_entry(item, list, node) {
		try_to_unmap(item->folio, 0);	/* { dg-warning "'bad_other_round' unmaps a page that may be pinned" } */
		item->tested = folio_maybe_dma_pinned(item->folio);
	}
}

static noinline void good_pin_test(struct folio *folio)
{
	if (folio_maybe_dma_pinned(folio))
		return;
	try_to_unmap(folio, 0);
}

static noinline void good_reference_test(struct folio *folio)
{
	if (folio_ref_count(folio) > folio_mapcount(folio) + 1)
		return;
	try_to_unmap(folio, 0);
}

static noinline bool pinned(struct folio *folio)
{
	return folio_test_large(folio) || folio_maybe_dma_pinned(folio);
}

static noinline void good_helper(struct folio *folio)
{
	if (!pinned(folio))
		try_to_unmap(folio, 0);
}

static noinline void good_file(struct folio *folio)
{
	if (folio_test_anon(folio))
		return;
	try_to_unmap(folio, 0);
}

/* as vmscan: tested on the way into the swap cache, not again */
static noinline void good_swap_cache(struct folio *folio)
{
	if (folio_test_anon(folio) && folio_test_swapbacked(folio)) {
		if (!folio_test_swapcache(folio)) {
			if (folio_maybe_dma_pinned(folio))
				return;
			folio_mark_dirty(folio);
		}
	}
	if (folio_mapped(folio))
		try_to_unmap(folio, 0);
}

static noinline void unmap_tested(struct folio *folio)
{
	try_to_unmap(folio, 0);
}

static noinline void good_tested_by_caller(struct folio *folio)
{
	if (!folio_maybe_dma_pinned(folio))
		unmap_tested(folio);
}

/* has to go, pinned or not */
static noinline void good_on_purpose(struct folio *folio)
{
	unsigned int flags = TTU_IGNORE_MLOCK | TTU_SYNC;

	if (folio_test_anon(folio))
		flags |= TTU_HWPOISON;
	try_to_unmap(folio, flags);
}

static unsigned long um_count(struct shrinker *s, struct shrink_control *sc)
{
	return 1;
}

static unsigned long um_scan(struct shrinker *s, struct shrink_control *sc)
{
	struct um_item *item;

	bad_other_round(&um_items);
	list_for_each_entry(item, &um_items, node) {
		bad_blindly(item->folio);
		bad_anonymous(item->folio);
		bad_swap_cache(item->folio);
		if (bad_test_after(item->folio))
			continue;
		good_pin_test(item->folio);
		good_reference_test(item->folio);
		good_helper(item->folio);
		good_file(item->folio);
		good_on_purpose(item->folio);
		good_swap_cache(item->folio);
		good_tested_by_caller(item->folio);
	}
	return SHRINK_STOP;
}

struct shrinker um_shrinker = { .count_objects = um_count, .scan_objects = um_scan };

/* memory failure, hot removal: not reclaim, and they know what they do */
void good_not_reclaim(struct folio *folio);
void good_not_reclaim(struct folio *folio)
{
	try_to_unmap(folio, TTU_IGNORE_MLOCK);
}
