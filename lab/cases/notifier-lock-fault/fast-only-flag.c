// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/fast-only-flag.c"
#include "lab.h"

LAB_DEVICE(struct fo_dev, &fo_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB(good_direct, good_direct(&dev, lab.start));
	LAB(good_passed_down, good_passed_down(&dev, lab.start));
	LAB(bad_passed_down, bad_passed_down(&dev, lab.start));
}
