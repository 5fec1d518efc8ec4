// SPDX-License-Identifier: GPL-2.0-or-later
#include "scope-imbalance/amdgpu-mes-process.c"
#include "lab.h"

static struct mes mes;

int mes_alloc_doorbells(struct mes *m, int *index)
{
	return 0;
}

/* The id is taken. */
LAB_OBJECTS(mutex_init(&mes.mutex_hidden); idr_init(&mes.pasid_idr); idr_alloc(&mes.pasid_idr, &mes, 7, 8, GFP_KERNEL))

static void lab_calls(void)
{
	LAB(bad_create_process, bad_create_process(&mes, 7));
}
