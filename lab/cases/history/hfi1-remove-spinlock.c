// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/hfi1-remove-spinlock.c"
#include "lab.h"

static struct foo_node node;

LAB_LIST(struct foo_handler, mn, &foo_mn_ops, spin_lock_init(&dev.lock); dev.mm = current->mm)

static void lab_calls(void)
{
	interval_tree_insert(&node.it, &dev.root);
	LAB(bad_unregister, bad_unregister(&dev));
}
