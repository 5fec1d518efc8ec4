// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/amdkfd-free-mqd.c"
#include "lab.h"

static struct foo_dqm dqm = { .queues = LIST_HEAD_INIT(dqm.queues) };
static struct foo_mem mem;
static struct foo_queue queue = { .mqd = &mem };

LAB_INTERVAL(struct foo_process, notifier, &foo_mn_ops, mutex_init(&dqm.lock); mem.resv = lab_resv();
	     list_add(&queue.list, &dqm.queues); dev.dqm = &dqm)

static void lab_calls(void)
{
	LAB(good_bo_create, good_bo_create(&mem));
	LAB(bad_destroy_queue, bad_destroy_queue(&dqm, &queue));
}
