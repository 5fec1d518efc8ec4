// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The Markdown form: for the comment under a merge request, or a reply.  A
 * table of what there is, then a section for each finding with all its chains
 * in one block of code, which nobody's renderer breaks.
 */
#include "report/markdown.h"
#include "report/report.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/source.h"

/* ---- escaping ----------------------------------------------------------------------- */

/* What ends a line or means nothing in text is a space. */
static char printed(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f ? ' ' : c;
}

/* "1." and "-" begin lists, "#" a heading, ">" a quotation, "=" makes a heading of the line before. */
static bool begins_block(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	return (*s && strchr("#+-=>", *s)) || (digits && s[digits] && strchr(".)", s[digits]));
}

/* Mails show what is written here: GFP_KERNEL is left as it is, because underscores inside a word mean nothing. */
static bool is_markup(const char *s, const char *at)
{
	const char *first = at, *last = at;

	if (*at != '_')
		return strchr("\\`*[<|~&", *at);
	while (first > s && first[-1] == '_')
		first--;
	while (last[1] == '_')
		last++;
	return first == s || !isalnum((unsigned char)first[-1]) || !isalnum((unsigned char)last[1]);
}

void markdown_text(const char *s, FILE *out)
{
	const char *p;

	while (isspace((unsigned char)*s))
		s++;
	p = s;
	if (begins_block(s)) {
		while (isdigit((unsigned char)*p))
			putc(*p++, out);
		fprintf(out, "\\%c", *p++);
	}
	for (; *p; p++) {
		if (is_markup(s, p))
			putc('\\', out);
		putc(printed(*p), out);
	}
}

