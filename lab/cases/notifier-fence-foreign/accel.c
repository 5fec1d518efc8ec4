// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-fence-foreign/accel.c"
#include "lab.h"

static struct dma_resv resv;
static struct ac_bo dev = { .resv = &resv };

static int lab_setup(void)
{
	int ret = 0;

	dma_resv_init(&resv);
	LAB(bad_interval, ret = lab_interval(&dev.mni, &ac_ops));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
