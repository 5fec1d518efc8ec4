// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_unreserved: circular-locking: the kernel tells lockdep at boot that reclaim is entered under a dma_resv; so the callback alone is wrong
 */
#include "notifier-lock-alloc/dma-resv.c"
#include "lab.h"

static struct dma_resv resv;
static struct dr_bo dev = { .resv = &resv };

static int lab_setup(void)
{
	dma_resv_init(&resv);
	return lab_interval(&dev.notifier, &dr_ops);
}

static void lab_calls(void)
{
	LAB_DEV(bad_reserved);
	LAB_DEV(good_unreserved);
}

static void lab_teardown(void)
{
	lab_remove(&dev.notifier);
}
