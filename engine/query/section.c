// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is done in a section: while a lock is held, or a scope is open.
 */
#include "query/internal.h"

#include <stdlib.h>
#include <string.h>

/* Does the call enter callbacks?  What they do is judged in them, in the context that they are called in. */
static bool enters_callback(const struct reporter *r, uint32_t node, uint32_t event)
{
	const struct callgraph *g = r->s->graph;
	const struct call *c = &g->nodes.at[node].calls[event];

	for (uint32_t i = 0; (c->flags & CALL_INDIRECT) && i < c->ncallees; i++)
		for (uint32_t k = 0; k < r->entries->at.n; k++)
			if (r->entries->at.at[k].field != NONE && r->entries->at.at[k].node == g->callees.at[c->callee + i].node)
				return true;
	return false;
}

static bool is_asked(struct reporter *r, const struct section_query *q, const struct effect *e)
{
	return e->lock == q->class && (q->kinds >> e->kind & 1) &&
	       (e->kind != EFFECT_ALLOC || level_of(r->s, e) != RECLAIM_NONE) && (!q->matches || q->matches(r, e));
}

/* One edge of a section: where, how sure, and what it comes down to. */
struct section_place {
	struct candidate c;
	const char *why;		/* it is low, or NULL */
	uint32_t number;		/* of the edge */
	uint32_t leaf_node, leaf_event;
	const char *where;		/* image of the holder, its file in the kernel itself */
};

static bool is_unknown(const struct solver *s, const struct effect *e)
{
	return e->kind == EFFECT_ALLOC && level_of(s, e) == RECLAIM_UNKNOWN;
}

static struct section_place section_place(struct reporter *r, const struct section_query *q, uint32_t number)
{
	struct solver *s = r->s;
	const struct effect *e = &s->edges.at[number];
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[e->holder].function];
	const char *image = f->image == NONE ? "vmlinux" : program_image_name(s->program, f->image);
	struct step at = witness_step(s, e->holder, e->holder_event, "", "");
	struct section_place p = { .number = number };
	struct witness w;

	witness_edge(s, r->arena, s->edge_node.at[number], e, &w);
	p.leaf_node = w.leaf_node;
	p.leaf_event = w.leaf_event;
	p.where = strcmp(image, "vmlinux") ? image : at.file;
	p.why = standing_of(r, e->holder);
	p.c.edge = e;
	p.c.holder = e->holder;
	p.c.callee = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	p.c.rank = effect_badness(e) * 64 + w.calls;
	p.c.site = (struct site){
		.file = at.file, .line = at.line, .column = at.column, .function = at.function,
		.event = w.steps[w.nsteps - 1].event,
		.confidence = p.why ? CONF_LOW : confidence_of(effect_badness(e), w.calls, is_unknown(s, e)),
		.message = q->message(r, p.c.callee, e),
		.chain = keep_chain(r, w.steps, w.nsteps),
	};
	if (q->limit && p.c.site.confidence < q->limit(r, e))
		p.c.site.confidence = q->limit(r, e);
	return p;
}

static void finish_section(struct reporter *r, const struct section_query *q, const struct section_place *best,
			   struct finding *f)
{
	const struct effect *e = best->c.edge;

	f->rule = q->rule;
	f->message = best->c.site.message;
	f->lock = q->lock ? q->lock(r, e) : r->s->locks.at.at[e->lock].name;
	if (best->why)
		note_standing(r, f, best->why);
	place_finding(r, f, e->holder, e->holder_event, best->c.callee, best->c.site.event, &best->c.site.chain, 1,
		      best->c.site.confidence);
	note_limits(r, f, e->flags, e->several, is_unknown(r->s, e));
	note_fixes(f, q->fixes, r);
	note_symptom_of_section(r, f, e);
	note_guards_of_edge(r, f, best->number, 0);
}

static bool is_better_place(const struct section_place *a, const struct section_place *b)
{
	if (a->c.site.confidence != b->c.site.confidence)
		return a->c.site.confidence < b->c.site.confidence;
	return a->c.rank < b->c.rank;
}

