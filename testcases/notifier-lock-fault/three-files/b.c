// SPDX-License-Identifier: GPL-2.0-or-later
#include "dev.h"

long bad_pin_locked(struct tf_dev *d, unsigned long addr)
{
	long ret;

	down_write(&d->sem);
	ret = tf_pin(d, addr, FOLL_WRITE);	/* { dg-warning "'pin_user_pages_fast' may fault or take mmap_lock while holding 'struct tf_dev.sem', which invalidate callback 'tf_start' takes" } */
	up_write(&d->sem);
	return ret;
}

long good_pin_first(struct tf_dev *d, unsigned long addr)
{
	long ret = tf_pin(d, addr, FOLL_WRITE);	/* { dg-bogus "." } */

	down_write(&d->sem);
	d->page = NULL;
	up_write(&d->sem);
	return ret;
}
