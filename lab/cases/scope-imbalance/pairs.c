// SPDX-License-Identifier: GPL-2.0-or-later
#include "nomem.h"
#include "scope-imbalance/pairs.c"
#include "lab.h"

static struct pr_dev dev;
static int error;
unsigned int pr_saved;

int pr_work(struct pr_dev *d)
{
	return error;
}

bool pr_needs_lock(struct pr_dev *d)
{
	return true;
}

LAB_OBJECTS(mutex_init(&dev.lock))

static void stop(void)
{
	if (!good_lock_and_stop(&dev))
		good_unlock(&dev);
}

static void lab_calls(void)
{
	LAB_DEV(good_user);
	LAB(good_lock, good_lock(&dev); good_unlock(&dev));
	LAB(good_trylock, if (good_trylock(&dev)) good_unlock(&dev));
	LAB(good_enter, good_exit(&dev, good_enter(&dev)));
	LAB(good_exit, good_exit(&dev, good_enter(&dev)));
	LAB(good_begin, good_begin_user(&dev));
	LAB_DEV(good_begin_user);
	LAB_DEV(good_global);
	LAB(good_lock_and_stop, stop());
	error = -EIO;
	lab_no_memory = true;
	LAB_DEV(good_begin_user);
	LAB(good_lock_and_stop, stop());
	LAB_DEV(bad_user);
	LAB_DEV(bad_try_user);
	LAB_DEV(bad_cookie_user);
}
