// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/hfi1-mmu-rb-remove.c"
#include "lab.h"

static struct foo_node node;

LAB_LIST(struct foo_handler, mn, &foo_mn_ops, good_register(&dev); dev.mm = current->mm;
	 INIT_LIST_HEAD(&dev.del_list); dev.wq = system_wq; node.it.start = lab.start; node.it.last = lab.start;
	 interval_tree_insert(&node.it, &dev.root))

static void lab_calls(void)
{
	LAB(foo_range_start, );
}
