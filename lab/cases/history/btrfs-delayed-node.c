// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "history/btrfs-delayed-node.c"
#include "lab.h"

static struct foo_root root = { .node_list = LIST_HEAD_INIT(root.node_list) };
static struct foo_delayed_node node = { .count = 1 };

LAB_SHRINKER(root.s_shrink, good_mount(&root); root.path_cachep = kmem_cache_create("lab", 64, 0, 0, NULL);
	     mutex_init(&node.mutex); list_add(&node.n_list, &root.node_list))

static void lab_calls(void)
{
	LAB(good_mount, );
	LAB(bad_commit_items, good_run_delayed_items(&root));
}
