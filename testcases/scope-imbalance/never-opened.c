// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   the end of a scope is reached on a way that has not opened it
 * rule:   scope-imbalance
 * lab:    cannot run: what it puts back into the task's flags is a variable that was never set
 * origin: own; bad_moved() after dquot_commit(), fs/quota/dquot.c
 */
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct no_quota {
	struct mutex lock;
	int dirty, active;
};

int no_write(struct no_quota *q);

/* the beginning was moved behind the first test */
int bad_moved(struct no_quota *q);
int bad_moved(struct no_quota *q)
{
	unsigned int flags;
	int ret = 0;

	mutex_lock(&q->lock);
	if (!q->dirty)
		goto out;
	flags = memalloc_nofs_save();
	if (q->active)
		ret = no_write(q);
out:
	memalloc_nofs_restore(flags);	/* { dg-warning "'memalloc_nofs_restore' closes a scope that was not opened on this way" } */
	mutex_unlock(&q->lock);
	return ret;
}

/* 0 is what says that there is none */
int good_none(struct no_quota *q);
int good_none(struct no_quota *q)
{
	unsigned int flags = 0;
	int ret;

	if (q->dirty)
		flags = memalloc_nofs_save();
	ret = no_write(q);
	memalloc_nofs_restore(flags);		/* { dg-bogus "." } */
	return ret;
}

/* the other end of a pair: whoever calls it has opened the scope */
void good_end(struct no_quota *q, unsigned int flags);
void good_end(struct no_quota *q, unsigned int flags)
{
	memalloc_nofs_restore(flags);		/* { dg-bogus "." } */
	mutex_unlock(&q->lock);
}

/* one question, asked twice */
int good_twice(struct no_quota *q, bool nofs);
int good_twice(struct no_quota *q, bool nofs)
{
	unsigned int flags;
	int ret;

	if (nofs)
		flags = memalloc_nofs_save();
	ret = no_write(q);
	if (nofs)
		memalloc_nofs_restore(flags);	/* { dg-bogus "." } */
	return ret;
}
