// SPDX-License-Identifier: GPL-2.0-or-later
#include "contract-body/ends.c"
#include "lab.h"

static struct dev dev;

void unknown_wait(struct dev *d)
{
	wait_for_completion(&d->done);
}

static void work(struct work_struct *w)
{
}

LAB_OBJECTS(init_completion(&dev.done); init_completion(&dev.other); INIT_WORK(&dev.work, work);
	    init_waitqueue_head(&dev.queue))

static void lab_calls(void)
{
	LAB_DEV(good_finish);
	LAB_DEV(good_finish_sometimes);
	LAB(good_finish_param, good_finish_param(&dev.done));
	LAB_DEV(good_wake);
	LAB_DEV(good_stop);
	LAB(good_wait_elsewhere, complete(&dev.done); good_wait_elsewhere(&dev));
	LAB_DEV(bad_finish);
	LAB_DEV(bad_wake);
	LAB_DEV(bad_wait);
}
