// SPDX-License-Identifier: GPL-2.0-or-later
#include "reclaim-recursion/section.c"
#include "lab.h"

static struct fr_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	return 0;
}

static void lab_calls(void)
{
	LAB(bad_in_section, bad_in_section(&dev));
	LAB(bad_in_callee, bad_in_callee(&dev));
	LAB(good_priming, good_priming(&dev));
	LAB(good_nowait, good_nowait(&dev));
	LAB(good_nofs, good_nofs(&dev));
}

static void lab_teardown(void)
{
}
