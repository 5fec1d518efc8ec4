// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/print.h"

#include <string.h>

#include "report/checkpatch.h"

static const struct {
	const char *name;
	triage_print_fn *print;
} formats[] = {
#define X(name) { #name, triage_print_##name },
	TRIAGE_FORMATS(X)
#undef X
};

void triage_print(enum triage_format format, const struct triage *t, FILE *out)
{
	formats[format].print(t, out);
}

enum triage_format triage_format_find(const char *name)
{
	for (unsigned int i = 0; i < TRIAGE_FORMATS_END; i++)
		if (!strcmp(formats[i].name, name))
			return (enum triage_format)i;
	return TRIAGE_FORMATS_END;
}

/* ---- findings ------------------------------------------------------------------- */

static bool stands_in_touched(const struct comparison *c, const struct finding *f, bool before)
{
	const struct touched_file *t = find_touched(c, f->file, before);

	return t && side_is_in_touched(before ? &t->map.before : &t->map.after, f->line);
}

static bool stands_at(const struct finding *f, const struct site *s)
{
	return s->line == f->line && !strcmp(s->file, f->file);
}

/* At one of its places; else it stands in the callback. */
static bool stands_at_site(const struct finding *f)
{
	for (unsigned int i = 0; i < f->nsites; i++)
		if (stands_at(f, &f->sites[i]))
			return true;
	return false;
}

/* It stands at the site, and tells its chain. */
static void move_to(struct finding *f, const struct site *s, struct arena *a)
{
	unsigned int other = 0;

	f->file = s->file;
	f->line = s->line;
	f->column = s->column;
	f->function = s->function;
	f->message = s->message ? s->message : f->message;
	f->confidence = s->confidence;
	if (!f->nchains)
		return;
	f->chains = arena_memdup(a, f->chains, f->nchains * sizeof(*f->chains));
	if (s->chain.nsteps)
		f->chains[0] = s->chain;
	while (other < f->nguards && f->guards[other].chain == 0)
		other++;	/* of the other site's chain */
	f->guards += other;
	f->nguards -= other;
}

unsigned int triage_group(const struct comparison *c, unsigned int i, struct arena *a, struct finding *f)
{
	const struct change_item *first = &c->items.at[i];
	const struct site *best = NULL;
	bool standing = false;
	unsigned int end = i;

	*f = *first->finding;
	while (end < c->items.n && c->items.at[end].finding == first->finding &&
	       c->items.at[end].change == first->change && c->items.at[end].is_false_fix == first->is_false_fix)
		end++;
	f->sites = arena_alloc(a, (end - i) * sizeof(*f->sites));
	f->nsites = 0;
	for (unsigned int k = i; k < end; k++) {
		const struct site *s = c->items.at[k].site;

		f->sites[f->nsites++] = *s;
		standing |= stands_at(f, s);
		if (!best || s->confidence < best->confidence)
			best = s;
	}
	/* Not at a place that is something else: one that was there is not told as new. */
	if (!standing && (stands_at_site(first->finding) || !stands_in_touched(c, f, first->change == CHANGE_FIXED)))
		move_to(f, best, a);
	return end;
}

char *triage_counts(const struct comparison *c)
{
	const struct { unsigned int n; const char *what; } rows[] = {
		{ c->nfixed, "fixed" }, { c->ntouched, "unchanged in what it touches" },
	};
	char *text = xasprintf("%u new", c->nnew);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *longer;

		if (!rows[i].n)
			continue;
		longer = xasprintf("%s, %u %s", text, rows[i].n, rows[i].what);
		free(text);
		text = longer;
	}
	return text;
}

char *triage_cause(const struct comparison *c, const struct change_item *item)
{
	bool before = item->change == CHANGE_FIXED;
	const char *where = find_touched(c, item->site->file, before) ? "in a function it does not touch" :
									"in a file it does not touch";

	if (!item->is_elsewhere)
		return NULL;
	if (item->cause && item->cause->function)
		return xasprintf("caused by this patch, %s: it changes '%s' (%s:%u)", where, item->cause->function,
				 item->cause->file, item->cause->line);
	return xasprintf("caused by this patch, %s", where);
}

bool triage_is_beside(const struct triage_patch *p)
{
	return !p->remade && !p->gone && !p->failed.n && !p->unbuilt.n && !p->comparison.items.n;
}

static bool is_news(const struct triage *t, const struct change_item *i)
{
	return (i->change == CHANGE_NEW || i->is_false_fix) &&
	       (!t->checkpatch || checkpatch_shows(t->checkpatch, i->site->confidence, i->finding->rule));
}

bool triage_has_news(const struct triage *t)
{
	for_each_in_array(p, &t->patches)
		for_each_in_array(i, &p->comparison.items)
			if (is_news(t, i))
				return true;
	return false;
}
