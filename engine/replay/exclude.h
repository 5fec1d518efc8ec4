/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What excludes the defect of a refuted program: each single thing without which
 * it would be confirmed.  Tried are: a test that goes either way, a trylock
 * that waits, a wait without its timeout, an allocation with GFP_KERNEL, a body without one of its
 * reclaim scopes, a lock that keeps nobody out.
 */
#ifndef RECLINT_REPLAY_EXCLUDE_H
#define RECLINT_REPLAY_EXCLUDE_H

#include "replay/run.h"

/* Into r->excluded_by, in the order of the program; ends at the deadline (monotonic_seconds()). */
void find_exclusions(const struct replay_program *p, const struct replay_bounds *b, double deadline,
		     struct replay_result *r);

#endif
