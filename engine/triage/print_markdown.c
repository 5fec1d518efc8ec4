// SPDX-License-Identifier: GPL-2.0-or-later
/* Markdown, as a reply or an issue takes it: what is new with its chains, the rest in a line each. */
#include "triage/print.h"

#include <inttypes.h>
#include <string.h>

#include "base/version.h"

/* Names of the kernel's are full of what Markdown takes for itself. */
static void put_text(const char *text, FILE *out)
{
	for (; *text; text++) {
		if (strchr("\\`*_<>[]#|", *text))
			putc('\\', out);
		putc(*text, out);
	}
}

static void put_place(const char *file, unsigned int line, const char *function, FILE *out)
{
	fprintf(out, "`%s:%u`", file, line);
	if (function)
		fprintf(out, " in `%s()`", function);
}

static void put_steps(const struct finding *f, FILE *out)
{
	unsigned int number = 0;

	for (unsigned int i = 0; i < f->nchains; i++) {
		for (unsigned int k = 0; k < f->chains[i].nsteps; k++) {
			const struct step *s = &f->chains[i].steps[k];

			fprintf(out, "%u. ", ++number);
			put_place(s->file ? s->file : "<unknown>", s->line, s->function, out);
			fputs(": ", out);
			put_text(s->detail ? s->detail : s->event, out);
			putc('\n', out);
		}
	}
	if (number)
		putc('\n', out);
}

static void put_list(const char *title, const char *const *texts, unsigned int n, FILE *out)
{
	if (!n)
		return;
	fprintf(out, "%s\n\n", title);
	for (unsigned int i = 0; i < n; i++) {
		fputs("- ", out);
		put_text(texts[i], out);
		putc('\n', out);
	}
	putc('\n', out);
}

static void put_new(const struct comparison *c, unsigned int first, unsigned int end, const struct finding *f, FILE *out)
{
	const struct change_item *item = &c->items.at[first];
	char *cause = triage_cause(c, item);

	fputs("### New: ", out);
	put_place(f->file, f->line, f->function, out);
	fputs("\n\n", out);
	put_text(f->message, out);
	fprintf(out, "\n(`%s`, confidence %s, fingerprint `%012" PRIx64 "`)\n\n", f->rule, confidence_name(f->confidence),
		f->fingerprint[0] >> 16);
	if (cause) {
		put_text(cause, out);
		fputs(".\n\n", out);
	}
	put_steps(f, out);
	for (unsigned int i = first; i < end && end - first > 1; i++) {
		const struct site *s = c->items.at[i].site;

		fputs("- also at ", out);
		put_place(s->file, s->line, s->function, out);
		fputs(i + 1 == end ? "\n\n" : "\n", out);
	}
	put_list("What would help:", f->fixes, f->nfixes, out);
	put_list("Limits of the analysis that this met:", f->limits, f->nlimits, out);
	free(cause);
}

static void put_line(const struct comparison *c, const struct change_item *item, FILE *out)
{
	const struct site *s = item->site;

	fputs(item->is_false_fix ? "- **not fixed**: " : item->change == CHANGE_FIXED ? "- fixed: " : "- unchanged: ", out);
	put_place(s->file, s->line, s->function, out);
	fputs(": ", out);
	put_text(s->message ? s->message : item->finding->message, out);
	if (item->is_false_fix) {
		fprintf(out, ". %s", c->claim == CLAIM_GFP ? "The `" : "The message speaks of `");
		fputs(c->claimed, out);
		fputs(c->claim == CLAIM_GFP ? "` does not remove it: " : "`: ", out);
		put_text(item->why, out);
	}
	fprintf(out, " (`%s`)\n", item->finding->rule);
}

static void put_patch(const struct triage_patch *p, FILE *out)
{
	const struct comparison *c = &p->comparison;
	struct arena arena = { NULL };
	char *counts = triage_counts(c);
	bool listed = false;
	struct finding f;

	fputs("## ", out);
	put_text(p->patch->name, out);
	fprintf(out, "\n\n%s.\n\n", counts);
	for (unsigned int i = 0, next; i < c->items.n; i = next) {
		next = triage_group(c, i, &arena, &f);
		if (c->items.at[i].change == CHANGE_NEW)
			put_new(c, i, next, &f, out);
		for (unsigned int k = i; k < next && c->items.at[i].change != CHANGE_NEW; k++) {
			put_line(c, &c->items.at[k], out);
			listed = true;
		}
	}
	if (listed)
		putc('\n', out);
	if (triage_is_beside(p))
		fputs("Nothing that was scanned depends on what it changes.\n\n", out);
	for_each_in_array(u, &p->unbuilt)
		fprintf(out, "Not looked at: `%s`: this configuration does not build it.\n\n", *u);
	for_each_in_array(u, &p->failed)
		fprintf(out, "Not looked at: `%s`: it does not compile.\n\n", *u);
	free(counts);
	arena_release(&arena);
}

void triage_print_markdown(const struct triage *t, FILE *out)
{
	for_each_in_array(p, &t->patches)
		put_patch(p, out);
	if (t->maintainers.n) {
		fputs("## Maintainers\n\n", out);
		for_each_in_array(m, &t->maintainers) {
			fputs("- ", out);
			put_text(*m, out);
			putc('\n', out);
		}
		putc('\n', out);
	}
	if (t->no_maintainers)
		fprintf(out, "No maintainers named: %s.\n\n", t->no_maintainers);
	fprintf(out, "reclint %s, Linux %s", RECLINT_VERSION, t->kernel ? t->kernel : "of unknown version");
	if (t->base)
		fprintf(out, ", on top of %.12s", t->base);
	fputs(". It reads code and runs nothing.\n", out);
}
