// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * FIXED: circular-locking: no kernel has the interface: nobody sets the flag, and the lock is waited for
 */
#include "history/mayfail-notifier.c"
#include "lab.h"

static struct foo_device device;

LAB_LIST(struct foo_bo, mn, &foo_mn_ops, mutex_init(&device.notifier_lock); dev.dev = &device)

static void lab_calls(void)
{
	LAB(bad_grow, bad_grow(&device));
}
