// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The text form: GCC's diagnostics, so that editors, report converters and
 * people who read compilers know it.
 *
 *	a.c:10:9: warning: message [-Wreclint-rule]
 *	a.c:8:2: note: (1) lock 'struct x.l' taken here, in 'f'
 *	...
 *
 * The steps of all chains are numbered through, the holder's side first; the
 * last line of a finding says how sure it is and by what name to ask for more.
 */
#include "report/report.h"

#include <inttypes.h>
#include <string.h>

static void place(const char *file, unsigned int line, unsigned int column, FILE *out)
{
	fprintf(out, "%s:", file ? file : "<unknown>");
	if (line)
		fprintf(out, "%u:", line);
	if (line && column)
		fprintf(out, "%u:", column);
	putc(' ', out);
}

static void print_chain(const struct chain *c, unsigned int *number, FILE *out)
{
	for (unsigned int i = 0; i < c->nsteps; i++) {
		const struct step *s = &c->steps[i];

		place(s->file, s->line, s->column, out);
		fprintf(out, "note: (%u) %s", ++*number, s->detail ? s->detail : s->event);
		if (s->function)
			fprintf(out, ", in '%s'", s->function);
		putc('\n', out);
	}
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* The site that the finding stands at, or whose chain was just printed, is not said twice. */
static bool is_said(const struct finding *f, const struct site *s)
{
	const struct chain *holder = f->nchains ? &f->chains[0] : NULL;

	if (f->line == s->line && f->column == s->column && same_text(f->file, s->file) &&
	    same_text(f->function, s->function))
		return true;
	for (unsigned int i = 0; holder && i < holder->nsteps; i++)
		if (holder->steps[i].line == s->line && holder->steps[i].column == s->column &&
		    same_text(holder->steps[i].file, s->file) &&
		    same_text(holder->steps[i].event, s->event))
			return true;
	return false;
}

/* The finding's message tells the rest: at a further place, only what happens there. */
static const char *site_text(const struct site *s)
{
	if (s->chain.nsteps && s->chain.steps[s->chain.nsteps - 1].detail)
		return s->chain.steps[s->chain.nsteps - 1].detail;
	return s->message ? s->message : s->event;
}

/* "confidence low (high, but replay refuted it)" */
static void print_confidence(const struct finding *f, FILE *out)
{
	const char *replayed = finding_replayed(f);

	fprintf(out, "note: confidence %s", confidence_name(finding_confidence(f)));
	if (finding_confidence(f) != f->confidence)
		fprintf(out, " (%s, but %s)", confidence_name(f->confidence), replayed);
	else if (replayed)
		fprintf(out, ", %s", replayed);
}

static void print_finding(const struct finding *f, FILE *out)
{
	unsigned int number = 0, n_hidden = 0;

	place(f->file, f->line, f->column, out);
	fprintf(out, "warning: %s [-Wreclint-%s]\n", f->message, f->rule);
	for (unsigned int i = 0; i < f->nchains; i++)
		print_chain(&f->chains[i], &number, out);
	for (unsigned int i = 0; i < f->nsites; i++) {
		const struct site *s = &f->sites[i];

		n_hidden += !site_counts(s);
		if (is_said(f, s) || !site_counts(s))
			continue;
		place(s->file, s->line, s->column, out);
		fprintf(out, "note: also here: %s", site_text(s));
		if (s->function)
			fprintf(out, ", in '%s'", s->function);
		putc('\n', out);
	}
	if (n_hidden) {
		place(f->file, f->line, f->column, out);
		fprintf(out, "note: %u more place%s suppressed or in the baseline\n", n_hidden, n_hidden == 1 ? " is" : "s are");
	}
	if (f->verdict && f->verdict->judged) {
		place(f->file, f->line, f->column, out);
		fprintf(out, "note: judged %s%s%s\n", f->verdict->judged, f->verdict->note ? ": " : "",
			f->verdict->note ? f->verdict->note : "");
	}
	for (unsigned int i = 0; i < f->nlimits; i++) {
		place(f->file, f->line, f->column, out);
		fprintf(out, "note: limit: %s\n", f->limits[i]);
	}
	for (unsigned int i = 0; i < f->nfixes; i++) {
		place(f->file, f->line, f->column, out);
		fprintf(out, "note: fix: %s\n", f->fixes[i]);
	}
	place(f->file, f->line, f->column, out);
	print_confidence(f, out);
	fprintf(out, "; see 'reclint explain %012" PRIx64 "'\n", f->fingerprint[0] >> 16);
}

/* JSON's "direct_calls" are direct calls in a sentence. */
static void print_name(const char *name, FILE *out)
{
	for (; *name; name++)
		putc(*name == '_' ? ' ' : *name, out);
}

struct count {
	unsigned int shown, unsure, suppressed, known;
};

static void print_summary(const struct result *r, const struct count *n, FILE *out)
{
	bool bounded = false;

	fprintf(out, "%u finding%s", n->shown, n->shown == 1 ? "" : "s");
	if (n->unsure)
		fprintf(out, " (%u of lower confidence not shown)", n->unsure);
	if (n->suppressed)
		fprintf(out, " (%u suppressed)", n->suppressed);
	if (n->known)
		fprintf(out, " (%u in the baseline)", n->known);
	if (r->nabsent)
		fprintf(out, " (%u of the baseline gone)", r->nabsent);
	for (unsigned int i = 0; i < r->nstats; i++) {
		fprintf(out, "%s %" PRIu64 " ", i ? "," : ";", r->stats[i].value);
		print_name(r->stats[i].name, out);
	}
	putc('\n', out);
	for (unsigned int i = 0; i < r->nlimits; i++) {
		if (!r->limits[i].hits)
			continue;
		fprintf(out, "%s %s=%" PRIu64 " %" PRIu64 " times", bounded ? "," : "bounds hit:",
			r->limits[i].name, r->limits[i].value, r->limits[i].hits);
		bounded = true;
	}
	if (bounded)
		putc('\n', out);
	for (unsigned int i = 0; i < r->nfailed; i++)
		fprintf(out, "not analysed: %s\n", r->failed[i]);
}

void report_text(const struct result *r, const struct report_options *o, FILE *out)
{
	struct count n = { 0 };

	for (unsigned int i = 0; i < r->nfindings; i++) {
		const struct finding *f = &r->findings[i];

		if (finding_confidence(f) > o->min) {
			n.unsure++;
		} else if (f->suppressed) {
			n.suppressed++;
		} else if (!finding_counts(f, o->min)) {
			n.known++;
		} else {
			print_finding(f, out);
			putc('\n', out);
			n.shown++;
		}
	}
	if (!o->findings_only)
		print_summary(r, &n, out);
}
