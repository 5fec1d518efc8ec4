/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A baseline: findings that are known already, so that only new ones count.
 *
 * The file is a findings.json of before, or what `--format baseline` makes of
 * one (docs/findings.md): the same members, but only those that matter here,
 * and for each finding and each of its sites a reason, which a person may write
 * into it.  Sites compare: a known one is "unchanged", any other "new"; one with
 * a reason is suppressed.  A finding without the member "sites" stands for all
 * its places, whichever they are.
 *
 * Nothing is deleted from a result by a baseline.  What the baseline has and
 * the result has not is added to it as absent.
 */
#ifndef RECLINT_REPORT_BASELINE_H
#define RECLINT_REPORT_BASELINE_H

#include "base/memory.h"
#include "report/finding.h"

struct baseline;
struct scope;

/* NULL after a message that names path and what is wrong with it. */
struct baseline *baseline_read(const char *path);
void baseline_free(struct baseline *b);	/* NULL is fine */

/*
 * Marks all sites, anew if they were compared before; the caller settles.
 * scope: what could have been found, NULL: nothing is said to be absent; min:
 * nor is what is less sure than that.  Strings are the baseline's.
 */
void baseline_apply(const struct baseline *b, struct arena *a, struct result *r, const struct scope *scope,
		    enum confidence min);

#endif
