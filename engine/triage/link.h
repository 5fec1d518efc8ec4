/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is found in a state: all of the base is linked, with what the state has
 * instead, because a patch may make any place in the kernel wrong or right.
 *
 * Results are kept in the scratch directory under what they were made from: the
 * second question about the same base costs one link, about the same patch none.
 */
#ifndef RECLINT_TRIAGE_LINK_H
#define RECLINT_TRIAGE_LINK_H

#include "triage/units.h"

struct options;
struct result;

/* Findings of all levels of confidence, in the arena; NULL after a message. */
struct result *link_snapshot(struct arena *arena, const struct scratch *s, const struct triage_base *b,
			  const struct snapshot *state, const struct options *o);

#endif
