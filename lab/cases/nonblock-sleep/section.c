// SPDX-License-Identifier: GPL-2.0-or-later
#include "nonblock-sleep/section.c"
#include "lab.h"

LAB_OBJECTS()

static void lab_calls(void)
{
	LAB(bad_in_section, bad_in_section());
	LAB(bad_alloc_in_section, kfree(bad_alloc_in_section()));
	LAB(bad_correlated, bad_correlated(true));
	LAB(bad_in_helpers, bad_in_helpers());
	LAB(good_in_section, kfree(good_in_section()));
	LAB(good_around_section, good_around_section());
	LAB(good_correlated, good_correlated(true); good_correlated(false));
}
