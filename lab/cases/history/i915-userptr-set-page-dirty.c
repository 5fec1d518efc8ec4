// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/i915-userptr-set-page-dirty.c"
#include "lab.h"

static struct page *pages[1];

LAB_LIST(struct foo_object, mn, &foo_mn_ops, mutex_init(&dev.lock); dev.dirty = true; dev.pages = pages;
	 dev.npages = get_user_pages_fast(lab.start, 1, FOLL_WRITE, pages) == 1)

static void lab_calls(void)
{
	LAB(foo_range_start, );
}
