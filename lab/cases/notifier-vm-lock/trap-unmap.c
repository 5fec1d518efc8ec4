// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-vm-lock/trap-unmap.c"
#include "lab.h"

static struct tu_map maps[2];

static int lab_setup(void)
{
	int ret = 0;

	maps[0].page = maps[1].page = lab_page();
	LAB(good_invalidate, ret |= lab_interval(&maps[0].notifier, &tu_good_ops));
	LAB(bad_invalidate, ret |= lab_interval(&maps[1].notifier, &tu_bad_ops));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_remove(&maps[0].notifier);
	lab_remove(&maps[1].notifier);
}
