// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:    inflating allocated pages under the lock that the OOM notifier takes to give pages back
 * rule:    shrinker-lock-alloc
 * lab:     nothing: out_of_memory() is outside of lockdep's fs_reclaim, and oom_lock is only tried
 * origin:  reduced from drivers/virtio/virtio_balloon.c, 4.14 (interface of 6.1); fixed by
 *          c7cdff0e8647 ("virtio_balloon: fix deadlock on OOM")
 * variant: FIXED
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/oom.h>

struct foo_balloon {
	struct mutex balloon_lock;
	struct list_head pages;
	unsigned int num_pages;
	struct notifier_block nb;
};

static unsigned int foo_leak(struct foo_balloon *vb, unsigned int num)
{
	unsigned int freed = 0;

	mutex_lock(&vb->balloon_lock);	/* { dg-message "struct foo_balloon.balloon_lock" } */
	while (freed < num && !list_empty(&vb->pages)) {
		struct page *page = list_first_entry(&vb->pages, struct page, lru);

		list_del(&page->lru);
		vb->num_pages--;
		freed++;
	}
	mutex_unlock(&vb->balloon_lock);
	return freed;
}

static int foo_oom_notify(struct notifier_block *self, unsigned long dummy, void *parm)
{
	struct foo_balloon *vb = container_of(self, struct foo_balloon, nb);
	unsigned long *freed = parm;

	*freed += foo_leak(vb, 256);
	return NOTIFY_OK;
}

int good_probe(struct foo_balloon *vb)
{
	vb->nb.notifier_call = foo_oom_notify;
	return register_oom_notifier(&vb->nb);
}

static struct page *foo_page_alloc(void)
{
	return alloc_page(GFP_HIGHUSER_MOVABLE | __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN);	/* { dg-message "alloc_page" } */
}

unsigned int bad_fill(struct foo_balloon *vb, unsigned int num)
{
	LIST_HEAD(pages);
	struct page *page;
	unsigned int n;

#ifdef FIXED
	for (n = 0; n < num; n++) {
		page = foo_page_alloc();
		if (!page)
			break;
		list_add(&page->lru, &pages);
	}
#endif
	mutex_lock(&vb->balloon_lock);
#ifdef FIXED
	list_splice(&pages, &vb->pages);
#else
	for (n = 0; n < num; n++) {
		page = foo_page_alloc();	/* { dg-warning "'struct foo_balloon.balloon_lock'" } */
		if (!page)
			break;
		list_add(&page->lru, &vb->pages);
	}
#endif
	vb->num_pages += n;
	mutex_unlock(&vb->balloon_lock);
	return n;
}
