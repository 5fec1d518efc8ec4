// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/checked-size.c"
#include "lab.h"

void chk_send(void *args, u32 size)
{
}

LAB_DEVICE(struct chk_dev, &chk_ops, mutex_init(&dev.lock))

static char data[4096];

static void lab_calls(void)
{
	LAB(good_small, good_small(&dev, data));
	LAB(bad_large, bad_large(&dev, data));
	LAB(bad_any, bad_any(&dev, data, sizeof(data)));
}
