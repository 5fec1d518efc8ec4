// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "history/umem-odp-missed-unlock.c"
#include "lab.h"

#ifdef FIXED
LAB_INTERVAL(struct foo_umem, notifier, &foo_mn_ops, mutex_init(&dev.umem_mutex))
#else
static struct interval_tree_node all = { .last = ULONG_MAX };

LAB_LIST(struct foo_per_mm, mn, &foo_mn_ops, init_rwsem(&dev.umem_rwsem); dev.active = true;
	 interval_tree_insert(&all, &dev.umem_tree))
#endif

static void lab_calls(void)
{
	LAB(bad_range_start, );
	LAB(bad_range_end, );
}
