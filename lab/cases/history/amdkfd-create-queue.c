// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdkfd-create-queue.c"
#include "lab.h"

static struct foo_dqm dqm = { .queues = LIST_HEAD_INIT(dqm.queues) };
static struct foo_queue queue;

LAB_LIST(struct foo_process, mn, &foo_mn_ops, good_dqm_init(&dqm); dev.dqm = &dqm)

static void lab_calls(void)
{
	LAB(good_dqm_init, );
	LAB(bad_create_queue, bad_create_queue(&dqm, &queue));
}
