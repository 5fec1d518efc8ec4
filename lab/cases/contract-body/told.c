// SPDX-License-Identifier: GPL-2.0-or-later
#include "contract-body/told.c"
#include "lab.h"

LAB_DEVICE(struct dev, &good_ops, mutex_init(&dev.good); mutex_init(&dev.tried); mutex_init(&dev.bad);
	   mutex_init(&dev.elsewhere))

static void lab_calls(void)
{
	LAB_DEV(bad_user);
}
