// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-remove-lock/trap-last-put.c"
#include "lab.h"

static struct lp_map maps[2] = { { .n = 1, .users = REFCOUNT_INIT(1) }, { .n = 1, .users = REFCOUNT_INIT(1) } };

static int lab_setup(void)
{
	int ret = 0;

	LAB(good_invalidate, ret |= lab_interval(&maps[0].notifier, &lp_ops));
	LAB(bad_invalidate, ret |= lab_interval(&maps[1].notifier, &lp_bad_ops));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_remove(&maps[0].notifier);
	lab_remove(&maps[1].notifier);
}
