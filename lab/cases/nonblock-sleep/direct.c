// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * drive: reap
 * bad_mutex: nothing: the kernel calls non_block_start() around mmu_notifier_ops only; around interval notifiers nobody checks
 * bad_waits: nothing: as bad_mutex
 */
#include "nonblock-sleep/direct.c"
#include "lab.h"

static struct nb_dev devs[4];

static void do_nothing(struct work_struct *work)
{
}

/* Invalidates the end only: an unfinished start would have no end. */
static const struct mmu_notifier_ops end_ops = { .invalidate_range_end = bad_end };

static int lab_setup(void)
{
	int ret = 0;

	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		mutex_init(&devs[i].lock);
		init_rwsem(&devs[i].sem);
		spin_lock_init(&devs[i].spin);
		init_waitqueue_head(&devs[i].wq);
		INIT_WORK(&devs[i].work, do_nothing);
		init_completion(&devs[i].done);
		complete_all(&devs[i].done);
	}
	LAB(bad_mutex, ret |= lab_interval(&devs[0].mni, &nb_ops[0]));
	LAB(bad_waits, ret |= lab_interval(&devs[1].mni, &nb_ops[1]));
	LAB(bad_sem, ret |= lab_list(&devs[2].mn, &nb_bad_ops));
	LAB(bad_end, ret |= lab_list(&devs[2].mn, &end_ops));
	LAB(good_spins, ret |= lab_list(&devs[3].mn, &nb_good_ops));
	LAB(good_release, lab.matched++);	/* with good_spins */
	return ret;
}

static void lab_calls(void)
{
	LAB(good_elsewhere, good_elsewhere(&devs[0]));
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++) {
		lab_remove(&devs[i].mni);
		lab_unregister(&devs[i].mn);
	}
}
