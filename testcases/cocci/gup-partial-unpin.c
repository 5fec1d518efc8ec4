// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   counts of pinned pages whose tail was given back
 * rule:   gup-partial-unpin
 * lab:    cannot run: it is text for a semantic patch; what the kernel says of the like is judged in gup-partial-unpin/tail
 * cocci:  gup_partial_unpin
 * origin: own
 */
#include <linux/mm.h>

bool gp_fits(struct page *page);

int bad_one_more(unsigned long start, int n, struct page **pages)
{
	int i;

	n = pin_user_pages_fast(start, n, FOLL_WRITE, pages);
	for (i = 0; i < n; i++) {
		if (gp_fits(pages[i]))
			continue;
		unpin_user_pages(&pages[i], n - i);	/* { dg-message "gives back the last pages" } */
		return i + 1;	/* { dg-warning "count of pinned pages in 'bad_one_more' includes pages that 'unpin_user_pages' has unpinned" } */
	}
	return n;		/* { dg-bogus "." } */
}

int bad_count(unsigned long start, int n, struct page **pages)
{
	int i;

	n = pin_user_pages_fast(start, n, FOLL_WRITE, pages);
	for (i = 0; i < n; i++) {
		if (gp_fits(pages[i]))
			continue;
		unpin_user_pages(pages + i, n - i);
		n = i + 1;	/* { dg-warning "count of pinned pages in 'bad_count'" } */
		break;
	}
	return n;
}

int bad_all(unsigned long start, int n, struct page **pages)
{
	int i;

	n = pin_user_pages_fast(start, n, FOLL_WRITE, pages);
	for (i = 0; i < n; i++) {
		if (!gp_fits(pages[i])) {
			unpin_user_pages(&pages[i], n - i);
			break;
		}
	}
	return n;		/* { dg-warning "count of pinned pages in 'bad_all'" } */
}

int good_count(unsigned long start, int n, struct page **pages)
{
	int i;

	n = pin_user_pages_fast(start, n, FOLL_WRITE, pages);
	for (i = 0; i < n; i++) {
		if (gp_fits(pages[i]))
			continue;
		unpin_user_pages(&pages[i], n - i);
		n = i;
		break;
	}
	return n;		/* { dg-bogus "." } */
}

int good_after(unsigned long start, int n, struct page **pages)
{
	int i = 1;

	n = pin_user_pages_fast(start, n, FOLL_WRITE, pages);
	unpin_user_pages(&pages[i + 1], n - i - 1);
	return i + 1;		/* { dg-bogus "." } */
}