static bool is_same_site(const struct site *a, const struct site *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->file, b->file);
}

static bool has_finding(const struct reporter *r, const struct site *at)
{
	for (uint32_t i = 0; i < r->findings.n; i++)
		for (unsigned int k = 0; k < r->findings.at[i].nsites; k++)
			if (is_same_site(&r->findings.at[i].sites[k], at))
				return true;
	return false;
}

static int by_site_and_number(const void *x, const void *y)
{
	const struct section_place *a = x, *b = y;
	int c = compare_sites(&a->c.site, &b->c.site);

	return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

/* One for each place, the best: a call that sleeps in several ways is one thing to change. */
static unsigned int keep_best_places(struct section_place *p, unsigned int n)
{
	unsigned int kept = 0;

	qsort(p, n, sizeof(*p), by_site_and_number);
	for (unsigned int i = 0; i < n; i++) {
		if (!kept || !is_same_site(&p[kept - 1].c.site, &p[i].c.site))
			p[kept++] = p[i];
		else if (is_better_place(&p[i], &p[kept - 1]))
			p[kept - 1] = p[i];
	}
	return kept;
}

static int by_section(const void *x, const void *y)
{
	const struct section_place *a = x, *b = y;
	int c = compare_texts(a->where, b->where);

	if (!c)
		c = a->leaf_node != b->leaf_node ? (a->leaf_node < b->leaf_node ? -1 : 1) :
		    a->leaf_event != b->leaf_event ? (a->leaf_event < b->leaf_event ? -1 : 1) : 0;
	if (!c)
		c = compare_sites(&a->c.site, &b->c.site);
	return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

/* All places that come down to one: the finding stands at the best. */
static void report_group(struct reporter *r, const struct section_query *q, struct section_place *p, unsigned int n)
{
	const char **callees = arena_alloc(r->arena, n * sizeof(*callees));
	const struct section_place *best = p;
	struct finding f = { 0 };
	struct site *sites = arena_alloc(r->arena, n * sizeof(*sites));

	for (unsigned int i = 1; i < n; i++)
		if (is_better_place(&p[i], best))
			best = &p[i];
	finish_section(r, q, best, &f);
	for (unsigned int i = 0; i < n; i++) {
		callees[i] = p[i].c.callee;
		sites[i] = p[i].c.site;
	}
	f.sites = sites;
	f.nsites = n;
	number_sites(r, &f, callees);
	array_push(&r->findings, f);
}

static void report_groups(struct reporter *r, const struct section_query *q)
{
	struct solver *s = r->s;
	ARRAY(struct section_place) places = { 0 };

	for (uint32_t i = 0; i < s->edges.n; i++) {
		struct section_place p;

		if (!is_asked(r, q, &s->edges.at[i]))
			continue;
		p = section_place(r, q, i);
		if (!has_finding(r, &p.c.site))
			array_push(&places, p);
	}
	if (places.n) {
		places.n = keep_best_places(places.at, places.n);
		qsort(places.at, places.n, sizeof(*places.at), by_section);
	}
	for (uint32_t i = 0, end; i < places.n; i = end) {
		for (end = i + 1; end < places.n; end++)
			if (places.at[end].leaf_node != places.at[i].leaf_node ||
			    places.at[end].leaf_event != places.at[i].leaf_event ||
			    strcmp(places.at[end].where, places.at[i].where))
				break;
		report_group(r, q, &places.at[i], end - i);
	}
	array_release(&places);
}

void report_sections(struct reporter *r, const struct section_query *q)
{
	if (q->is_grouped) {
		report_groups(r, q);
		return;
	}
	for (uint32_t i = 0; i < r->s->edges.n; i++) {
		struct section_place p;
		struct finding f = { 0 };

		if (!is_asked(r, q, &r->s->edges.at[i]) ||
		    enters_callback(r, r->s->edges.at[i].holder, r->s->edges.at[i].holder_event))
			continue;
		p = section_place(r, q, i);
		finish_section(r, q, &p, &f);
		array_push(&r->findings, f);
	}
}
