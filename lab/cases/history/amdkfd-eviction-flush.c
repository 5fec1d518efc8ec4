// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdkfd-eviction-flush.c"
#include "lab.h"

static struct foo_range_list svms = { .list = LIST_HEAD_INIT(svms.list) };
static struct foo_bo bo = { .svms = &svms };

static int lab_setup(void)
{
	mutex_init(&svms.lock);
	svms.mm = current->mm;
	foo_svms = &svms;
	good_bo_init(&bo);
	schedule_work(&bo.eviction_work);
	return 0;
}

static void lab_calls(void)
{
	LAB(good_bo_init, lab_fault_of(foo_pgmap_ops.migrate_to_ram, NULL));
	LAB(bad_deferred_list_work, lab_fault_of(foo_pgmap_ops.migrate_to_ram, NULL); bad_deferred_list_work(&bo));
}

static void lab_teardown(void)
{
	flush_work(&bo.release_work);
	flush_work(&bo.eviction_work);
}
