// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_allowed_on_line: circular-locking: the comment is for reclint
 * good_allowed_above: circular-locking: as good_allowed_on_line
 */
#include "notifier-lock-alloc/allow-comment.c"
#include "lab.h"

LAB_DEVICE(struct allow_dev, &allow_ops, mutex_init(&dev.lock))

static void lab_calls(void)
{
	LAB_DEV(good_allowed_on_line);
	LAB_DEV(good_allowed_above);
	LAB_DEV(bad_allows_another_rule);
}
