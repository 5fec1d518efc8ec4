// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/kernel-guard-struct.c"
#include "lab.h"

LAB_DEVICE(struct kgs_dev, &kgs_ops, spin_lock_init(&dev.lock))

static struct kgs_user user = { .dev = &dev };

static void lab_calls(void)
{
	LAB(bad_scoped, bad_scoped(&user));
	LAB(good_after_scope, good_after_scope(&user));
	LAB(good_callee_guards, good_callee_guards(&user));
}
