// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_twice: nothing: closing it again puts back what is there already; only the work in between runs outside
 * bad_twice_nonblock: warning
 * bad_fence_twice: unbalanced-lock
 */
#include "scope-imbalance/cookie.c"
#include "lab.h"

static int error;

int ck_work(void *p)
{
	return error;
}

LAB_OBJECTS()

/* In a scope of the caller's, which it must leave as it was. */
static void crossed(void)
{
	unsigned int nofs = memalloc_nofs_save();

	bad_crossed(NULL);
	lab_effect(!(current->flags & PF_MEMALLOC_NOFS), "the caller's scope is closed");
	memalloc_nofs_restore(nofs);
}

static void outside(void)
{
	non_block_start();
	good_outside(NULL);
	non_block_end();
}

static void lab_calls(void)
{
	LAB(good_nested, good_nested(NULL));
	LAB(good_again, good_again(NULL));
	LAB(good_either, good_either(NULL, true); good_either(NULL, false));
	LAB(good_outside, outside());
	LAB(good_fence, good_fence(NULL));
	error = -EIO;
	LAB(good_fence, good_fence(NULL));
	LAB(bad_other_scope, bad_other_scope(NULL));
	LAB(bad_crossed, crossed());
	LAB(bad_twice, bad_twice(NULL));
	LAB(bad_twice_nonblock, bad_twice_nonblock(NULL));
	LAB(bad_fence_twice, bad_fence_twice(NULL));
}
