// SPDX-License-Identifier: GPL-2.0-or-later
#include "dev.h"

void far_quiesce(struct far_dev *d)
{
	mutex_lock(&d->lock);		/* { dg-message "struct far_dev.lock" } */
	d->table = NULL;
	mutex_unlock(&d->lock);
}

int bad_resize(struct far_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = far_grow(d);	/* { dg-warning "may enter direct reclaim while holding 'struct far_dev.lock', which invalidate callback 'far_invalidate' takes" } */
	mutex_unlock(&d->lock);
	return ret;
}

int good_count(struct far_dev *d)
{
	int ret;

	mutex_lock(&d->lock);
	ret = far_count(d);	/* { dg-bogus "reclaim" } */
	mutex_unlock(&d->lock);
	return ret;
}
