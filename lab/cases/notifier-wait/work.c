// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_completion: nothing: lockdep does not follow completions
 */
#include "notifier-wait/work.c"
#include "lab.h"

static struct nw_dev devs[ARRAY_SIZE(nw_ops)];

/* Each item has run once: lockdep knows what it does. */
static void run_items(struct nw_dev *d)
{
	good_init(d);
	schedule_work(&d->alloc_work);
	schedule_work(&d->lock_work);
	schedule_work(&d->quiet_work);
	schedule_work(&d->nowait_work);
	schedule_work(&d->no_user_work);
	schedule_delayed_work(&d->fault_work, 0);
	flush_work(&d->alloc_work);
	flush_work(&d->lock_work);
	flush_work(&d->quiet_work);
	flush_work(&d->nowait_work);
	flush_work(&d->no_user_work);
	flush_delayed_work(&d->fault_work);
}

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		mutex_init(&devs[i].table_lock);
		mutex_init(&devs[i].quiet_lock);
		init_completion(&devs[i].done);
		init_completion(&devs[i].quiet_done);
		devs[i].user = (void __user *)lab.start;
		devs[i].mm = current->mm;
		run_items(&devs[i]);
		complete_all(&devs[i].quiet_done);
	}
	LAB(bad_flush, ret |= lab_interval(&devs[0].mni, &nw_ops[0]));
	LAB(bad_in_callee, ret |= lab_interval(&devs[1].mni, &nw_ops[1]));
	LAB(bad_delayed, ret |= lab_interval(&devs[2].mni, &nw_ops[2]));
	LAB(bad_completion, ret |= lab_interval(&devs[3].mni, &nw_ops[3]));
	LAB(good_quiet, ret |= lab_interval(&devs[4].mni, &nw_ops[4]));
	LAB(good_no_wait, ret |= lab_interval(&devs[5].mni, &nw_ops[5]));
	LAB(good_release_event, ret |= lab_interval(&devs[6].mni, &nw_ops[6]));
	return ret;
}

static void lab_calls(void)
{
	LAB(bad_in_callee, good_grow_under_table_lock(&devs[1]));
	LAB(good_grow_under_table_lock, good_grow_under_table_lock(&devs[4]));
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_remove(&devs[i].mni);
}
