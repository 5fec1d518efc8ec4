// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   a beginning that fails with an error kept in memory has opened nothing
 * rule:   scope-imbalance
 * lab:    effect
 * origin: own; found in fs/xfs/xfs_trans.c: xfs_trans_alloc_inode()
 */
#include <linux/errno.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct refused_dev {
	unsigned int flags;
	unsigned int room;
	int error;
};

int refused_use(struct refused_dev *d);
int refused_wait(struct refused_dev *d);

int refused_begin(struct refused_dev *d)
{
	if (!d->room)
		return -ENOSPC;
	if (d->error)
		return d->error;
	d->flags = memalloc_nofs_save();
	return 0;
}

void refused_end(struct refused_dev *d)
{
	memalloc_nofs_restore(d->flags);
}

/* Succeeds with the scope open, as refused_begin() does: no way out without it returns 0. */
int good_begin(struct refused_dev *d)
{
	bool again = false;
	int error;

retry:
	error = refused_begin(d);
	if (error)
		return error;			/* { dg-bogus "scope" } */
	error = refused_use(d);
	if (error == -EAGAIN && !again) {
		refused_end(d);
		again = true;
		goto retry;
	}
	if (error)
		goto out;
	return 0;				/* { dg-bogus "left open" } */

out:
	refused_end(d);				/* { dg-bogus "closed already" } */
	return error;
}

int bad_begin(struct refused_dev *d)
{
	int error = refused_begin(d);

	if (error)
		return error;
	error = refused_use(d);
	if (error)
		return error;			/* { dg-warning "left open on this way out" } */
	error = refused_wait(d);
	if (error)
		refused_end(d);
	return error;
}
