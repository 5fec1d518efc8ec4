// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/srcu.c"
#include "lab.h"

LAB_SHRINKER(ss_shrinker, ss_cache = kmalloc(64, GFP_KERNEL))

static void lab_calls(void)
{
	LAB(bad_reader, kfree(bad_reader()));
	LAB(good_reader, kfree(good_reader()));
}
