// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_erase: circular-locking: xa_cmpxchg() says might_alloc() with the mask, whatever it stores; NULL needs no memory
 */
#include "reclaim-recursion/counted.c"
#include "lab.h"

static struct cn_dev last, erase;

static int lab_setup(void)
{
	int ret = 0;

	mutex_init(&last.list_mutex);
	xa_init(&erase.children);
	LAB(bad_last, ret |= lab_interval(&last.mni, &cn_ops));
	LAB(good_erase, ret |= lab_interval(&erase.mni, &cn_good_ops));
	return ret;
}

/* A page is there until the next invalidation, which is no reclaim: there nobody enters it again. */
static void lab_calls(void)
{
	last.npages = 1;
	last.list[0] = &last;
	lab_invalidate();
}

static void lab_teardown(void)
{
	lab_remove(&last.mni);
	lab_remove(&erase.mni);
}
