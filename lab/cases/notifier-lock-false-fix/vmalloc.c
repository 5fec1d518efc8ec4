// SPDX-License-Identifier: GPL-2.0-or-later
#include "notifier-lock-false-fix/vmalloc.c"
#include "lab.h"

LAB_DEVICE(struct fv_dev, &fv_ops, mutex_init(&dev.lock))

/* So much that what comes next wants a page table of its own. */
static void fill_page_table(void)
{
	unsigned long end;

	do {
		end = (unsigned long)vmalloc(SZ_1M) + SZ_1M + PAGE_SIZE;
	} while (end % PMD_SIZE < PMD_SIZE - SZ_1M);
}

static void lab_calls(void)
{
	LAB_DEV(bad_kvmalloc_nofs);
	LAB_DEV(bad_vmalloc_nofs);
	LAB(bad_vmalloc_nowait, fill_page_table(); bad_vmalloc_nowait(&dev));
	LAB_DEV(good_kvmalloc_nowait);
}
