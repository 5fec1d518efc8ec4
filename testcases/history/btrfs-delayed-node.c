// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    delayed items were run under their node's mutex, which eviction takes, without a NOFS scope
 * rule:    shrinker-lock-alloc
 * lab:     circular-locking
 * origin:  reduced from fs/btrfs/delayed-inode.c, 5.6 (interface of 6.1); fixed by
 *          351cbf6e4410 ("btrfs: use nofs allocations for running delayed items")
 * variant: FIXED
 */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/slab.h>

struct foo_delayed_node {
	struct list_head n_list;
	struct mutex mutex;
	int count;
	bool dirty;
};

struct foo_root {
	struct shrinker s_shrink;
	struct list_head node_list;
	struct kmem_cache *path_cachep;
};

static void foo_release_delayed_node(struct foo_delayed_node *node)
{
	mutex_lock(&node->mutex);	/* { dg-message "struct foo_delayed_node.mutex" } */
	node->dirty = node->count != 0;
	mutex_unlock(&node->mutex);
}

static void foo_evict_inode(struct foo_delayed_node *node)
{
	foo_release_delayed_node(node);
}

/* As super_cache_scan(). */
static unsigned long foo_cache_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct foo_root *root = container_of(shrink, struct foo_root, s_shrink);
	struct foo_delayed_node *node;
	unsigned long freed = 0;

	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	list_for_each_entry(node, &root->node_list, n_list) {
		foo_evict_inode(node);
		freed++;
	}
	return freed;
}

void good_mount(struct foo_root *root)
{
	root->s_shrink.scan_objects = foo_cache_scan;
}

static void *foo_alloc_path(struct foo_root *root)
{
	return kmem_cache_zalloc(root->path_cachep, GFP_KERNEL);	/* { dg-message "'kmem_cache_z?alloc" } */
}

static int bad_commit_items(struct foo_root *root, struct foo_delayed_node *node)
{
	void *path;
	int ret = 0;

	mutex_lock(&node->mutex);
	path = foo_alloc_path(root);	/* { dg-warning "'struct foo_delayed_node.mutex'" } */
	if (!path)
		ret = -ENOMEM;
	else
		node->count = 0;
	mutex_unlock(&node->mutex);
	kfree(path);
	return ret;
}

int good_run_delayed_items(struct foo_root *root)
{
	struct foo_delayed_node *node;
	int ret = 0;
#ifdef FIXED
	unsigned int nofs_flag = memalloc_nofs_save();
#endif

	list_for_each_entry(node, &root->node_list, n_list) {
		ret = bad_commit_items(root, node);
		if (ret)
			break;
	}
#ifdef FIXED
	memalloc_nofs_restore(nofs_flag);
#endif
	return ret;
}
