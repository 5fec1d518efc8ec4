/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions have to be summarised at all.
 *
 * A summary is asked for by somebody who holds a tracked lock, is inside a
 * section, or runs in a callback.  So: functions that take a tracked lock (or
 * one that only a caller can name), their callers a few calls up (they may hold
 * it when the function returns, or decide its guards), whatever callbacks
 * reach, and everything below all these.  The rest, most of a file system, is
 * taken to return anything and to do nothing that anybody asks about.
 */
#ifndef RECLINT_ANALYSIS_WANTED_H
#define RECLINT_ANALYSIS_WANTED_H

struct solver;

/* After entries_track_locks(): fills solver.wanted and solver.has_unseen_caller. */
void wanted_find(struct solver *s);

#endif
