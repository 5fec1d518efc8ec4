// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 */
#include "history/amdgpu-mn-trylock.c"
#include "lab.h"

LAB_LIST(struct foo_mn, mn, &foo_mn_ops, mutex_init(&dev.read_lock))

static void lab_calls(void)
{
	LAB(bad_read_lock, );
}
