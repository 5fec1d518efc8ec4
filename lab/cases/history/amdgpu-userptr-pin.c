// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * FIXED: circular-locking: the callback takes dma_resv, and the kernel tells lockdep at boot that reclaim is entered under it; this program has nobody who does
 */
#include "history/amdgpu-userptr-pin.c"
#include "lab.h"

static struct page *pages[1];
static struct foo_bo bo = { .pages = pages, .num_pages = 1 };

LAB_LIST(struct foo_mn, mn, &foo_mn_ops, bo.resv = lab_resv(); bo.userptr = lab.start;
	 INIT_LIST_HEAD(&dev.bos); list_add(&bo.mn_list, &dev.bos))

static void lab_calls(void)
{
	LAB(bad_cs_list_validate, bad_cs_list_validate(&bo));
	if (pages[0])
		unpin_user_page(pages[0]);
}
