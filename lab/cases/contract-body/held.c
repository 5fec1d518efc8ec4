// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_again: recursive-locking
 * bad_flush: warning
 */
#include "contract-body/held.c"
#include "lab.h"

static struct dev dev, child;

LAB_OBJECTS(mutex_init(&dev.lock); mutex_init(&child.lock); dev.users = 0)

/* As callers do who keep the contract. */
#define HELD(call) do { mutex_lock(&dev.lock); call; mutex_unlock(&dev.lock); } while (0)

static void lab_calls(void)
{
	LAB(good_update, HELD(good_update(&dev)));
	LAB(good_breathe, HELD(good_breathe(&dev)));
	LAB(good_again, HELD(good_again(&dev)));
	LAB(good_nested, HELD(good_nested(&dev, &child)));
	LAB(good_flush, good_flush(&dev));
	LAB(bad_update, dev.users = 0; HELD(bad_update(&dev)));
	LAB(bad_again, HELD(bad_again(&dev)));
	LAB(bad_flush, bad_flush(&dev));
}
