// SPDX-License-Identifier: GPL-2.0-or-later
#include "interval-protocol/no-lock.c"
#include "lab.h"

static struct nl_obj object;

static int lab_setup(void)
{
	rwlock_init(&object.notifier_lock);
	return good_insert(&object);
}

static void lab_calls(void)
{
	lab_invalidate_zero();
	LAB(bad_invalidate, bad_submit(&object));
	LAB(good_insert, );
}

static void lab_teardown(void)
{
	lab_remove(&object.mni);
}
