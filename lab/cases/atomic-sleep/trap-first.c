// SPDX-License-Identifier: GPL-2.0-or-later
#include "atomic-sleep/trap-first.c"
#include "lab.h"

static struct tf_dev dev;
static struct page *from, *to;

LAB_OBJECTS(spin_lock_init(&dev.lock); mutex_init(&dev.init); refcount_set(&dev.users, 1); atomic_set(&dev.pages, 1);
	    from = alloc_page(GFP_KERNEL); to = alloc_page(GFP_KERNEL))

static void lab_calls(void)
{
	LAB(good_another, good_another(&dev));
	LAB(good_copy, good_copy(&dev, page_folio(to), page_folio(from)));
	LAB(bad_always, bad_always(&dev));
}
