// SPDX-License-Identifier: GPL-2.0-or-later
#include "dev.h"

static void *far_alloc(size_t n)
{
	return kzalloc(n, GFP_KERNEL);	/* { dg-message "'kzalloc' with GFP_KERNEL may enter direct reclaim" } */
}

int far_grow(struct far_dev *d)
{
	d->table = far_alloc(128);	/* { dg-message "far_alloc" } */
	return d->table ? 0 : -ENOMEM;
}

int far_count(struct far_dev *d)
{
	return d->table ? 1 : 0;
}
