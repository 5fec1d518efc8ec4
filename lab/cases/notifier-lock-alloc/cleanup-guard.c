// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/cleanup-guard.c"
#include "lab.h"

LAB_DEVICE(struct cg_dev, &cg_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_guarded);
	LAB_DEV(good_scope_ended);
}
