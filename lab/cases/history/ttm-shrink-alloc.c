// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/ttm-shrink-alloc.c"
#include "lab.h"

LAB_SHRINKER(foo_shrinker, foo_pool_pages = 1 << 20)

static void lab_calls(void)
{
	LAB(bad_page_pool_free, );
}
