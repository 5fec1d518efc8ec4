// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: pressure
 */
#include "shrinker-lock-alloc/trap-semaphore.c"
#include "lab.h"

static struct ts_node node = { .n = 1 << 20 };

void ts_submit(struct ts_node *t)
{
	ts_end_io(t);
}

LAB_SHRINKER(node.shrinker, sema_init(&node.io_sem, 1); sema_init(&node.own_sem, 1); node.shrinker = ts_shrinker)

static void lab_calls(void)
{
	LAB(good_write, good_write(&node));
	LAB(bad_write, bad_write(&node));
}
