// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_start: cannot run: it is freed once the module is loaded; good_helper is all of it
 * good_begin: cannot run: it is freed once the module is loaded; bad_helper is all of it
 * drive: pressure
 * good_helper: circular-locking: it is one, but only when the module starts: low confidence
 */
#include "shrinker-lock-alloc/trap-once.c"
#include "lab.h"

static struct shrinker shrinker;

LAB_SHRINKER(shrinker, shrinker = to_shrinker; to_n = 1 << 20)

static void lab_calls(void)
{
	LAB(good_helper, good_helper());
	LAB(bad_helper, bad_any_time());
}
