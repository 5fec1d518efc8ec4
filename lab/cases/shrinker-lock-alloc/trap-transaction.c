// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 * good_logged: effect: its transaction is nobody's journal_info, so that the scope stays open, which concerns no lock
 */
#include "shrinker-lock-alloc/trap-transaction.c"
#include "lab.h"

static struct tt_mount mount_ = { .n = 1 << 20 };
static int reserved;

/* The second try has room. */
int tt_reserve(struct tt_mount *m)
{
	return reserved++ ? 0 : -ENOSPC;
}

LAB_SHRINKER(mount_.shrinker, mutex_init(&mount_.buf_lock); mount_.shrinker = tt_shrinker)

static void lab_calls(void)
{
	LAB(good_logged, good_logged(&mount_));
	LAB(bad_plain, bad_plain(&mount_));
}
