/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run has looked at: whoever compares with another run (a baseline, the
 * history) must tell "is gone" from "was not looked for", and a comment that
 * nothing needs from one whose rule did not run.
 */
#ifndef RECLINT_REPORT_SCOPE_H
#define RECLINT_REPORT_SCOPE_H

#include <stdbool.h>

#include "base/intern.h"
#include "base/memory.h"
#include "report/finding.h"

struct source;

struct scope {
	struct intern files;		/* that analysed functions are in, as findings name them */
	struct source *tree;		/* what is no longer in it was looked at, too; NULL: not known */
	bool (*has_rule)(const char *id, void *data);	/* NULL: all */
	void *data;
	bool is_all;			/* nothing is known about files: whatever is not there is gone */
	bool is_part;			/* of the findings in these files only some were looked for */
};

void scope_release(struct scope *s);
bool scope_has_rule(const struct scope *s, const char *rule);

/*
 * Could the run have found what goes through these files?  Headers say nothing:
 * one that defines no function any more is in no run.
 */
bool scope_covers(const struct scope *s, const char *rule, const char *const *files, unsigned int nfiles);

/* The C files (no headers) that a finding goes through: sorted, each once; memory is the arena's. */
const char **finding_files(struct arena *a, const struct finding *f, unsigned int *n);

#endif
