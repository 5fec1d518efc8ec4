// SPDX-License-Identifier: GPL-2.0-or-later
#include "nomem.h"
#include "scope-imbalance/error-path.c"
#include "lab.h"

static struct ep_dev dev;
static int error;

int ep_prepare(struct ep_dev *d)
{
	return error;
}

LAB_OBJECTS()

static void lab_calls(void)
{
	LAB_DEV(good_all_paths);
	LAB(good_flag, good_flag(&dev, true); good_flag(&dev, false));
	LAB(good_mask, good_mask(&dev, GFP_KERNEL); good_mask(&dev, GFP_NOFS); good_mask(&dev, GFP_NOIO));
	LAB(good_loop, good_loop(&dev, 1));
	error = -EIO;
	lab_no_memory = true;
	LAB_DEV(bad_early_return);
	LAB(bad_wrong_label, error = 0; bad_wrong_label(&dev));
	LAB_DEV(bad_no_value);
	LAB_DEV(bad_nested);
	LAB(bad_in_loop, bad_in_loop(&dev, 1));
}
