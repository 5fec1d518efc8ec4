// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/control-flow.c"
#include "lab.h"

LAB_DEVICE(struct unw_dev, &unw_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB(good_goto_unwind, good_goto_unwind(&dev, 64); good_goto_unwind(&dev, 64));
	LAB(good_loop, good_loop(&dev, 2));
	LAB(bad_loop, bad_loop(&dev, 2));
	LAB(bad_error_path, bad_error_path(&dev, -1));
	LAB(good_returns_early, good_returns_early(&dev, 0); good_returns_early(&dev, 1));
	LAB(good_remembered, good_remembered(&dev, true); good_remembered(&dev, false));
}
