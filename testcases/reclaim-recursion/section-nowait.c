// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   fs_reclaim_acquire with a mask that does not reclaim
 * rule:   reclaim-recursion
 * lab:    nothing
 * origin: own
 */
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct fr_dev {
	void *buf;
};

/* A mask without direct reclaim opens no section. */
void good_empty_section(struct fr_dev *d)
{
	fs_reclaim_acquire(GFP_NOWAIT);
	d->buf = kmalloc(64, GFP_KERNEL);	/* { dg-bogus "." } */
	fs_reclaim_release(GFP_NOWAIT);
}
