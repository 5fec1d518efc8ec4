// SPDX-License-Identifier: GPL-2.0-or-later
#include "gup-partial-unpin/tail.c"
#include "lab.h"

enum { PINS = 4 };

static struct page *pages[PINS];
static struct gpu_range range = { .pages = pages };

/* All but the third. */
bool gpu_can_map(struct page *page)
{
	return page != pages[2];
}

int gpu_map(struct gpu_range *r, struct page **p, int n)
{
	return 0;
}

void gpu_pin(unsigned long start, struct page **p, int *nr_pinned)
{
	*nr_pinned = pin_user_pages_fast(start, PINS, FOLL_WRITE, p);
}

LAB_OBJECTS()

static int pin(void)
{
	return pin_user_pages_fast(lab.start, PINS, FOLL_WRITE, pages);
}

#define COUNTS(call) lab_unpin(pages, call)
#define COUNTED(call, count) do { call; lab_unpin(pages, count); } while (0)

static void window(void)
{
	struct gpu_window w = { .tail = PINS };

	if (pin_user_pages_fast(lab.start, PINS, FOLL_WRITE, w.pages) == PINS)
		good_window(&w);
}

static void lab_calls(void)
{
	/* the functions that pin know the third page once it was pinned */
	if (pin() == PINS)
		unpin_user_pages(pages, PINS);
	LAB(bad_one_more, COUNTS(bad_one_more(pages, pin())));
	LAB(bad_all, COUNTS(bad_all(lab.start, PINS, pages)));
	LAB(bad_stored, COUNTED(bad_stored(&range, pin()), range.npages));
	LAB(bad_through_variable, COUNTS(bad_through_variable(pages, pin(), 2)));
	LAB(bad_count_argument, COUNTED(bad_count_argument(&range, pin(), 2), range.count));
	LAB(bad_in_memory, COUNTS(bad_in_memory(lab.start, pages)));
	LAB(good_in_memory, COUNTS(good_in_memory(lab.start, pages)));
	LAB(good_kept, COUNTS(good_kept(pages, pin())));
	LAB(good_next_index, COUNTS(good_next_index(pages, pin(), 1)));
	LAB(good_all_gone, COUNTS(good_all_gone(pages, pin(), 2)));
	LAB(good_handled, good_handled(&range, pages, pin()));
	LAB(good_retry, COUNTS(good_retry(pages, lab.start, PINS)));
	LAB(good_new_count, COUNTED(good_new_count(&range, pin()), range.npages));
	LAB(good_window, window());
}
