// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/lock-identity.c"
#include "lab.h"

LAB_DEVICE(struct id_dev, &id_ops, mutex_init(&dev.queue.qlock); mutex_init(&dev.pages.lock); mutex_init(&dev.unrelated))

static void lab_calls(void)
{
	LAB(bad_nested_struct, bad_nested_struct(&dev.queue, &dev));
	LAB_DEV(bad_bare_pointer);
	LAB_DEV(bad_global);
	LAB(bad_other_object, bad_other_object(&dev, &dev));
	LAB_DEV(good_other_field);
	LAB_DEV(good_other_global);
	LAB_DEV(good_bare_pointer_other);
}
