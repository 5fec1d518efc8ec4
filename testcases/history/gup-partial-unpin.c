// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    after the tail of a fast pin was given back the count still had one of its pages
 * rule:    gup-partial-unpin
 * lab:     effect
 * origin:  reduced from a patch to mm/gup.c on the list, not merged; written from memory of it
 * variant: FIXED
 */
#include <linux/mm.h>

static bool foo_may_stay(struct page *page)
{
	return !PageReserved(page);
}

int bad_pin_fast(unsigned long start, int nr_pages, struct page **pages)
{
	int nr, i;

	nr = pin_user_pages_fast(start, nr_pages, FOLL_WRITE, pages);
	for (i = 0; i < nr; i++) {
		if (foo_may_stay(pages[i]))
			continue;
		unpin_user_pages(&pages[i], nr - i);
#ifdef FIXED
		nr = i;
#else
		nr = i + 1;	/* { dg-warning "count of pinned pages in 'bad_pin_fast'" } */
#endif
		break;
	}
	return nr;
}
