// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cycles: a lock that is held over something which leads to a callback (or a section)
 * that takes it.  All holders of one lock are one finding.
 */
#include "query/internal.h"

#include <stdlib.h>
#include <string.h>

#define HOLDERS_LISTED	4	/* with more, the callback is what should change */

/* What the called primitive does whatever its arguments: the best evidence for that may lie at another call. */
static bool primitive_does(const struct solver *s, uint32_t node, uint32_t event, unsigned int kinds)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];
	const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if ((m->clauses[i].verb == MV_faults && (kinds >> EFFECT_FAULT & 1)) ||
		    (m->clauses[i].verb == MV_fires_notifiers && (kinds >> EFFECT_FIRE & 1)))
			return true;
	return false;
}

bool call_also_does(struct reporter *r, const struct effect *edge, unsigned int kinds)
{
	struct solver *s = r->s;
	struct witness here, there;

	witness_edge(s, r->arena, s->edge_node.at[edge - s->edges.at], edge, &here);
	if (primitive_does(s, here.leaf_node, here.leaf_event, kinds))
		return true;
	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];

		if (!(kinds >> e->kind & 1) || e->lock != edge->lock || e->holder != edge->holder ||
		    e->holder_event != edge->holder_event)
			continue;
		witness_edge(s, r->arena, s->edge_node.at[i], e, &there);
		if (there.leaf_node == here.leaf_node && there.leaf_event == here.leaf_event)
			return true;
	}
	return false;
}

static int by_site(const void *a, const void *b)
{
	return compare_sites(&((const struct candidate *)a)->site, &((const struct candidate *)b)->site);
}

enum reclaim level_of(const struct solver *s, const struct effect *e)
{
	if (e->kind != EFFECT_ALLOC)
		return RECLAIM_NONE;
	return reclaim_level(s, e->what, e->scopes | s->entry_scopes[s->graph->nodes.at[e->holder].plain]);
}

static unsigned int holder_functions(const struct candidate *c, unsigned int n)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < n; i++) {
		bool seen = c[i].site.confidence == CONF_LOW;

		for (unsigned int k = 0; k < i && !seen; k++)
			seen = c[k].holder == c[i].holder && c[k].site.confidence != CONF_LOW;
		count += !seen;
	}
	return count;
}

static bool is_header(const char *file)
{
	size_t n = strlen(file);

	return n > 2 && !strcmp(file + n - 2, ".h");
}

/* The lock call, or the call of the inline function in a header that makes it. */
static const struct step *last_in_source(const struct witness *w)
{
	unsigned int i = w->nsteps - 1;

	while (i > 1 && is_header(w->steps[i].file))
		i--;
	return &w->steps[i];
}

static void finish_cycle(struct reporter *r, const struct cycle_query *q, const struct user *u, uint32_t class,
			 struct candidate *c, unsigned int n)
{
	struct solver *s = r->s;
	struct finding f = { .rule = q->rule, .origin = "engine" };
	const struct effect *taking = user_effect(r, u);
	const char **callees = arena_alloc(r->arena, n * sizeof(*callees));
	struct candidate *best = &c[0];
	unsigned int holders;
	struct witness back;

	qsort(c, n, sizeof(*c), by_site);
	for (unsigned int i = 1; i < n; i++)
		if (c[i].site.confidence < best->site.confidence ||
		    (c[i].site.confidence == best->site.confidence && c[i].rank < best->rank))
			best = &c[i];
	user_chain(r, u, &back);
	f.lock = s->locks.at.at[class].name;
	f.entry = u->act ? r->entries->at.at[u->act->entry].name : NULL;
	f.confidence = best->site.confidence;
	f.message = best->site.message;
	if (u->others)
		f.message = arena_printf(r->arena, "%s (and %u other%s)", f.message, u->others, u->others > 1 ? "s" : "");
	f.chains = arena_alloc(r->arena, 4 * sizeof(*f.chains));
	f.chains[f.nchains++] = best->site.chain;
	f.chains[f.nchains++] = keep_chain(r, back.steps, back.nsteps);
	if (q->of_fences)
		f.nchains += fence_waiter_chains(r, u->act, &f.chains[f.nchains]);
	f.sites = arena_alloc(r->arena, n * sizeof(*f.sites));
	for (unsigned int i = 0; i < n; i++) {
		f.sites[f.nsites++] = c[i].site;
		callees[i] = c[i].callee;
	}
	holders = holder_functions(c, n);
	if (holders > HOLDERS_LISTED) {
		const struct step *last = last_in_source(&back);

		f.file = last->file;
		f.line = last->line;
		f.column = last->column;
		f.function = last->function;
	} else {
		f.file = best->site.file;
		f.line = best->site.line;
		f.column = best->site.column;
		f.function = best->site.function;
	}
	if (best->standing)
		note_standing(r, &f, best->standing);
	note_limits(r, &f, best->edge->flags | taking->flags, best->edge->several + taking->several,
		    level_of(s, best->edge) == RECLAIM_UNKNOWN);
	if (holders > HOLDERS_LISTED) {
		const char *const in_callback[] = {
			arena_printf(r->arena, "another lock in the callback: %u functions hold this one so", holders), NULL,
		};

		note_fixes(&f, in_callback, r);
	} else {
		note_fixes(&f, q->fixes, r);
	}
	note_guards_of_edge(r, &f, (uint32_t)(best->edge - s->edges.at), 0);
	if (u->told) {
		note_symptom_of_told_cycle(r, &f, best->edge, u->told->context);
	} else if (u->act) {
		note_symptom_of_cycle(r, &f, best->edge, u->act);
		note_guards_of_act(r, &f, u->act, 1);
	} else {
		note_symptom_of_section_cycle(r, &f, best->edge, taking);
		note_guards_of_edge(r, &f, u->edge, 1);
	}
	name_finding(&f);
	number_sites(r, &f, callees);
	array_push(&r->findings, f);
}

