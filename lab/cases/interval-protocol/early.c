// SPDX-License-Identifier: GPL-2.0-or-later
#include "interval-protocol/early.c"
#include "lab.h"

static struct er_obj object;

static int lab_setup(void)
{
	mutex_init(&object.lock);
	rwlock_init(&object.notifier_lock);
	return er_insert(&object);
}

static void lab_calls(void)
{
	lab_invalidate_zero();
	LAB(bad_submit_init, er_submit(&object));
	LAB(good_invalidate, );
	LAB(good_submit_done, er_submit(&object));
}

static void lab_teardown(void)
{
	lab_remove(&object.mni);
}
