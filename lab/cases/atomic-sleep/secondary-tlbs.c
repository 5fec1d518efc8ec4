// SPDX-License-Identifier: GPL-2.0-or-later
#include "atomic-sleep/secondary-tlbs.c"
#include "lab.h"

static struct st_domain bad, good;

static int lab_setup(void)
{
	int ret = 0;

	mutex_init(&bad.mutex);
	spin_lock_init(&good.cache_lock);
	LAB(bad_tlbs, ret |= lab_list(&bad.mn, &st_bad_ops));
	LAB(good_tlbs, ret |= lab_list(&good.mn, &st_good_ops));
	return ret;
}

static void lab_calls(void)
{
}

static void lab_teardown(void)
{
	lab_unregister(&bad.mn);
	lab_unregister(&good.mn);
}
