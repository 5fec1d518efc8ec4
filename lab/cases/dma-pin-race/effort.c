// SPDX-License-Identifier: GPL-2.0-or-later
#include "dma-pin-race/effort.c"
#include "lab.h"

LAB_OBJECTS()

static void pick(void)
{
	struct page *page = lab_page();

	bad_pick(&page, 1);
	put_page(page);
}

static void lab_calls(void)
{
	LAB(bad_pinned, pick());
}
