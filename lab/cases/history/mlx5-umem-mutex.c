// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/mlx5-umem-mutex.c"
#include "lab.h"

static struct foo_mr mr;

LAB_INTERVAL(struct ib_umem_odp, notifier, &foo_mn_ops, mutex_init(&dev.umem_mutex); mr.odp = &dev; dev.private = &mr)

static void lab_calls(void)
{
	LAB(bad_implicit_get_mr, bad_implicit_get_mr(&mr, 1));
	LAB(good_create, good_create(&mr));
}
