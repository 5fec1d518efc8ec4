// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_percpu: nothing: there is room in the chunk, so that nothing is allocated
 * bad_xarray: nothing: xa_store() asks with GFP_NOWAIT first, and is given what it wants
 */
#include "notifier-lock-alloc/allocators.c"
#include "lab.h"

static struct alc_dev dev;

static int lab_setup(void)
{
	mutex_init(&dev.lock);
	xa_init(&dev.xa);
	idr_init(&dev.idr);
	dev.cache = kmem_cache_create("lab", 64, 0, 0, NULL);
	return dev.cache ? lab_interval(&dev.mni, &alc_ops) : -ENOMEM;
}

static void lab_calls(void)
{
	LAB_DEV(bad_kzalloc);
	LAB_DEV(bad_kcalloc);
	LAB_DEV(bad_krealloc);
	LAB_DEV(bad_kstrdup);
	LAB_DEV(bad_kmemdup);
	LAB_DEV(bad_kasprintf);
	LAB_DEV(bad_cache);
	LAB_DEV(bad_page);
	LAB_DEV(bad_pages);
	LAB_DEV(bad_vmalloc);
	LAB_DEV(bad_kvmalloc);
	LAB_DEV(bad_percpu);
	LAB_DEV(bad_xarray);
	LAB_DEV(bad_idr);
	LAB_DEV(bad_nofail);
	LAB_DEV(bad_noretry);
	LAB_DEV(good_quick_ones);
	LAB_DEV(good_nolockdep);
}

static void lab_teardown(void)
{
	lab_remove(&dev.mni);
}
