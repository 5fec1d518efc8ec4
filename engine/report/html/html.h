/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The HTML report: one file that needs nothing else, not even a network.
 *
 * It is complete and readable without JavaScript: findings are <details>,
 * places are links into the quoted source at the end, where every line is once.
 * report.js adds what cannot be had without: filters, order, state in the
 * address, and the lines around each step beside the step.
 *
 * Ids, which links and the script know: FINGERPRINT a finding, s3-12 line 12
 * of the fourth file that is quoted, rule-ID a rule's page.
 */
#ifndef RECLINT_REPORT_HTML_H
#define RECLINT_REPORT_HTML_H

#include "base/array.h"
#include "base/intern.h"
#include "report/report.h"

struct graph;

/* ---- excerpt.c: which lines are quoted ------------------------------------------- */

struct quoted {
	ARRAY(unsigned int) lines;	/* that somebody speaks of; sorted by excerpts_close() */
};

struct excerpts {
	struct source *source;		/* NULL: nothing is quoted */
	struct intern files;
	ARRAY(struct quoted) quoted;	/* by file */
};

void excerpts_init(struct excerpts *x, struct source *source);
void excerpts_release(struct excerpts *x);
/* All of them first ... */
void excerpts_want(struct excerpts *x, const char *file, unsigned int line);
/* ... then this, then links to them and the lines themselves. */
void excerpts_close(struct excerpts *x);
/* `file:line`, a link if the line is quoted. */
void excerpts_print_place(const struct excerpts *x, const char *file, unsigned int line, FILE *out);
void excerpts_print(const struct excerpts *x, FILE *out);

/* ---- picture.c: graphs, all drawn at once --------------------------------------- */

struct pictures {
	struct intern graphs;		/* in graphviz's language; what is equal is drawn once */
	ARRAY(char *) drawn;		/* by graph; empty: none is, see why */
	char *svg, *why;
};

/* The number to ask for it by. */
uint32_t pictures_add(struct pictures *p, const struct graph *g, bool is_wide);
void pictures_draw(struct pictures *p);
void pictures_release(struct pictures *p);
/* false: nothing could be drawn. label: for who does not see it. */
bool pictures_print(const struct pictures *p, uint32_t number, const char *label, FILE *out);

/* ---- the page ------------------------------------------------------------------------ */

#define NO_PICTURE UINT32_MAX

struct html {
	FILE *out;
	const struct result *r;
	const struct report_options *o;
	struct excerpts excerpts;
	struct pictures pictures;
	uint32_t *picture_of;		/* by finding; NO_PICTURE: it has no circle */
	uint32_t whole;			/* the picture of all circles, or NO_PICTURE */
	unsigned int too_many;		/* arrows for it, or 0 */
	struct intern rules;		/* of the findings shown, then sorted: */
	ARRAY(const char *) rule_names;
};

static inline bool is_shown(const struct html *h, const struct finding *f)
{
	return finding_confidence(f) <= h->o->min;
}

/* Known from an earlier report, and no more. */
bool is_known(const struct finding *f);

/* text.c.  A sentence of reclint's: what it has in quotes is code. */
void html_prose(const char *text, FILE *out);
/* f -> g -> h: the functions that the chain goes through. */
void html_way(const struct chain *c, FILE *out);
/* HTML of the subset of Markdown that rules' pages are written in; links to these pages become #rule-ID. */
void html_markdown(const char *text, const struct intern *pages, FILE *out);

void html_finding(struct html *h, uint32_t number);
void html_locks(const struct html *h);
void html_statistics(const struct html *h);
void html_rules(const struct html *h);

/* assets.c: the files beside it, NUL-terminated. */
extern const char report_css[], report_js[];

#endif
