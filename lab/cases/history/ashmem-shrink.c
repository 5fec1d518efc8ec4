// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/ashmem-shrink.c"
#include "lab.h"

LAB_SHRINKER(foo_shrinker, foo_range_cachep = KMEM_CACHE(foo_range, 0); foo_lru_count = 1 << 20)

static void lab_calls(void)
{
	LAB(bad_unpin, bad_unpin(0, 16));
}
