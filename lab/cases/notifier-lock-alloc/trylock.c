// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/trylock.c"
#include "lab.h"

LAB_DEVICE(struct try_dev, &try_ops, mutex_init(&dev.lock); init_rwsem(&dev.sem))

static void lab_calls(void)
{
	LAB_DEV(bad_trylock_succeeded);
	LAB_DEV(good_trylock_failed);
	LAB_DEV(good_trylock_saved);
	LAB_DEV(good_callback_only_tries);
}
