// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/bcache-shrink-noio.c"
#include "lab.h"

static struct foo_set set = { .btree_cache_freeable = LIST_HEAD_INIT(set.btree_cache_freeable),
			      .bucket_cache_used = 1 << 20 };

LAB_SHRINKER(set.shrink, good_cache_init(&set))

static void lab_calls(void)
{
	LAB(good_cache_init, );
	LAB(bad_mca_alloc, bad_mca_alloc(&set));
}
