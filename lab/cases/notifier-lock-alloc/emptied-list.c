// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/emptied-list.c"
#include "lab.h"

LAB_DEVICE(struct el_object, &el_ops, mutex_init(&dev.lock))

static struct el_context context = { .objects = LIST_HEAD_INIT(context.objects) };

static void lab_calls(void)
{
	LAB(bad_before, bad_before(&context, &dev));
	LAB(good_after, good_after(&context, &dev));
}
