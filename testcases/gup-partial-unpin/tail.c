// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the tail of an array of pins is given back, and the count still has it
 * rule:   gup-partial-unpin
 * lab:    effect
 * origin: own; the first function after a patch for GUP-fast that was on the list
 */
#include <linux/mm.h>
#include <linux/pagemap.h>

struct gpu_range {
	struct page **pages;
	unsigned long npages;
	int count;
};

bool gpu_can_map(struct page *page);
int gpu_map(struct gpu_range *r, struct page **pages, int n);

int bad_one_more(struct page **pages, int n);
int bad_one_more(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (gpu_can_map(pages[i]))
			continue;
		unpin_user_pages(&pages[i], n - i);	/* { dg-message "gives back the last pages" } */
		return i + 1;	/* { dg-warning "count of pinned pages in 'bad_one_more' includes pages that 'unpin_user_pages' has unpinned" } */
	}
	return n;	/* { dg-bogus "count of pinned" } */
}

int bad_all(unsigned long start, int nr, struct page **pages);
int bad_all(unsigned long start, int nr, struct page **pages)
{
	int got = pin_user_pages_fast(start, nr, FOLL_WRITE, pages), i;

	if (got <= 0)
		return got;
	for (i = 0; i < got; i++)
		if (!gpu_can_map(pages[i]))
			break;
	if (i < got)
		unpin_user_pages_dirty_lock(pages + i, got - i, true);
	return got;
}	/* { dg-warning "includes pages that 'unpin_user_pages_dirty_lock' has unpinned" } GCC joins the returns here */

void bad_stored(struct gpu_range *r, unsigned long got);
void bad_stored(struct gpu_range *r, unsigned long got)
{
	unsigned long i;

	for (i = 0; i < got; i++)
		if (!gpu_can_map(r->pages[i]))
			break;
	if (i < got)
		unpin_user_pages(&r->pages[i], got - i);
	r->npages = got;	/* { dg-warning "includes pages that 'unpin_user_pages' has unpinned" } */
}

int bad_through_variable(struct page **pages, int n, int kept);
int bad_through_variable(struct page **pages, int n, int kept)
{
	int ret = n;

	if (kept < n) {
		unpin_user_pages(&pages[kept], n - kept);
		ret = kept + 1;	/* { dg-warning "count of pinned pages in 'bad_through_variable'" } */
	}
	return ret;
}

int bad_count_argument(struct gpu_range *r, int n, int kept);
int bad_count_argument(struct gpu_range *r, int n, int kept)
{
	if (kept < n)
		unpin_user_pages(&r->pages[kept], n - kept);
	r->count = kept + 1;	/* { dg-warning "count of pinned pages in 'bad_count_argument'" } */
	return 0;
}

/* the count lives in memory, as in mm/gup.c */
void gpu_pin(unsigned long start, struct page **pages, int *nr_pinned);

int bad_in_memory(unsigned long start, struct page **pages);
int bad_in_memory(unsigned long start, struct page **pages)
{
	int nr_pinned = 0, i;

	gpu_pin(start, pages, &nr_pinned);
	for (i = 0; i < nr_pinned; i++) {
		if (gpu_can_map(pages[i]))
			continue;
		unpin_user_pages(&pages[i], nr_pinned - i);
		nr_pinned = i + 1;
		break;
	}
	return nr_pinned;	/* { dg-warning "count of pinned pages in 'bad_in_memory'" } */
}

int good_in_memory(unsigned long start, struct page **pages);
int good_in_memory(unsigned long start, struct page **pages)
{
	int nr_pinned = 0, i;

	gpu_pin(start, pages, &nr_pinned);
	for (i = 0; i < nr_pinned; i++) {
		if (gpu_can_map(pages[i]))
			continue;
		unpin_user_pages(&pages[i], nr_pinned - i);
		nr_pinned = i;
		break;
	}
	return nr_pinned;
}

int good_kept(struct page **pages, int n);
int good_kept(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (gpu_can_map(pages[i]))
			continue;
		unpin_user_pages(&pages[i], n - i);
		return i;
	}
	return n;
}

/* the one that is kept was counted before the tail begins */
int good_next_index(struct page **pages, int n, int last);
int good_next_index(struct page **pages, int n, int last)
{
	int first = last + 1;

	if (first < n) {
		unpin_user_pages(&pages[first], n - first);
		return last + 1;
	}
	return n;
}

/* everything went, and the caller is told of an error */
int good_all_gone(struct page **pages, int n, int mapped);
int good_all_gone(struct page **pages, int n, int mapped)
{
	if (mapped < n) {
		unpin_user_pages(&pages[mapped], n - mapped);
		unpin_user_pages(pages, mapped);
		return -EFAULT;
	}
	return n;
}

/* how many were handled: none of them is pinned any more, and nobody thinks so */
int good_handled(struct gpu_range *r, struct page **pages, int n);
int good_handled(struct gpu_range *r, struct page **pages, int n)
{
	int ret = gpu_map(r, pages, n);

	unpin_user_pages(pages, n);
	return ret < 0 ? ret : n;
}

/* a new round pins anew */
int good_retry(struct page **pages, unsigned long start, int nr);
int good_retry(struct page **pages, unsigned long start, int nr)
{
	int got, i;

again:
	got = pin_user_pages_fast(start, nr, 0, pages);
	if (got <= 0)
		return got;
	for (i = 0; i < got; i++) {
		if (gpu_can_map(pages[i]))
			continue;
		unpin_user_pages(&pages[i], got - i);
		if (i)
			return i;
		goto again;
	}
	return got;
}

/* the old count is what must be reported as missing */
void good_new_count(struct gpu_range *r, unsigned long got);
void good_new_count(struct gpu_range *r, unsigned long got)
{
	unsigned long i;

	for (i = 0; i < got; i++)
		if (!gpu_can_map(r->pages[i]))
			break;
	if (i < got) {
		unpin_user_pages(&r->pages[i], got - i);
		got = i;
	}
	r->npages = got;
}

/* a window that moves: what is behind its head has gone, nothing is counted (fs/direct-io.c) */
struct gpu_window {
	struct page *pages[16];
	unsigned int head, tail;
};

void good_window(struct gpu_window *w);
void good_window(struct gpu_window *w)
{
	unpin_user_pages(&w->pages[w->head], w->tail - w->head);
	w->head = w->tail;
}
