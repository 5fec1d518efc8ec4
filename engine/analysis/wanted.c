// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/wanted.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/watch.h"

#define LEVELS_UP	4	/* wrappers around a lock, and who decides about it */
#define HALVES_UP	2	/* wrappers around one end of a scope */

static bool is_tracked_lock(struct walk *w, const struct fact_event *e, const struct model_clause *cl, unsigned int arg)
{
	struct solver *s = w->s;
	struct state none = { 0 };
	uint32_t class;

	if (cl->arg[arg].text)
		class = lock_class_named(&s->locks, cl->arg[arg].text);
	else if (cl->arg[arg].value < 1 || (uint64_t)cl->arg[arg].value > e->nargs)
		return false;
	else
		class = lock_class_of(&s->locks, walk_eval(w, &none,
			function_arg(s->program, w->fn, e, (uint32_t)cl->arg[arg].value - 1)));
	/* a spinning lock that only a caller can name: these are everywhere, and seldom a callback's */
	if (class == CLASS_SYMBOLIC)
		return model_lock_sleeps(s->model, cl->arg[arg + 1].text);
	return walk_follows(s, class);
}

/* Does this very function take a tracked lock, or open a section in which nobody may reclaim? */
static bool takes_lock(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct walk w = { .s = s, .node = node, .fn = f, .unit = &s->program->units.at[f->unit] };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t k = 0; m && k < m->nclauses; k++) {
			const struct model_clause *cl = &m->clauses[k];

			if ((cl->verb == MV_enters || cl->verb == MV_enters_when) &&
			    (!strcmp(cl->arg[0].text, "fs_reclaim") || !strcmp(cl->arg[0].text, "signalling")))
				return true;
			if (cl->verb == MV_acquires && is_tracked_lock(&w, function_event(s->program, f, i), cl, 0))
				return true;
			if ((cl->verb == MV_acquires_if || cl->verb == MV_try_acquires) &&
			    is_tracked_lock(&w, function_event(s->program, f, i), cl, 1))
				return true;
		}
	}
	return false;
}

/* One level of callers of what is in the set. */
static void add_callers(const struct solver *s, struct bitset *set)
{
	const struct callgraph *g = s->graph;
	struct bitset callers;

	bitset_init(&callers, g->nodes.n, NULL);
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		while ((to = callgraph_next_callee(g, &at)) != NONE)
			if (bitset_test(set, to))
				bitset_set(&callers, n);
	}
	bitset_or_into(set, &callers);
	bitset_release(&callers);
}

/* What lies below, as far down as an effect is told upwards. */
static void add_callees(const struct solver *s, struct bitset *set)
{
	const struct callgraph *g = s->graph;
	uint32_t *queue = xcalloc(g->nodes.n + 1, sizeof(*queue));
	uint32_t head = 0, tail = 0;

	for_each_bit(n, set)
		queue[tail++] = n;
	for (unsigned int level = 0; level <= s->bounds.depth; level++) {
		for (uint32_t end = tail; head < end; head++) {
			struct callee_cursor at = { .node = queue[head] };
			uint32_t to;

			while ((to = callgraph_next_callee(g, &at)) != NONE)
				if (bitset_set(set, to))
					queue[tail++] = to;
		}
	}
	free(queue);
}

/*
 * Functions that open or close a scope, and the callers of those that do only
 * one of it: whether both ends meet is asked of every path.
 */
static void add_scopes(const struct solver *s, struct bitset *set)
{
	const struct callgraph *g = s->graph;
	struct bitset halves;

	bitset_init(&halves, g->nodes.n, NULL);
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		uint32_t opened, closed;

		watch_scopes_moved(s, n, &opened, &closed);
		if (opened | closed)
			bitset_set(set, n);
		if (opened != closed)
			bitset_set(&halves, n);
	}
	for (int level = 0; level < HALVES_UP; level++)
		add_callers(s, &halves);
	bitset_or_into(set, &halves);
	bitset_release(&halves);
}

void wanted_find(struct solver *s)
{
	const struct callgraph *g = s->graph;

	bitset_init(&s->wanted, g->nodes.n, NULL);
	bitset_init(&s->has_unseen_caller, g->nodes.n, NULL);
	for (uint32_t n = 0; n < g->nodes.n; n++)
		if (takes_lock(s, n))
			bitset_set(&s->wanted, n);
	for (int level = 0; level < LEVELS_UP; level++)
		add_callers(s, &s->wanted);
	bitset_or_into(&s->wanted, &s->in_callback);
	bitset_or_into(&s->wanted, &s->in_entry);
	add_scopes(s, &s->wanted);
	add_callees(s, &s->wanted);
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		if (bitset_test(&s->wanted, n))
			continue;
		while ((to = callgraph_next_callee(g, &at)) != NONE)
			bitset_set(&s->has_unseen_caller, to);
	}
}
