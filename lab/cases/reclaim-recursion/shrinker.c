// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "reclaim-recursion/shrinker.c"
#include "lab.h"

static int lab_setup(void)
{
	sh_note = &sh_shrinker;
	return register_shrinker(&sh_shrinker, "lab");
}

static void lab_calls(void)
{
	LAB(good_scan, lab.matched++);
	LAB(good_count, lab.matched++);
}

static void lab_teardown(void)
{
	unregister_shrinker(&sh_shrinker);
}
