/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a patch did: two results, place by place.
 *
 * Places have fingerprints of names, without lines (docs/findings.md).  Lines
 * that the patch only moved are followed through its hunks first, so that a
 * second kmalloc() above an old one does not make the old one new; what then is
 * left on both sides with the same rule, lock and function, or the same lock and
 * function with GFP_NOFS for GFP_KERNEL, is one place that was edited.
 */
#ifndef RECLINT_TRIAGE_COMPARE_H
#define RECLINT_TRIAGE_COMPARE_H

#include <stdbool.h>

#include "report/finding.h"
#include "triage/lines.h"

enum change {
	CHANGE_NEW,
	CHANGE_FIXED,
	CHANGE_TOUCHED,			/* there before and after, in what the patch touches */
};

/* A file that the patch changes. */
struct touched_file {
	const struct patch_file *file;
	char *before, *after;		/* its text; NULL: it was not, is not there */
	struct line_map map;
};

struct change_item {
	enum change change;
	const struct finding *finding;	/* FIXED: of before, else of after */
	const struct site *site;
	const struct finding *was;	/* of before, where the place was there before, too */
	bool is_elsewhere;		/* not in a function that the patch touches */
	const struct step *cause;	/* elsewhere: the step in what the patch touches, or NULL */
	bool is_false_fix;		/* the patch claims a fix, and this is still there */
	char *why;			/* false fix: why it is none */
};

enum claim_kind { CLAIM_NONE, CLAIM_MESSAGE, CLAIM_GFP };

struct comparison {
	/* By change, finding and place: the places of one finding stand together. */
	ARRAY(struct change_item) items;
	ARRAY(struct touched_file) files;
	enum claim_kind claim;		/* does the patch say that it fixes such a thing? */
	char *claimed;			/* "GFP_NOFS", or the word in its message */
	unsigned int nnew, nfixed, ntouched, nfalse;	/* places; those that are no fix are touched, too */
};

/* Takes over the texts of the files (touched_file.file, before, after) that c->files has by then. */
void compare(struct comparison *c, const struct patch *p, const struct result *before,
	     const struct result *after, enum confidence min);
void comparison_release(struct comparison *c);

/* ---- verdict.c: does the patch claim a fix, and is it one? ------------------------ */

void find_claim(struct comparison *c, const struct patch *p);
void judge_claim(struct comparison *c);
/* The file of the patch that has this path now (or had it); NULL: none. */
const struct touched_file *find_touched(const struct comparison *c, const char *path, bool before);

#endif
