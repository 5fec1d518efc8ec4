// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "history/umem-odp-blockable.c"
#include "lab.h"

static struct foo_umem umem;

LAB_LIST(struct foo_context, mn, &foo_mn_ops, init_rwsem(&dev.umem_rwsem); mutex_init(&umem.umem_mutex);
	 umem.it.last = ULONG_MAX; interval_tree_insert(&umem.it, &dev.umem_tree))

static void lab_calls(void)
{
	LAB(bad_range_start, );
	LAB(good_release, good_release(&dev.mn, current->mm));
}
