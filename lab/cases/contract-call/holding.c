// SPDX-License-Identifier: GPL-2.0-or-later
#include "contract-call/holding.c"
#include "lab.h"

static struct dev dev;

void update(struct dev *d)
{
}

void flush(struct dev *d)
{
}

LAB_OBJECTS(good_init(&dev))

static void lab_calls(void)
{
	LAB_DEV(good_update);
	LAB_DEV(good_flush);
	LAB(good_inner, mutex_lock(&dev.lock); good_inner(&dev); mutex_unlock(&dev.lock));
	LAB_DEV(good_write);
	LAB_DEV(good_conditional);
	LAB(good_new, kfree(good_new()));
	LAB_DEV(good_init);
	LAB_DEV(bad_update);
	LAB_DEV(bad_after);
	LAB_DEV(bad_flush);
	LAB_DEV(bad_write);
	LAB_DEV(bad_conditional);
}
