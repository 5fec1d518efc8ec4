// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdgpu-mn-node.c"
#include "lab.h"

static struct foo_bo bo;

LAB_LIST(struct foo_mn, mn, &foo_mn_ops, init_rwsem(&dev.lock); mutex_init(&dev.read_lock))

static void unregister(void)
{
	struct foo_node *node = kzalloc(sizeof(*node), GFP_KERNEL | __GFP_NOFAIL);

	INIT_LIST_HEAD(&node->bos);
	down_write(&dev.lock);
	interval_tree_insert(&node->it, &dev.objects);
	up_write(&dev.lock);
	good_unregister(&dev, node);
}

static void lab_calls(void)
{
	LAB(bad_register, bad_register(&dev, &bo, lab.start, lab.start + lab.length - 1));
	LAB(good_unregister, unregister());
}
