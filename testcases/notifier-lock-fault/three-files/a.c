// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   GUP flags from another file decide whether it may fault
 * rule:   notifier-lock-fault
 * origin: own
 */
#include "dev.h"

long tf_pin(struct tf_dev *d, unsigned long addr, unsigned int flags)
{
	return pin_user_pages_fast(addr, 1, flags | FOLL_LONGTERM, &d->page);	/* { dg-message "pin_user_pages_fast" } */
}

static long tf_peek(struct tf_dev *d, unsigned long addr, unsigned int flags)
{
	return get_user_pages_fast(addr, 1, flags, &d->page);
}

long good_fast_only_bit(struct tf_dev *d, unsigned long addr)
{
	long ret;

	down_write(&d->sem);
	ret = tf_peek(d, addr, FOLL_FAST_ONLY);	/* { dg-bogus "." } */
	up_write(&d->sem);
	return ret;
}
