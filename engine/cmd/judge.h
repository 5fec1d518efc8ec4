/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What others say of findings, put into a result before it is reported: comments
 * in the source (report/allow.h), a baseline (report/baseline.h), the history of
 * the tree (history/history.h), in this order; who suppresses first gives the
 * reason.
 *
 * The source tree is options.source, which scan and check set by themselves.
 */
#ifndef RECLINT_CMD_JUDGE_H
#define RECLINT_CMD_JUDGE_H

#include "cmd/cmd.h"

struct analysis;
struct baseline;
struct source;

struct judge {
	const struct options *o;
	struct arena arena;
	struct baseline *baseline;
	const char *directory;		/* set by the caller: what warnings name relative names from, or NULL */
	const char *tree;		/* set by the caller: whose history it is, or NULL */
	bool records;			/* set by the caller: what is found goes into the history */
	bool is_part;			/* set by the caller: what a baseline has besides was not looked for */
};

/* The history that counts for these options and this tree (may be NULL); NULL: none, caller frees. */
char *judge_history(const struct options *o, const char *tree);

/*
 * What the history of the last scan's tree says of a finding, and since when, on
 * standard output; false: nothing, and nothing is printed.
 */
bool history_tell(const struct options *o, const char *fingerprint);

/* Reads what has to be right before the work begins; false after a message. */
bool judge_open(struct judge *j, const struct options *o);
/* What the result has got is valid until then. */
void judge_close(struct judge *j);

/*
 * a: the analysis that the result is of, NULL: it is read from a file.  The
 * result gets findings of its own.  Returns the number of errors, each of them
 * told; the findings are good to be reported all the same.
 */
int judge_result(struct judge *j, struct result *r, struct analysis *a);

#endif
