// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_open: sleep-in-atomic: it is told in ms_slow(), which it calls
 */
#include "atomic-sleep/memory.c"
#include "lab.h"

static struct ms_dev dev;

LAB_OBJECTS(spin_lock_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(bad_open);
}
