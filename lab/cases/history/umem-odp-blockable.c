// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "history/umem-odp-blockable.c"
#include "lab.h"

static struct foo_umem umem;
static struct foo_context context;

static int lab_setup(void)
{
	int ret = 0;

	init_rwsem(&context.umem_rwsem);
	mutex_init(&umem.umem_mutex);
	umem.it.last = ULONG_MAX;
	interval_tree_insert(&umem.it, &context.umem_tree);
	LAB(bad_range_start, ret = lab_list(&context.mn, &foo_mn_ops));
	LAB(good_release, ret = context.mn.mm ? 0 : lab_list(&context.mn, &foo_release_ops));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_unregister(&context.mn);
}
