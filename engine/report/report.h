/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings in the forms that others read: one file per form, one row here.
 *
 * A report prints a result and knows neither who made it (the engine just now,
 * or read.h from a findings.json) nor who judged it: what a baseline, a comment
 * in the source or the history says stands in the findings when a report gets
 * them.  Forms for people leave out what does not count (finding_counts()) and
 * say how much that was; forms for programs have all findings down to the
 * confidence asked for, and mark them.
 *
 * A report writes to out and does not close it; a failed write leaves the
 * stream's error flag, which whoever closes it looks at.  Same result, same
 * options, same bytes.
 */
#ifndef RECLINT_REPORT_REPORT_H
#define RECLINT_REPORT_REPORT_H

#include "report/finding.h"

/* name, option's text, what it is */
#define REPORT_FORMATS(X)							\
	X(text, "text", "gcc's warnings, the chains as notes")			\
	X(checkpatch, "checkpatch", "checkpatch.pl's, with its options")	\
	X(markdown, "markdown", "for a comment or a reply")			\
	X(sarif, "sarif", "SARIF 2.1.0, for code scanning")			\
	X(json, "json", "docs/findings.md")					\
	X(baseline, "baseline", "what is known now, for --baseline")		\
	X(dot, "dot", "the lock graph, for graphviz")				\
	X(svg, "svg", "the lock graph as a picture, drawn by graphviz")	\
	X(html, "html", "one page with everything, for browsers")

enum report_format {
#define X(name, option, summary) REPORT_##name,
	REPORT_FORMATS(X)
#undef X
	REPORT_FORMATS_END
};

struct source;
struct checkpatch_options;

struct report_options {
	enum confidence min;		/* that level and better */
	bool findings_only;		/* forms for people: no closing statistics */
	struct source *source;		/* lines of code to quote, or NULL: there are none */
	char *(*page)(const char *rule);	/* the rule's page as Markdown, malloc'ed or NULL; NULL: there are no pages */
	bool *failed;			/* set, after a message, by a form that could not be made; may be NULL */
	const struct checkpatch_options *checkpatch;	/* NULL: as if none was given */
};

typedef void report_fn(const struct result *r, const struct report_options *o, FILE *out);

#define X(name, option, summary) report_fn report_##name;
REPORT_FORMATS(X)
#undef X

/* By its number; the numbers are those of the rows. */
void report_print(enum report_format format, const struct result *r, const struct report_options *o, FILE *out);
/* REPORT_FORMATS_END: there is none of that name. */
enum report_format report_format_find(const char *option);

/* How many findings do not count, by the first reason that applies. */
struct left_out {
	unsigned int unsure;		/* of lower confidence */
	unsigned int suppressed;
	unsigned int known;		/* in the baseline */
};

struct left_out report_left_out(const struct result *r, enum confidence min);

#endif
