// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/umem-odp-unregister.c"
#include "lab.h"

static struct foo_context context;
static struct foo_umem umem = { .context = &context };

static int lab_setup(void)
{
	init_rwsem(&context.umem_rwsem);
	context.mm = current->mm;
	return lab_list(&context.mn, &foo_mn_ops);
}

static void lab_calls(void)
{
	good_umem_get(&umem);
	LAB(good_umem_get, context.mn.mm = current->mm);
	LAB(bad_umem_release, bad_umem_release(&umem); context.mn.mm = NULL);
}

static void lab_teardown(void)
{
	lab_unregister(&context.mn);
}
