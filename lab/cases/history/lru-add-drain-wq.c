// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/lru-add-drain-wq.c"
#include "lab.h"

static struct foo_ctrl ctrl;

LAB_OBJECTS(if (good_init()) return -ENOMEM)

static void lab_calls(void)
{
	LAB(foo_reset, good_queue_reset(&ctrl); flush_work(&ctrl.reset_work));
	LAB(good_init, );
}