static unsigned int longest_run(const char *s, char c)
{
	unsigned int longest = 0, run = 0;

	for (; *s; s++) {
		run = *s == c ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

static void fence(unsigned int n, FILE *out)
{
	while (n--)
		putc('`', out);
}

void markdown_code(const char *s, bool cell, FILE *out)
{
	unsigned int ticks = longest_run(s, '`') + 1;
	/* A backtick at an end would join the fence; a blank on either side is not shown. */
	bool pad = *s == '`' || (*s && s[strlen(s) - 1] == '`') || *s == ' ';

	fence(ticks, out);
	if (pad)
		putc(' ', out);
	for (; *s; s++) {
		/* Cells are cut before spans are looked for. */
		if (cell && *s == '|')
			putc('\\', out);
		putc(printed(*s), out);
	}
	if (pad)
		putc(' ', out);
	fence(ticks, out);
}

/* ---- chains: a block of code ------------------------------------------------------------ */

static void print_line(const char *s, FILE *out)
{
	for (; *s; s++)
		putc(*s == '\t' ? '\t' : printed(*s), out);
}

static void print_step(const struct step *s, unsigned int number, struct source *source, FILE *out)
{
	const char *code = source && s->file ? source_line(source, s->file, s->line) : NULL;

	fprintf(out, "(%u) ", number);
	print_line(s->file ? s->file : "<unknown>", out);
	fprintf(out, ":%u: ", s->line);
	print_line(s->detail ? s->detail : s->event, out);
	if (s->function) {
		fputs(", in '", out);
		print_line(s->function, out);
		putc('\'', out);
	}
	putc('\n', out);
	if (code) {
		fputs("        ", out);
		print_line(code + strspn(code, " \t"), out);
		putc('\n', out);
	}
}

/* What the chain adds to the circle stands above it. */
static void print_chain(const struct finding *f, unsigned int chain, unsigned int *number, struct source *source,
			FILE *out)
{
	if (chain)
		putc('\n', out);
	for (unsigned int i = 0; i < f->ncycle; i++)
		if (f->cycle[i].chain == chain) {
			fputs("holds '", out);
			print_line(f->cycle[i].held, out);
			fputs("', takes '", out);
			print_line(f->cycle[i].taken, out);
			fputs("':\n", out);
			break;
		}
	for (unsigned int i = 0; i < f->chains[chain].nsteps; i++)
		print_step(&f->chains[chain].steps[i], ++*number, source, out);
}

static void print_chains(const struct finding *f, struct source *source, FILE *out)
{
	unsigned int number = 0, ticks;
	char *text = NULL;
	size_t size;
	FILE *block;

	if (!f->nchains)
		return;
	block = open_memstream(&text, &size);
	if (!block)
		memory_exhausted();
	for (unsigned int i = 0; i < f->nchains; i++)
		print_chain(f, i, &number, source, block);
	fclose(block);
	ticks = longest_run(text, '`') + 1;
	putc('\n', out);
	fence(ticks < 3 ? 3 : ticks, out);
	fprintf(out, "\n%s", text);
	fence(ticks < 3 ? 3 : ticks, out);
	putc('\n', out);
	free(text);
}

/* ---- a finding ------------------------------------------------------------------------------ */

static char *place_of(const char *file, unsigned int line)
{
	if (!line)
		return xstrdup(file ? file : "<unknown>");
	return xasprintf("%s:%u", file ? file : "<unknown>", line);
}

static void print_place(const char *file, unsigned int line, bool cell, FILE *out)
{
	char *place = place_of(file, line);

	markdown_code(place, cell, out);
	free(place);
}

static void print_item(const char *what, const char *text, FILE *out)
{
	fprintf(out, "- %s: ", what);
	markdown_text(text, out);
	putc('\n', out);
}

static void print_sites(const struct finding *f, FILE *out)
{
	unsigned int hidden = 0;

	for (unsigned int i = 0; i < f->nsites; i++) {
		const struct site *s = &f->sites[i];

		hidden += !site_counts(s);
		if (!site_counts(s) || (s->line == f->line && s->file && !strcmp(s->file, f->file)))
			continue;
		fputs("- also ", out);
		print_place(s->file, s->line, false, out);
		if (s->function) {
			fputs(" in ", out);
			markdown_code(s->function, false, out);
		}
		fprintf(out, " (%s%s%s)\n", confidence_name(s->confidence), s->baseline ? ", " : "",
			s->baseline ? s->baseline : "");
	}
	if (hidden)
		fprintf(out, "- %u more place%s suppressed or in the baseline\n", hidden, hidden == 1 ? " is" : "s are");
}

static void print_judgement(const struct finding *f, FILE *out)
{
	const struct verdict *v = f->verdict;

	if (v && v->judged) {
		fprintf(out, "- judged: **%s**", v->judged);
		if (v->note) {
			fputs(", ", out);
			markdown_text(v->note, out);
		}
		putc('\n', out);
	}
	if (v && v->replay) {
		fprintf(out, "- replay: **%s**", v->replay);
		if (finding_confidence(f) != f->confidence)
			fprintf(out, ", so its confidence is no longer %s", confidence_name(f->confidence));
		putc('\n', out);
	}
	if (f->baseline)
		fprintf(out, "- baseline: **%s**\n", f->baseline);
	if (f->suppressed) {
		fprintf(out, "- suppressed (%s)", f->suppressed->kind);
		if (f->suppressed->reason) {
			fputs(": ", out);
			markdown_text(f->suppressed->reason, out);
		}
		putc('\n', out);
	}
}

void markdown_finding(const struct finding *f, struct source *source, FILE *out)
{
	markdown_text(f->message, out);
	putc('\n', out);
	print_chains(f, source, out);
	putc('\n', out);
	print_sites(f, out);
	for (unsigned int i = 0; i < f->nfixes; i++)
		print_item("fix", f->fixes[i], out);
	for (unsigned int i = 0; i < f->nlimits; i++)
		print_item("limit", f->limits[i], out);
	print_judgement(f, out);
	fprintf(out, "- rule `%s`, confidence %s, fingerprint `%016" PRIx64 "%016" PRIx64 "`\n", f->rule,
		confidence_name(finding_confidence(f)), f->fingerprint[0], f->fingerprint[1]);
}

/* ---- the whole --------------------------------------------------------------------------------- */

static void print_table(const struct result *r, enum confidence min, FILE *out)
{
	unsigned int number = 0;

	fputs("\n| | place | function | rule | confidence | lock |\n|---|---|---|---|---|---|\n", out);
	for (unsigned int i = 0; i < r->nfindings; i++) {
		const struct finding *f = &r->findings[i];

		if (!finding_counts(f, min))
			continue;
		fprintf(out, "| %u | ", ++number);
		print_place(f->file, f->line, true, out);
		fputs(" | ", out);
		if (f->function)
			markdown_code(f->function, true, out);
		fprintf(out, " | %s | %s | ", f->rule, confidence_name(finding_confidence(f)));
		if (f->lock)
			markdown_code(f->lock, true, out);
		fputs(" |\n", out);
	}
}

static void print_sections(const struct result *r, const struct report_options *o, FILE *out)
{
	unsigned int number = 0;

	for (unsigned int i = 0; i < r->nfindings; i++) {
		const struct finding *f = &r->findings[i];

		if (!finding_counts(f, o->min))
			continue;
		fprintf(out, "\n### %u. ", ++number);
		print_place(f->file, f->line, false, out);
		if (f->function) {
			fputs(", ", out);
			markdown_code(f->function, false, out);
		}
		fputs("\n\n", out);
		markdown_finding(f, o->source, out);
	}
}

/* Everything that was left out or given up. */
static void print_summary(const struct result *r, const struct left_out *n, FILE *out)
{
	bool any = false;

	if (n->unsure || n->suppressed || n->known)
		fprintf(out, "\nNot shown: %u of lower confidence, %u suppressed, %u in the baseline.\n", n->unsure,
			n->suppressed, n->known);
	if (r->nabsent)
		fprintf(out, "\nGone since the baseline: %u.\n", r->nabsent);
	for (unsigned int i = 0; i < r->nlimits; i++) {
		if (!r->limits[i].hits)
			continue;
		fprintf(out, "%s `%s=%" PRIu64 "` %" PRIu64 " times", any ? "," : "\nBounds hit:", r->limits[i].name,
			r->limits[i].value, r->limits[i].hits);
		any = true;
	}
	if (any)
		fputs(".\n", out);
	if (r->nfailed)
		fputs("\nNot analysed:\n\n", out);
	for (unsigned int i = 0; i < r->nfailed; i++) {
		fputs("- ", out);
		markdown_code(r->failed[i], false, out);
		putc('\n', out);
	}
}

static void print_kernel(const struct result *r, FILE *out)
{
	fprintf(out, "\nLinux %s", r->kernel);
	if (r->config) {
		fputs(", ", out);
		markdown_text(r->config, out);
	}
	putc('\n', out);
}

void report_markdown(const struct result *r, const struct report_options *o, FILE *out)
{
	struct left_out n = report_left_out(r, o->min);
	unsigned int shown = r->nfindings - n.unsure - n.suppressed - n.known;

	fprintf(out, "## reclint: %u finding%s\n", shown, shown == 1 ? "" : "s");
	if (r->kernel)
		print_kernel(r, out);
	if (shown)
		print_table(r, o->min, out);
	print_sections(r, o, out);
	if (!o->findings_only)
		print_summary(r, &n, out);
}
