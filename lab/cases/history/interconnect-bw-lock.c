// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/interconnect-bw-lock.c"
#include "lab.h"

static struct foo_node node;
static struct foo_gpu gpu = { .path = &node };
static struct drm_sched_job job = { .sched = &gpu.sched };

LAB_OBJECTS(gpu.fence = lab_fence())

static void lab_calls(void)
{
	LAB_SIGNALLING(foo_sched_ops.run_job(&job));
	LAB(bad_link_create, bad_link_create(&node, &node));
	LAB(good_node_add, good_node_add(&node));
}
