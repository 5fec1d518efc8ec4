// SPDX-License-Identifier: GPL-2.0-or-later
/* For the terminal: what is new in gcc's form, the rest in a line each. */
#include "triage/print.h"

#include "report/report.h"

static void print_new(const struct comparison *c, const struct change_item *item, struct finding *f, FILE *out)
{
	const struct result r = { .findings = f, .nfindings = 1 };
	char *cause = triage_cause(c, item);

	if (cause)
		fprintf(out, "%s:\n", cause);
	f->baseline = NULL;
	report_text(&r, &(struct report_options){ .min = CONF_LOW, .findings_only = true }, out);
	free(cause);
}

static void print_line(const char *what, const struct change_item *item, FILE *out)
{
	const struct site *s = item->site;

	fprintf(out, "%s: %s:%u: %s [%s]", what, s->file, s->line, s->message ? s->message : item->finding->message,
		item->finding->rule);
	if (s->function)
		fprintf(out, " in '%s'", s->function);
	putc('\n', out);
}

static void print_false_fix(const struct comparison *c, const struct change_item *item, FILE *out)
{
	print_line("not fixed", item, out);
	if (c->claim == CLAIM_GFP)
		fprintf(out, "  the %s in this patch does not remove it: %s\n", c->claimed, item->why);
	else
		fprintf(out, "  its message speaks of '%s': %s\n", c->claimed, item->why);
}

static void print_changes(const struct comparison *c, FILE *out)
{
	struct arena arena = { NULL };
	struct finding f;

	for (unsigned int i = 0, next; i < c->items.n; i = next) {
		next = triage_group(c, i, &arena, &f);
		if (c->items.at[i].change == CHANGE_NEW) {
			print_new(c, &c->items.at[i], &f, out);
			continue;
		}
		for (unsigned int k = i; k < next; k++) {
			const struct change_item *item = &c->items.at[k];

			if (item->is_false_fix)
				print_false_fix(c, item, out);
			else
				print_line(item->change == CHANGE_FIXED ? "fixed" : "unchanged", item, out);
		}
	}
	arena_release(&arena);
}

static void print_patch(const struct triage_patch *p, FILE *out)
{
	char *counts = triage_counts(&p->comparison);

	fprintf(out, "%s: %s; %u unit%s compiled", p->patch->name, counts, p->remade, p->remade == 1 ? "" : "s");
	if (p->gone)
		fprintf(out, ", %u gone", p->gone);
	putc('\n', out);
	if (triage_is_beside(p))
		fputs("nothing that was scanned depends on what it changes\n", out);
	for_each_in_array(u, &p->unbuilt)
		fprintf(out, "not looked at: %s: this configuration does not build it\n", *u);
	for_each_in_array(u, &p->failed)
		fprintf(out, "not looked at: %s: it does not compile\n", *u);
	print_changes(&p->comparison, out);
	free(counts);
}

void triage_print_text(const struct triage *t, FILE *out)
{
	for_each_in_array(p, &t->patches)
		print_patch(p, out);
	for_each_in_array(m, &t->maintainers)
		fprintf(out, "maintainer: %s\n", *m);
	if (t->no_maintainers)
		fprintf(out, "no maintainers named: %s\n", t->no_maintainers);
}
