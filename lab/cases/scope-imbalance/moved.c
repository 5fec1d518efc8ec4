// SPDX-License-Identifier: GPL-2.0-or-later
#include "scope-imbalance/moved.c"
#include "lab.h"

static bool is_full;

int moved_write(struct moved_trans *t)
{
	return 0;
}

int moved_reserve(unsigned int credits)
{
	return is_full ? -ENOSPC : 0;
}

static int lab_setup(void)
{
	return 0;
}

static void lab_calls(void)
{
	struct moved_trans full = { .credits = 1 };

	LAB(good_roll, good_roll(1));
	is_full = true;
	LAB(bad_zero, bad_zero(&full));
}

static void lab_teardown(void)
{
}
