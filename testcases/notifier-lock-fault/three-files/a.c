// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   pinning in another file than the lock, the callback in a third
 * rule:   notifier-lock-fault
 * origin: own
 * lab:    circular-locking
 */
#include "dev.h"

long tf_pin(struct tf_dev *d, unsigned long addr, unsigned int flags)
{
	return pin_user_pages_fast(addr, 1, flags | FOLL_LONGTERM, &d->page);	/* { dg-message "pin_user_pages_fast" } */
}

static long tf_peek(struct tf_dev *d, unsigned long addr)
{
	return get_user_pages_fast_only(addr, 1, 0, &d->page);
}

long good_fast_only(struct tf_dev *d, unsigned long addr)
{
	long ret;

	down_write(&d->sem);
	ret = tf_peek(d, addr);		/* { dg-bogus "." } */
	up_write(&d->sem);
	return ret;
}
