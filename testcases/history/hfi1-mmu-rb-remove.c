// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    buffers were unpinned in the invalidation itself, which needs mmap_lock for the accounting
 * rule:    notifier-vm-lock
 * lab:     recursive-locking
 * origin:  reduced from drivers/infiniband/hw/hfi1/{mmu_rb,user_pages}.c, 4.7 (interface of 6.1); in 6.1
 *          the work item handle_remove() does it, which is the FIXED variant
 * variant: FIXED
 */
#include <linux/interval_tree.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct foo_handler {
	struct mmu_notifier mn;
	struct mm_struct *mm;
	struct rb_root_cached root;
	spinlock_t lock;
	struct list_head del_list;
	struct work_struct del_work;
	struct workqueue_struct *wq;
};

struct foo_node {
	struct interval_tree_node it;
	struct list_head list;
	struct page **pages;
	unsigned long npages;
};

static void foo_release_user_pages(struct mm_struct *mm, struct page **p, size_t npages)
{
	unpin_user_pages(p, npages);
	mmap_write_lock(mm);	/* { dg-warning "mmap_lock.*foo_range_start" } */
	mm->pinned_vm.counter -= npages;
	mmap_write_unlock(mm);
}

static void foo_do_remove(struct foo_handler *handler, struct list_head *del_list)
{
	struct foo_node *node, *tmp;

	list_for_each_entry_safe(node, tmp, del_list, list) {
		list_del(&node->list);
		foo_release_user_pages(handler->mm, node->pages, node->npages);
	}
}

static void foo_handle_remove(struct work_struct *work)
{
	struct foo_handler *handler = container_of(work, struct foo_handler, del_work);
	LIST_HEAD(del_list);

	spin_lock(&handler->lock);
	list_replace_init(&handler->del_list, &del_list);
	spin_unlock(&handler->lock);
	foo_do_remove(handler, &del_list);
}

static int foo_range_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	struct foo_handler *handler = container_of(mn, struct foo_handler, mn);
	struct interval_tree_node *it, *next;
	LIST_HEAD(del_list);

#ifndef FIXED
	if (!mmu_notifier_range_blockable(range))
		return -EAGAIN;
#endif
	spin_lock(&handler->lock);
	for (it = interval_tree_iter_first(&handler->root, range->start, range->end - 1); it; it = next) {
		struct foo_node *node = container_of(it, struct foo_node, it);

		next = interval_tree_iter_next(it, range->start, range->end - 1);
		interval_tree_remove(it, &handler->root);
#ifdef FIXED
		list_add(&node->list, &handler->del_list);
#else
		list_add(&node->list, &del_list);
#endif
	}
	spin_unlock(&handler->lock);
#ifdef FIXED
	queue_work(handler->wq, &handler->del_work);
#else
	foo_do_remove(handler, &del_list);
#endif
	return 0;
}

const struct mmu_notifier_ops foo_mn_ops = { .invalidate_range_start = foo_range_start };

void good_register(struct foo_handler *handler)
{
	INIT_WORK(&handler->del_work, foo_handle_remove);
	spin_lock_init(&handler->lock);
}
