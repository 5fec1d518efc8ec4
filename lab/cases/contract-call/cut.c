// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_model: cannot run: what it gives kobject_uevent() is none
 */
#include "contract-call/cut.c"
#include "lab.h"

void dev_lock(struct dev *d)
{
	mutex_lock(&d->lock);
}

LAB_DEVICE(struct dev, &dev_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	dev.buf = NULL;
	LAB_DEV(good_cut);
	LAB_DEV(bad_cut);
	LAB_DEV(bad_claim);
}
