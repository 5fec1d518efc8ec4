// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/trap-classes.c"
#include "lab.h"

static char something[8];
static struct tc_fs fs = { .n = 1 << 20, .p = something };

LAB_SHRINKER(fs.shrinker, tc_init(&fs); fs.shrinker = tc_shrinker)

static void lab_calls(void)
{
	LAB(bad_same, bad_same(&fs));
	LAB(good_other, good_other(&fs));
	LAB(good_unchecked, good_unchecked(&fs));
	LAB(good_panic, good_panic(&fs));
}
