// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/kernel-guard.c"
#include "lab.h"

LAB_DEVICE(struct kg_dev, &kg_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_guarded);
	LAB_DEV(bad_scoped);
	LAB_DEV(good_after_scope);
	LAB_DEV(good_callee_guards);
}
