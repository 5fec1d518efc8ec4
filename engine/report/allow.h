/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What comments in the source allow:
 *
 *	reclint: allow RULE[, RULE...]: reason
 *
 * in a comment of either kind, among other text or alone.  It holds for what is
 * reported in the statement that it stands in, behind or directly above: in
 * comment lines right before the line where the statement begins.  Where a
 * finding passes through its callback, the statement there counts for the whole
 * finding; else a comment is about its own place.
 *
 * One without a reason does not count.
 */
#ifndef RECLINT_REPORT_ALLOW_H
#define RECLINT_REPORT_ALLOW_H

#include <stdbool.h>
#include <stdio.h>

#include "base/memory.h"
#include "report/finding.h"

struct scope;
struct source;

/* gcc's, of files in directory, unless that is NULL. */
struct allow_warnings {
	FILE *out;
	const char *directory;
};

struct allow_stats {
	unsigned int comments;		/* counted by rule: one for two rules is two */
	unsigned int unused;		/* suppressed nothing, although code here was analysed and the rule ran */
	unsigned int invalid;		/* no reason, or no such rule */
};

/*
 * Suppresses sites, and findings as a whole by their callbacks; the caller
 * settles.  With a scope the unused and invalid ones in its files are told as
 * gcc would, in warnings, and counted.  Reasons are the arena's.
 */
void allow_apply(struct arena *a, struct result *r, struct source *source, const struct scope *scope,
		 bool (*is_rule)(const char *id), const struct allow_warnings *warnings, struct allow_stats *stats);

#endif
