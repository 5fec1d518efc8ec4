// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * case:   functions that never wait for, or never signal, what they say
 * rule:   contract-body
 * lab:    nothing: who does not wait, or does not wake, makes others wait that are not here
 * origin: own
 */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include "../../annotations/reclint.h"

struct dev {
	struct completion done, other;
	struct work_struct work;
	wait_queue_head_t queue;
	int users;
};

static noinline void finish(struct completion *c)
{
	complete_all(c);
}

__rl_signals("struct dev.done", "completion")
void good_finish(struct dev *d)
{
	d->users = 0;
	finish(&d->done);
}

__rl_signals("struct dev.done", "completion")
void good_finish_sometimes(struct dev *d)
{
	if (!--d->users)
		complete(&d->done);
}

__rl_signals("struct dev.done", "completion")
void bad_finish(struct dev *d)			/* { dg-warning "'bad_finish' never signals 'struct dev.done', and by its contract it does" } */
{
	complete(&d->other);
}

__rl_signals(1, "completion")
void good_finish_param(struct completion *c)
{
	finish(c);
}

__rl_signals("struct dev.queue", "waitqueue")
void bad_wake(struct dev *d)			/* { dg-warning "'bad_wake' never signals 'struct dev.queue'" } */
{
	d->users = 0;
}

__rl_signals("struct dev.queue", "waitqueue")
void good_wake(struct dev *d)
{
	wake_up_all(&d->queue);
}

__rl_waits("struct dev.work", "work")
void good_stop(struct dev *d)
{
	cancel_work_sync(&d->work);
}

__rl_waits("struct dev.done", "completion")
void bad_wait(struct dev *d)			/* { dg-warning "'bad_wait' never waits for 'struct dev.done', and by its contract it does" } */
{
	d->users = 0;
}

/* Nobody knows what this does. */
void unknown_wait(struct dev *d);
__rl_waits("struct dev.done", "completion")
void good_wait_elsewhere(struct dev *d)
{
	unknown_wait(d);
}

MODULE_LICENSE("GPL");
