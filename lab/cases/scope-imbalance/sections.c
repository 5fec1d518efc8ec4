// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_priming: unbalanced-lock
 * bad_map: unbalanced-lock
 * bad_fence: unbalanced-lock
 */
#include "scope-imbalance/sections.c"
#include <linux/kthread.h>
#include "lab.h"

static struct se_dev dev, other;
static int error;

int se_work(struct se_dev *d)
{
	return error;
}

static int lab_setup(void)
{
	static struct lock_class_key key, other_key;

	lockdep_init_map(&dev.map, "lab", &key, 0);
	lockdep_init_map(&other.map, "lab-other", &other_key, 0);
	se_init(&dev);
	se_init_good(&other);
	return 0;
}

static void lab_teardown(void)
{
}

static int run_thread(void *p)
{
	good_thread(p);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static void run_in_thread(void)
{
	struct task_struct *task = kthread_run(run_thread, &dev, "lab");

	if (!IS_ERR(task))
		kthread_stop(task);
}

static void in_and_out(void)
{
	good_start(&dev);
	good_end(&dev);
	good_switch(&dev, 1);
	good_switch(&dev, 2);
}

static void try(void)
{
	if (!good_try(&dev))
		non_block_end();
}

static void lab_calls(void)
{
	dev.state = 1;
	LAB(good_worker, good_worker(&other.work));
	LAB(good_thread, run_in_thread());
	LAB(good_start, in_and_out());
	LAB(good_try, try());
	LAB(good_argument, good_argument(&dev, false));
	LAB(good_two_maps, good_two_maps(&dev, &other));
	LAB(good_nowait, good_nowait(&dev));
	error = -EIO;
	LAB(good_try, try());
	LAB_DEV(bad_nonblock);
	LAB_DEV(bad_priming);
	LAB_DEV(bad_map);
	LAB_DEV(bad_fence);
	LAB(bad_worker, bad_worker(&dev.work));
}
