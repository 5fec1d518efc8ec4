// SPDX-License-Identifier: GPL-2.0-or-later
#include "reclaim-recursion/section-nowait.c"
#include "lab.h"

static struct fr_dev dev;

LAB_OBJECTS()

static void lab_calls(void)
{
	LAB_DEV(good_empty_section);
}
