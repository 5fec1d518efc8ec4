// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 * good_case: circular-locking: it is one, but in a test, which nobody runs while memory is short: low confidence
 */
#include "shrinker-lock-alloc/trap-kunit.c"
#include "lab.h"

static struct shrinker shrinker;

LAB_SHRINKER(shrinker, shrinker = tk_shrinker; tk_n = 1 << 20)

static void lab_calls(void)
{
	LAB(good_case, good_case(NULL));
}
