// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_always: nothing: xa_store() allocates with the mask only after it could not without waiting
 */
#include "reclaim-recursion/shared-helper.c"
#include "lab.h"

static struct hs_dev list, devs[ARRAY_SIZE(hs_ops)];

static int lab_setup(void)
{
	int ret = 0;

	xa_init(&devs[1].xa);
	LAB(good_release, ret |= lab_list(&list.mn, &hs_list_ops));
	LAB(good_event_decides, ret |= lab_interval(&devs[0].mni, &hs_ops[0]));
	LAB(bad_always, ret |= lab_interval(&devs[1].mni, &hs_ops[1]));
	return ret;
}

static void lab_calls(void)
{
	LAB(good_start, );	/* with good_release */
}

static void lab_teardown(void)
{
	lab_unregister(&list.mn);
	lab_remove(&devs[0].mni);
	lab_remove(&devs[1].mni);
}
