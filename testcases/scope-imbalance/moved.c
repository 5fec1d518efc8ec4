// SPDX-License-Identifier: GPL-2.0-only
/*
 * case:   a cookie that goes over to another object, which ends the scope
 * rule:   scope-imbalance
 * lab:    effect
 * kernel: 6.12
 * origin: fs/xfs/xfs_trans.c: xfs_trans_roll(), reduced and rewritten
 */
#include <linux/errno.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

struct moved_trans {
	unsigned int flags;
	unsigned int credits;
	int error;
};

int moved_write(struct moved_trans *t);
int moved_reserve(unsigned int credits);

static struct moved_trans *moved_new(unsigned int credits)
{
	struct moved_trans *t = kzalloc(sizeof(*t), GFP_KERNEL | __GFP_NOFAIL);

	t->credits = credits;
	return t;
}

static void moved_free(struct moved_trans *t)
{
	memalloc_nofs_restore(t->flags);
	kfree(t);
}

int moved_begin(unsigned int credits, struct moved_trans **out)
{
	struct moved_trans *t = moved_new(credits);
	int error;

	t->flags = memalloc_nofs_save();
	error = moved_reserve(credits);
	if (error) {
		moved_free(t);
		return error;
	}
	*out = t;
	return 0;
}

int moved_end(struct moved_trans *t)
{
	int error = moved_write(t);

	moved_free(t);
	return error;
}

/* The old one ends, the scope does not: its flags are 0 by now. */
int moved_roll(struct moved_trans **tp)
{
	struct moved_trans *old = *tp, *new = moved_new(old->credits);

	new->flags = old->flags;
	old->flags = 0;
	*tp = new;
	return moved_end(old);
}

int good_roll(unsigned int credits)
{
	struct moved_trans *t;
	int error = moved_begin(credits, &t);

	if (error)
		return error;			/* { dg-bogus "scope" } */
	error = moved_write(t);
	if (error)
		goto out;
	error = moved_roll(&t);
out:
	moved_free(t);
	return error;				/* { dg-bogus "scope" } */
}

/* What is known to be 0 ends nothing. */
int bad_zero(struct moved_trans *t)
{
	unsigned int flags = memalloc_nofs_save();	/* { dg-warning "left open on this way out" } */

	if (moved_reserve(t->credits)) {
		memalloc_nofs_restore(0);
		return -ENOSPC;
	}
	memalloc_nofs_restore(flags);
	return 0;
}
