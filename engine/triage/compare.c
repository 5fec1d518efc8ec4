// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

/* A site with its finding. */
struct place {
	const struct finding *finding;
	const struct site *site;
	struct place *match;		/* on the other side */
	unsigned int line;		/* of before: where it should be now, 0: removed */
	const char *file;		/* ... in this file */
};

typedef ARRAY(struct place) place_array;

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* ---- where things are ------------------------------------------------------------ */

const struct touched_file *find_touched(const struct comparison *c, const char *path, bool before)
{
	for_each_in_array(f, &c->files)
		if (same_text(before ? f->file->old_path : f->file->new_path, path))
			return f;
	return NULL;
}

static bool is_touched(const struct comparison *c, const char *path, unsigned int line, bool before)
{
	const struct touched_file *f = path ? find_touched(c, path, before) : NULL;

	return f && side_is_in_touched(before ? &f->map.before : &f->map.after, line);
}

static void find_lines(const struct comparison *c, place_array *places)
{
	for_each_in_array(p, places) {
		const struct touched_file *f = find_touched(c, p->site->file, true);

		p->file = f ? f->file->new_path : p->site->file;
		p->line = !f ? p->site->line : p->site->line <= f->map.before.n ? f->map.to_after[p->site->line] : 0;
	}
}

static void collect(const struct result *r, place_array *places)
{
	for (unsigned int i = 0; i < r->nfindings; i++)
		for (unsigned int k = 0; k < r->findings[i].nsites; k++)
			array_push(places, (struct place){ .finding = &r->findings[i], .site = &r->findings[i].sites[k] });
}

/* ---- what is the same ------------------------------------------------------------- */

typedef bool same_fn(const struct place *before, const struct place *after);

static bool same_name(const struct place *before, const struct place *after)
{
	return !memcmp(before->site->fingerprint, after->site->fingerprint, sizeof(before->site->fingerprint));
}

static bool same_line(const struct place *before, const struct place *after)
{
	return before->line == after->site->line && same_text(before->file, after->site->file);
}

static bool same_cycle(const struct place *before, const struct place *after)
{
	return same_text(before->finding->lock, after->finding->lock) && same_text(before->site->event, after->site->event);
}

static bool is_same(const struct place *before, const struct place *after)
{
	return same_name(before, after) && same_line(before, after);
}

static bool is_same_line(const struct place *before, const struct place *after)
{
	return same_line(before, after) && same_text(before->finding->rule, after->finding->rule) && same_cycle(before, after);
}

static bool is_same_function(const struct place *before, const struct place *after)
{
	return same_text(before->finding->rule, after->finding->rule) && same_cycle(before, after) &&
	       same_text(before->site->function, after->site->function) && same_text(before->file, after->site->file);
}

/* GFP_KERNEL became GFP_NOFS: another rule, the same circle. */
static bool is_same_circle(const struct place *before, const struct place *after)
{
	return before->finding->lock && before->finding->entry && same_cycle(before, after) &&
	       same_text(before->site->function, after->site->function) && same_text(before->file, after->site->file);
}

/* Nearly all places are where they were, under their name: these are found by that. */
static void match_by_name(place_array *before, place_array *after)
{
	struct keymap names;
	ARRAY(uint32_t) place = { 0 };

	keymap_init(&names);
	for_each_in_array(p, after) {
		uint32_t id = keymap_id(&names, p->site->fingerprint, sizeof(p->site->fingerprint), NULL);

		if (id == place.n)
			array_push(&place, (uint32_t)(p - after->at));
	}
	for_each_in_array(p, before) {
		uint32_t id = keymap_find(&names, p->site->fingerprint, sizeof(p->site->fingerprint));
		struct place *other = id == KEYMAP_NONE ? NULL : &after->at[place.at[id]];

		if (other && !other->match && is_same(p, other)) {
			p->match = other;
			other->match = p;
		}
	}
	array_release(&place);
	keymap_release(&names);
}

static void match_rest(place_array *before, place_array *after, same_fn *same)
{
	for_each_in_array(p, before) {
		for (uint32_t i = 0; !p->match && i < after->n; i++) {
			struct place *other = &after->at[i];

			if (other->match || !same(p, other))
				continue;
			p->match = other;
			other->match = p;
		}
	}
}

static void match(place_array *before, place_array *after)
{
	match_by_name(before, after);
	match_rest(before, after, is_same_line);
	match_rest(before, after, same_name);
	match_rest(before, after, is_same_function);
	match_rest(before, after, is_same_circle);
}

