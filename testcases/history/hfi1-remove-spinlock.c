// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    nodes were removed, which unpins them under mmap_lock, under the handler's spinlock
 * rule:    notifier-lock-fault
 * lab:     sleep-in-atomic
 * origin:  reduced from drivers/infiniband/hw/hfi1/mmu_rb.c, 4.6 (interface of 6.1); in 6.1 nodes are
 *          listed under the lock and removed after it, which is the FIXED variant
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/spinlock.h>

struct foo_node {
	struct interval_tree_node it;
	struct list_head list;
	struct page **pages;
	unsigned long npages;
};

struct foo_handler {
	struct mmu_notifier mn;
	struct mm_struct *mm;
	struct rb_root_cached root;
	spinlock_t lock;
};

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_handler *handler = container_of(mn, struct foo_handler, mn);
	struct interval_tree_node *it;

	spin_lock(&handler->lock);
	it = interval_tree_iter_first(&handler->root, range->start, range->end - 1);
	if (it)
		interval_tree_remove(it, &handler->root);
	spin_unlock(&handler->lock);
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

static void foo_remove(struct foo_handler *handler, struct foo_node *node)
{
	unpin_user_pages(node->pages, node->npages);
	mmap_write_lock(handler->mm);
	handler->mm->locked_vm -= node->npages;
	mmap_write_unlock(handler->mm);
}

void bad_unregister(struct foo_handler *handler)
{
	struct interval_tree_node *it;
	struct foo_node *node, *tmp;
	LIST_HEAD(del_list);

	spin_lock(&handler->lock);
	while ((it = interval_tree_iter_first(&handler->root, 0, ULONG_MAX))) {
		node = container_of(it, struct foo_node, it);
		interval_tree_remove(it, &handler->root);
#ifdef FIXED
		list_add(&node->list, &del_list);
#else
		foo_remove(handler, node);	/* { dg-warning "struct foo_handler.lock" } */
#endif
	}
	spin_unlock(&handler->lock);
	list_for_each_entry_safe(node, tmp, &del_list, list)
		foo_remove(handler, node);
}
