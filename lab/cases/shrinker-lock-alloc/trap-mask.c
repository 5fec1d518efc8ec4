// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/trap-mask.c"
#include "lab.h"

static struct tm_info info = { .n = 1 << 20 };

LAB_SHRINKER(info.shrinker, mutex_init(&info.tree_lock); info.shrinker = tm_shrinker)

static void lab_calls(void)
{
	LAB(good_nofs, good_nofs(&info));
	LAB(bad_kernel, bad_kernel(&info));
}
