// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-vm-lock/folio.c"
#include "lab.h"

static struct fo_dev devs[ARRAY_SIZE(fo_ops)];

/* Each mirrors one page, which it keeps a reference to. */
static int mirror(int i)
{
	struct fo_dev *d = &devs[i];

	good_init(d);
	if (get_user_pages_fast(lab.start, 1, FOLL_WRITE, d->pages) != 1)
		return -EFAULT;
	for (int n = 1; n < ARRAY_SIZE(d->pages); n++)
		d->pages[n] = d->pages[0];
	return lab_interval(&d->mni, &fo_ops[i]);
}

/* good_relatives() gives eight pins back, each time it is called. */
static void pin(struct page **page)
{
	for (int i = 0; i < 8 * 200; i++)
		if (pin_user_pages_fast(lab.start, 1, FOLL_WRITE, page) != 1)
			pr_err("lab: error: not pinned\n");
}

static int lab_setup(void)
{
	int ret = 0;

	LAB(bad_lock_page, ret |= mirror(0));
	LAB(bad_in_callee, ret |= mirror(1));
	LAB(good_relatives, ret |= mirror(2); pin(devs[2].pages));
	LAB(good_release_event, ret |= mirror(3));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	for (int i = 0; i < ARRAY_SIZE(devs); i++)
		lab_remove(&devs[i].mni);
	LAB(good_relatives, flush_work(&devs[2].work));
}