/* ---- what changed ------------------------------------------------------------------- */

static const struct step *touched_step(const struct comparison *c, const struct chain *chain, bool before)
{
	for (unsigned int i = 0; i < chain->nsteps; i++)
		if (is_touched(c, chain->steps[i].file, chain->steps[i].line, before))
			return &chain->steps[i];
	return NULL;
}

/* Of the place's own side, else of what the finding is about otherwise. */
static const struct step *find_cause(const struct comparison *c, const struct place *p, bool before)
{
	const struct step *step = touched_step(c, &p->site->chain, before);

	for (unsigned int i = 1; !step && i < p->finding->nchains; i++)
		step = touched_step(c, &p->finding->chains[i], before);
	return step;
}

static void add_item(struct comparison *c, enum change change, const struct place *p)
{
	bool before = change == CHANGE_FIXED;
	struct change_item item = {
		.change = change, .finding = p->finding, .site = p->site,
		.was = p->match && !before ? p->match->finding : NULL,
		.is_elsewhere = !is_touched(c, p->site->file, p->site->line, before),
	};

	if (item.is_elsewhere)
		item.cause = find_cause(c, p, before);
	array_push(&c->items, item);
}

/* A finding's own place stands for all that are told by the same callback. */
static bool stands_for_finding(const struct place *p)
{
	return p->site->line == p->finding->line && same_text(p->site->file, p->finding->file);
}

/* Not sure enough, or what somebody has said is all right. */
static bool is_silent(const struct site *s, enum confidence min)
{
	return s->confidence > min || s->suppressed || (s->baseline && !strcmp(s->baseline, "unchanged"));
}

static void add_after(struct comparison *c, const struct place *p, enum confidence min)
{
	const struct place *was = p->match;

	if (is_silent(p->site, min))
		return;
	if (!was || was->site->confidence > min || was->site->suppressed)
		add_item(c, CHANGE_NEW, p);
	else if (is_touched(c, p->site->file, p->site->line, false) || touched_step(c, &p->site->chain, false) ||
		 (stands_for_finding(p) && find_cause(c, p, false)) || !same_text(was->finding->rule, p->finding->rule))
		add_item(c, CHANGE_TOUCHED, p);
}

static int compare_numbers(unsigned int a, unsigned int b)
{
	return a < b ? -1 : a > b;
}

static int by_change(const void *a, const void *b)
{
	const struct change_item *x = a, *y = b;
	int order = compare_numbers(x->change, y->change);

	if (!order && x->finding != y->finding)
		order = finding_by_place(x->finding, y->finding);
	if (!order)
		order = strcmp(x->site->file, y->site->file);
	if (!order)
		order = compare_numbers(x->site->line, y->site->line);
	if (!order)
		order = compare_numbers(x->site->column, y->site->column);
	return order ? order : memcmp(x->site->fingerprint, y->site->fingerprint, sizeof(x->site->fingerprint));
}

static void count(struct comparison *c)
{
	for_each_in_array(i, &c->items) {
		c->nnew += i->change == CHANGE_NEW;
		c->nfixed += i->change == CHANGE_FIXED;
		c->ntouched += i->change == CHANGE_TOUCHED;
		c->nfalse += i->is_false_fix;
	}
}

void compare(struct comparison *c, const struct patch *p, const struct result *before,
	     const struct result *after, enum confidence min)
{
	place_array old = { 0 }, new = { 0 };

	for_each_in_array(f, &c->files)
		line_map_init(&f->map, f->file, f->before, f->after);
	collect(before, &old);
	collect(after, &new);
	find_lines(c, &old);
	match(&old, &new);
	for_each_in_array(x, &new)
		add_after(c, x, min);
	for_each_in_array(x, &old)
		if (!x->match && !is_silent(x->site, min))
			add_item(c, CHANGE_FIXED, x);
	if (c->items.n)
		qsort(c->items.at, c->items.n, sizeof(*c->items.at), by_change);
	find_claim(c, p);
	judge_claim(c);
	count(c);
	array_release(&old);
	array_release(&new);
}

void comparison_release(struct comparison *c)
{
	for_each_in_array(f, &c->files) {
		line_map_release(&f->map);
		free(f->before);
		free(f->after);
	}
	for_each_in_array(i, &c->items)
		free(i->why);
	array_release(&c->files);
	array_release(&c->items);
	free(c->claimed);
}
