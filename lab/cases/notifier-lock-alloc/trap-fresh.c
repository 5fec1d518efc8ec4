// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * good_new: circular-locking: lockdep does not know that nobody else knew the object when it was filled
 * good_helpers: circular-locking: as good_new
 * good_refill_new: circular-locking: as good_new
 * good_each_new: circular-locking: as good_new
 * bad_refill_last: circular-locking: what reclint says is in its helper frs_refill()
 */
#include "notifier-lock-alloc/trap-fresh.c"
#include "lab.h"

static struct frs_obj *made;

static int lab_setup(void)
{
	return 0;
}

/* Whoever makes an object registers it at last. */
static void registered(struct frs_obj *o)
{
	if (!IS_ERR_OR_NULL(o) && !lab_interval(&o->mni, &frs_ops))
		made = o;
}

static void lab_calls(void)
{
	LAB(good_new, registered(good_new()));
	LAB(bad_in_list, registered(bad_in_list()));
	LAB(bad_registered, bad_registered(current->mm); lab_invalidate_zero());
	LAB(good_helpers, registered(good_helpers(1)));
	LAB(good_refill_new, good_refill_new(); registered(frs_last));
	LAB(bad_refill_last, frs_last = frs_make(1); registered(frs_last); bad_refill_last());
	LAB(bad_shared_by_helper, bad_shared_by_helper(); registered(frs_last));
	LAB(good_each_new, good_each_new(1); registered(list_first_entry(&frs_all, struct frs_obj, link)));
}

static void lab_teardown(void)
{
	if (made)
		lab_remove(&made->mni);
	made = NULL;
}
