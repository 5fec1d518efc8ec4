// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_direct_compact: effect: reclint takes flags set by hand to nest, as counters do; the case is known to fail
 */
#include "history/compaction-pf-memalloc.c"
#include "lab.h"

int foo_compact(unsigned int order)
{
	return 0;
}

LAB_OBJECTS()

static void direct_compact_in_scope(void)
{
	unsigned int flags = memalloc_noreclaim_save();

	bad_direct_compact(0);
	lab_effect(!(current->flags & PF_MEMALLOC), "it may reclaim where its caller forbade it");
	memalloc_noreclaim_restore(flags);
}

static void lab_calls(void)
{
	LAB(bad_direct_compact, direct_compact_in_scope());
}
