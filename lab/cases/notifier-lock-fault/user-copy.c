// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-fault/user-copy.c"
#include "lab.h"

static char buffer[64];

LAB_DEVICE(struct uc_dev, &uc_ops, mutex_init(&dev.lock); dev.buf = buffer)

static void lab_calls(void)
{
	void __user *user = (void __user *)lab.start;

	LAB(bad_copy_from_user, bad_copy_from_user(&dev, user));
	LAB(bad_copy_to_user, bad_copy_to_user(&dev, user));
	LAB(bad_get_user, bad_get_user(&dev, user));
	LAB(bad_put_user, bad_put_user(&dev, user));
	LAB(bad_memdup_user, bad_memdup_user(&dev, user));
	LAB(good_copied_before, good_copied_before(&dev, user));
	LAB(good_pagefault_disabled, good_pagefault_disabled(&dev, user));
	LAB(good_plain_copy_with_pagefaults_off, good_plain_copy_with_pagefaults_off(&dev, user));
	LAB(good_nofault, good_nofault(&dev, user));
}
