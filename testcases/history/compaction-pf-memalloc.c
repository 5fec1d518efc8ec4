// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    compaction cleared PF_MEMALLOC when done, although its caller might have set it
 * rule:    scope-imbalance
 * lab:     effect
 * origin:  reduced from mm/page_alloc.c, 4.11 (interface of 6.1); fixed by
 *          62be1511b1db ("mm: prevent potential recursive reclaim due to clearing PF_MEMALLOC")
 * path:    mm/foo_alloc.c
 * variant: FIXED
 * known-to-fail: flags set by hand are taken to nest, as counters do
 */
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

int foo_compact(unsigned int order);

static int bad_direct_compact(unsigned int order)
{
	int ret;
#ifdef FIXED
	unsigned int noreclaim_flag = memalloc_noreclaim_save();
#else
	current->flags |= PF_MEMALLOC;
#endif
	ret = foo_compact(order);
#ifdef FIXED
	memalloc_noreclaim_restore(noreclaim_flag);
#else
	current->flags &= ~PF_MEMALLOC;
#endif
	return ret;
}

void *bad_alloc_for_swap(unsigned int order)
{
	unsigned int noreclaim_flag = memalloc_noreclaim_save();
	void *p = NULL;

	if (!bad_direct_compact(order))
		p = kmalloc(PAGE_SIZE << order, GFP_KERNEL);
	memalloc_noreclaim_restore(noreclaim_flag);	/* { dg-warning "memalloc_noreclaim" } */
	return p;
}
