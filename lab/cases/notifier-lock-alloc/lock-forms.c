// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-alloc/lock-forms.c"
#include "lab.h"

static struct frm_dev dev;
static struct frm_child child;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	INIT_LIST_HEAD(&dev.children);
	xa_init(&dev.table);
	dev.enabled = true;
	mutex_init(&child.lock);
	mutex_init(&child.looked_up);
	mutex_init(&child.sometimes);
	mutex_init(&child.nested);
	list_add(&child.node, &dev.children);
	/* found by the callback, and by frm_get() */
	if (xa_err(xa_store(&dev.table, lab.start, &child, GFP_KERNEL)) || xa_err(xa_store(&dev.table, 1, &child, GFP_KERNEL)))
		return -ENOMEM;
	return lab_interval(&dev.mni, &frm_ops);
}

static void lab_calls(void)
{
	child.buf = &child;
	LAB(bad_macro, bad_macro(&child));
	LAB_DEV(bad_in_list);
	LAB(bad_sometimes, bad_sometimes(&child));
	LAB_DEV(bad_got);
	LAB_DEV(good_not_got);
	LAB(good_both_ways, good_both_ways(&child, true); good_both_ways(&child, false));
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
	xa_destroy(&dev.table);
}
