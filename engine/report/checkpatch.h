/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * checkpatch.pl's form: what stands where, and which of its options leaves out
 * or adds what.  Types are rule ids in its spelling (NOTIFIER_LOCK_ALLOC),
 * levels are confidences: high ERROR, medium WARNING, low CHECK.
 *
 * An input is what checkpatch is called with: a patch, or with -f a file of
 * source.  Whoever has inputs prints each, and then the end, once:
 *
 *	for each input
 *		clean &= checkpatch_input(&input, options, out);
 *	checkpatch_end(options, notes, nnotes, clean, out);
 */
#ifndef RECLINT_REPORT_CHECKPATCH_H
#define RECLINT_REPORT_CHECKPATCH_H

#include "base/array.h"
#include "report/finding.h"

/* Its options, named as there; all zero is what it does without any. */
struct checkpatch_options {
	unsigned int quiet;		/* how often -q */
	bool verbose;			/* the chains behind a message */
	bool terse, emacs, showfile, show_types;
	bool strict;			/* CHECK, too */
	bool no_summary, summary_file, mailback;
	bool color;			/* decided: yes */
	ARRAY(char *) types, ignore;	/* from checkpatch_add_types() */
};

void checkpatch_options_release(struct checkpatch_options *o);
/* "a,b" of --types or --ignore; as there, nobody asks whether there is such a type. */
void checkpatch_add_types(struct checkpatch_options *o, bool ignore, const char *list);

/* --list-types; ids of rules. */
void checkpatch_list_types(const char *const *rules, unsigned int n, bool color, FILE *out);

struct checkpatch_message {
	enum confidence level;
	const char *rule;
	const char *text;		/* one line */
	const char *file;		/* in the tree */
	unsigned int line;		/* with the patch applied */
	unsigned int patch_line;	/* of the patch; 0: the input is source */
	const char *code;		/* to be quoted, with '+' or ' ' in front; or NULL */
	const struct finding *finding;	/* tells its chains; or NULL */
};

struct checkpatch_input {
	const char *file;		/* as the user named it, "-" for standard input */
	const char *name;		/* who "has style problems"; NULL: file.  Their "Your patch", "\"SUBJECT\"" */
	bool heading;			/* one of several inputs */
	unsigned int lines;		/* looked at: of the hunks, or of the file */
	struct checkpatch_message *messages;
	unsigned int nmessages;
};

/* Do the options let it through?  What they do not counts nowhere. */
bool checkpatch_shows(const struct checkpatch_options *o, enum confidence level, const char *rule);
/* True: nothing was let through. */
bool checkpatch_input(const struct checkpatch_input *in, const struct checkpatch_options *o, FILE *out);
/* notes: one line each, what was left out and the like; the quiet do not get them. */
void checkpatch_end(const struct checkpatch_options *o, const char *const *notes, unsigned int nnotes,
		    bool clean, FILE *out);

#endif
