// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/gup-partial-unpin.c"
#include "lab.h"

LAB_OBJECTS()

/* The caller believes the count. */
static void pin_and_count(void)
{
	struct page *pages[4] = { NULL }, *reserved;
	int nr;

	if (get_user_pages_fast(lab.start + PAGE_SIZE, 1, FOLL_WRITE, &reserved) != 1)
		return;
	SetPageReserved(reserved);
	nr = bad_pin_fast(lab.start, ARRAY_SIZE(pages), pages);
	ClearPageReserved(reserved);
	put_page(reserved);
	lab_unpin(pages, nr);
}

static void lab_calls(void)
{
	LAB(bad_pin_fast, pin_and_count());
}
