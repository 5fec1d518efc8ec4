// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   scopes closed twice, or with the cookie of another scope
 * rule:   scope-imbalance
 * lab:    effect
 * origin: own
 */
#include <linux/dma-fence.h>
#include <linux/kernel.h>
#include <linux/sched/mm.h>

int ck_work(void *p);

void bad_other_scope(void *p)
{
	unsigned int flags = memalloc_noio_save();	/* { dg-message "'memalloc_noio_save' opens the scope" } */

	ck_work(p);
	memalloc_nofs_restore(flags);		/* { dg-warning "'memalloc_nofs_restore' is given the cookie of 'memalloc_noio_save'" } */
}

void bad_crossed(void *p)
{
	unsigned int nofs = memalloc_nofs_save();
	unsigned int noreclaim = memalloc_noreclaim_save();

	ck_work(p);
	memalloc_noreclaim_restore(nofs);	/* { dg-warning "'memalloc_noreclaim_restore' is given the cookie of 'memalloc_nofs_save'" } */
	memalloc_nofs_restore(noreclaim);	/* { dg-warning "'memalloc_nofs_restore' is given the cookie of 'memalloc_noreclaim_save'" } */
}

int bad_twice(void *p)
{
	unsigned int flags = memalloc_nofs_save();
	int err = ck_work(p);

	if (err)
		memalloc_nofs_restore(flags);
	ck_work(p);
	memalloc_nofs_restore(flags);		/* { dg-warning "'memalloc_nofs_restore' closes a scope that is closed already" } */
	return err;
}

int bad_twice_nonblock(void *p)
{
	int err;

	non_block_start();
	err = ck_work(p);
	if (err)
		non_block_end();
	non_block_end();			/* { dg-warning "'non_block_end' closes a scope that is closed already" } */
	return err;
}

void bad_fence_twice(void *p)
{
	bool cookie = dma_fence_begin_signalling();

	if (ck_work(p))
		dma_fence_end_signalling(cookie);
	dma_fence_end_signalling(cookie);	/* { dg-warning "'dma_fence_end_signalling' closes a scope that is closed already" } */
}

void good_nested(void *p)
{
	unsigned int nofs = memalloc_nofs_save();
	unsigned int noio = memalloc_noio_save();

	ck_work(p);
	memalloc_noio_restore(noio);
	memalloc_nofs_restore(nofs);
}

/* One variable, used twice. */
void good_again(void *p)
{
	unsigned int flags = memalloc_nofs_save();

	ck_work(p);
	memalloc_nofs_restore(flags);
	flags = memalloc_noio_save();
	ck_work(p);
	memalloc_noio_restore(flags);
}

/* Which of the two it was, the condition remembers. */
void good_either(void *p, bool io)
{
	unsigned int flags;

	if (io)
		flags = memalloc_noio_save();
	else
		flags = memalloc_nofs_save();
	ck_work(p);
	if (io)
		memalloc_noio_restore(flags);
	else
		memalloc_nofs_restore(flags);
}

/* Out of the caller's section for a while. */
void good_outside(void *p)
{
	non_block_end();
	ck_work(p);
	non_block_start();
}

void good_fence(void *p)
{
	bool cookie = dma_fence_begin_signalling();

	if (ck_work(p)) {
		dma_fence_end_signalling(cookie);
		ck_work(p);
		cookie = dma_fence_begin_signalling();
	}
	dma_fence_end_signalling(cookie);
}
