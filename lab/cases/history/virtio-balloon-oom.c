// SPDX-License-Identifier: GPL-2.0-or-later
#include "history/virtio-balloon-oom.c"
#include "lab.h"

static struct foo_balloon balloon = { .pages = LIST_HEAD_INIT(balloon.pages) };

static int lab_setup(void)
{
	mutex_init(&balloon.balloon_lock);
	return good_probe(&balloon);
}

static void lab_calls(void)
{
	LAB(bad_fill, bad_fill(&balloon, 2));
	LAB(good_probe, );
}

static void lab_teardown(void)
{
	unregister_oom_notifier(&balloon.nb);
}
