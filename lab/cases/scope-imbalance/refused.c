// SPDX-License-Identifier: GPL-2.0-or-later
#include "scope-imbalance/refused.c"
#include "lab.h"

static struct refused_dev dev = { .room = 1 };
static int error;

int refused_use(struct refused_dev *d)
{
	return error;
}

int refused_wait(struct refused_dev *d)
{
	return 0;
}

LAB_OBJECTS()

static void begin(void)
{
	if (!good_begin(&dev))
		refused_end(&dev);
}

static void lab_calls(void)
{
	LAB(good_begin, begin());
	error = -EIO;
	LAB(good_begin, begin());
	LAB_DEV(bad_begin);
}
