// SPDX-License-Identifier: GPL-2.0-or-later
#include "contract-body/context.c"
#include "lab.h"

static struct dev dev;

LAB_OBJECTS(mutex_init(&dev.lock))

/* As the annotation says that it is called. */
#define IN_SECTION(call) do { non_block_start(); call; non_block_end(); } while (0)

static void lab_calls(void)
{
	LAB(bad_zap, IN_SECTION(bad_zap(&dev)));
	LAB(good_zap, IN_SECTION(good_zap(&dev)));
	LAB_DEV(good_work);
}
