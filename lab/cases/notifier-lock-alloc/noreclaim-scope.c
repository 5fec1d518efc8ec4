// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_caller_without_scope: circular-locking: what reclint says is in its helper scp_fill_too()
 */
#include "notifier-lock-alloc/noreclaim-scope.c"
#include "lab.h"

LAB_DEVICE(struct scp_dev, &scp_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_scope_in_helper);
	LAB_DEV(bad_scope_ended);
	LAB_DEV(good_nested);
	LAB_DEV(good_callers_in_scope_1);
	LAB(good_callers_in_scope_2, dev.buf = NULL; good_callers_in_scope_2(&dev));
	LAB_DEV(good_caller_in_scope);
	LAB_DEV(bad_caller_without_scope);
}