bool is_handed_on(const struct solver *s, const struct effect *edge)
{
	const struct acquisition *a;
	const struct summary *sum;

	if (!s->locks.at.at[edge->lock].is_ownerless || edge->acquisition == NONE)
		return false;
	a = &s->acquisitions.at[edge->acquisition];
	if (a->callee != NONE)
		return true;
	sum = &s->summaries[a->node];
	for (uint32_t i = 0; i < sum->nexits; i++)
		for (uint32_t k = 0; k < sum->exits[i].nheld; k++)
			if (sum->exits[i].held[k].class == edge->lock)
				return true;
	return false;
}

static struct candidate candidate_of(struct reporter *r, const struct cycle_query *q, uint32_t edge_number,
				     const struct user *u, enum reclaim level)
{
	struct solver *s = r->s;
	const struct effect *e = &s->edges.at[edge_number];
	struct witness w, back;
	struct step at = witness_step(s, e->holder, e->holder_event, "", "");
	struct candidate c = { .edge = e, .holder = e->holder };
	struct cycle cycle = { .edge = e, .level = level, .lock = s->locks.at.at[e->lock].name,
			       .callback = user_function(r, u), .in_section = !u->act && !u->told, .told = u->told,
			       .role = u->act ? role_of(r->entries->at.at[u->act->entry].context) : NULL };
	unsigned int badness = effect_badness(e) + effect_badness(user_effect(r, u)), calls;

	witness_edge(s, r->arena, s->edge_node.at[edge_number], e, &w);
	user_chain(r, u, &back);
	calls = w.calls > back.calls ? w.calls : back.calls;
	c.callee = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	cycle.callee = c.callee;
	c.rank = badness * 64 + w.calls + back.calls;
	c.standing = standing_of(r, e->holder);
	if (!c.standing && !u->act && !u->told)
		c.standing = standing_of(r, user_effect(r, u)->holder);
	if (!c.standing && is_handed_on(s, e))
		c.standing = HANDED_ON;
	c.site = (struct site){
		.file = at.file, .line = at.line, .column = at.column, .function = at.function,
		.event = w.steps[w.nsteps - 1].event,
		.confidence = c.standing ? CONF_LOW : confidence_of(badness, calls, level == RECLAIM_UNKNOWN),
		.message = q->message(r, &cycle),
		.chain = keep_chain(r, w.steps, w.nsteps),
	};
	if (c.site.confidence < q->at_best)
		c.site.confidence = q->at_best;
	if (q->of_fences && c.site.confidence < fence_confidence(r, u->act))
		c.site.confidence = fence_confidence(r, u->act);
	return c;
}

void report_cycles(struct reporter *r, const struct cycle_query *q)
{
	struct solver *s = r->s;
	struct candidate *c = xcalloc(s->edges.n + 1, sizeof(*c));

	for (uint32_t class = CLASS_UNKNOWN + 1; class < s->locks.at.n; class++) {
		struct user u;
		unsigned int n = 0;

		if (!s->locks.at.at[class].is_tracked)
			continue;
		u = find_user_of(r, class, q->contexts, NULL, q->of_fences);
		if (!u.act && q->section)
			u = find_section_user(r, class, q->section);
		if (!q->counts_told)
			u.told = NULL;
		if ((!u.act && u.edge == NONE && !u.told) || (q->unless && is_taken_in(r, class, q->unless)))
			continue;
		for (uint32_t i = 0; i < s->edges.n; i++) {
			const struct effect *e = &s->edges.at[i];
			enum reclaim level = level_of(s, e);

			if (e->lock == class && (q->kinds >> e->kind & 1) && q->matches(r, e, level, u.act))
				c[n++] = candidate_of(r, q, i, &u, level);
		}
		if (n)
			finish_cycle(r, q, &u, class, c, n);
	}
	free(c);
}
