// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The order of things: components callees first, each to a fixpoint; a last
 * walk over each function with all summaries final records the edges; then
 * scopes from callers down.
 */
#include "analysis/walk.h"

#include <stdlib.h>
#include <string.h>

#define RESULT_BLOCKS	16	/* larger ones are not worth a walk for what they return */
#define RESULT_LEVELS	3	/* callees of callees, while it is found out who holds what */

/*
 * Has the node to be walked?  Those that are wanted, and for the sake of what
 * their callees have to say so far: while only locks count, who is left with a
 * lock or a scope; later, who may be the one to decide about an edge.
 */
static bool is_due(const struct solver *s, uint32_t node)
{
	struct callee_cursor at = { .node = node };
	uint32_t to;

	if (bitset_test(&s->wanted, node))
		return true;
	if (!s->asks && !bitset_test(&s->candidates, node))
		return false;
	while ((to = callgraph_next_callee(s->graph, &at)) != NONE)
		if (s->asks ? s->summaries[to].has_net : s->summaries[to].is_waiting)
			return true;
	return false;
}

/* What small callees return: constants, tests of their parameters, their memory. */
static void solve_results(struct solver *s, uint32_t node, int levels)
{
	const struct callgraph *g = s->graph;
	const struct function *f = &s->program->functions.at[g->nodes.at[node].function];
	struct callee_cursor at = { .node = node };
	uint32_t to;

	while ((to = callgraph_next_callee(g, &at)) != NONE) {
		if (g->nodes.at[to].component == g->nodes.at[node].component || bitset_test(&s->walked, to) ||
		    !(function_event(s->program, f, at.event)->flags & FEF_USED) ||
		    s->program->functions.at[g->nodes.at[to].function].body->nblocks > RESULT_BLOCKS)
			continue;
		bitset_set(&s->walked, to);
		if (levels > 1)
			solve_results(s, to, levels - 1);
		s->is_recording = !s->asks;
		explore(s, to, 0, NULL, NULL);
		s->is_recording = false;
	}
}

/* tape: keeps what the walk finds, NULL: it stands.  What small callees do stands either way, they are walked once. */
static bool walk_node(struct solver *s, uint32_t node, struct tape *tape)
{
	bool has_risen;

	if (bitset_set(&s->walked, node))
		solve_results(s, node, s->asks ? RESULT_LEVELS : 1);
	s->tape = tape;
	s->is_recording = !s->asks;
	has_risen = explore(s, node, 0, NULL, NULL);
	s->is_recording = false;
	s->tape = NULL;
	return has_risen;
}

/* ---- who is not walked -------------------------------------------------------------------- */

struct returns {
	const struct solver *s;
	const struct function *fn;
	const struct call *calls;
	uint32_t var[8], nvars;		/* looked at */
};

static uint8_t classes_of_call(const struct solver *s, const struct call *c)
{
	uint8_t classes = 0;

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct callee *to = &s->graph->callees.at[k];

		if (to->node == NONE || to->model)
			return RETURN_ANY;
		for (uint32_t i = 0; i < s->summaries[to->node].nexits; i++)
			classes |= s->summaries[to->node].exits[i].classes;
	}
	return classes ? classes : RETURN_ANY;
}

static uint8_t classes_of(struct returns *r, uint32_t node)
{
	const struct program *p = r->s->program;
	const struct fact_node *n = function_node(p, r->fn, node);
	uint8_t classes = 0;

	switch (n->op) {
	case FN_CONST:
		return fact_const_value(n) < 0 ? RETURN_NEGATIVE : fact_const_value(n) ? RETURN_OTHER : RETURN_ZERO;
	case FN_RESULT:
		return classes_of_call(r->s, &r->calls[n->a]);
	case FN_VAR:
		for (uint32_t i = 0; i < r->nvars; i++)
			if (r->var[i] == n->a)
				return 0;
		if (r->nvars == sizeof(r->var) / sizeof(*r->var))
			return RETURN_ANY;
		r->var[r->nvars++] = n->a;
		for (uint32_t i = 0; i < r->fn->body->nevents && classes != RETURN_ANY; i++) {
			const struct fact_event *e = function_event(p, r->fn, i);

			if (e->kind == FEV_SET && e->a == n->a)
				classes |= classes_of(r, e->b);
		}
		return classes ? classes : RETURN_ANY;
	default:
		return n->flags & FNF_BOOL ? RETURN_ZERO | RETURN_OTHER : RETURN_ANY;
	}
}

/* Nobody asks: it returns what its return statements say, on whatever path. */
static void skip_node(struct solver *s, uint32_t node)
{
	struct returns r = {
		.s = s, .fn = &s->program->functions.at[s->graph->nodes.at[node].function],
		.calls = s->graph->nodes.at[node].calls,
	};
	const struct fact_block *blocks = function_facts(s->program, r.fn)->blocks + r.fn->body->block_first;
	struct summary *sum = &s->summaries[node];
	uint8_t classes = 0;

	for (uint32_t b = 0; b < r.fn->body->nblocks && classes != RETURN_ANY; b++)
		if (blocks[b].nedges == 0 && !(blocks[b].flags & FB_NORETURN))
			classes |= blocks[b].value == FACT_NONE ? RETURN_ANY : classes_of(&r, blocks[b].value);
	sum->exits = xcalloc(1, sizeof(*sum->exits));
	sum->exits[0].classes = classes ? classes : RETURN_ANY;
	sum->nexits = 1;
}

/* ---- components ----------------------------------------------------------------------------- */

static void play(struct solver *s, uint32_t node, struct tape *t)
{
	s->is_recording = true;
	for (uint32_t i = 0; i < t->edges.n; i++)
		edge_settle(s, node, &t->edges.at[i]);
	s->is_recording = false;
	for (uint32_t i = 0; i < t->scopes.n; i++)
		array_push(&s->call_scopes, t->scopes.at[i]);
	array_release(&t->edges);
	array_release(&t->scopes);
}

/* Callers within the component, to be walked again when a summary rises. */
static void solve_cycle(struct solver *s, const uint32_t *nodes, uint32_t n, uint32_t component)
{
	struct callgraph *g = s->graph;
	uint32_t *index = xcalloc(g->nodes.n, sizeof(*index));
	uint32_t *first = xcalloc(n + 1, sizeof(*first)), *count = xcalloc(n + 1, sizeof(*count)), *callers = NULL;
	uint32_t *visits = xcalloc(n + 1, sizeof(*visits)), total = 0;
	struct tape *tapes = xcalloc(n + 1, sizeof(*tapes));
	struct bitset todo;

	for (uint32_t i = 0; i < n; i++)
		index[nodes[i]] = i;
	for (int pass = 0; pass < 2; pass++) {
		if (pass) {
			for (uint32_t i = 0; i < n; i++) {
				first[i] = total;
				total += count[i];
				count[i] = 0;
			}
			callers = xcalloc(total + 1, sizeof(*callers));
		}
		for (uint32_t i = 0; i < n; i++) {
			struct callee_cursor at = { .node = nodes[i] };
			uint32_t to;

			while ((to = callgraph_next_callee(g, &at)) != NONE) {
				if (g->nodes.at[to].component != component)
					continue;
				if (pass)
					callers[first[index[to]] + count[index[to]]] = i;
				count[index[to]]++;
			}
		}
	}
	bitset_init(&todo, n, NULL);
	for (uint32_t i = 0; i < n; i++) {
		if (is_due(s, nodes[i]))
			bitset_set(&todo, i);
		else
			skip_node(s, nodes[i]);
	}
	for (uint32_t i = 0; (i = bitset_next(&todo, i)) < n || (i = bitset_next(&todo, 0)) < n; i++) {
		bitset_unset(&todo, i);
		if (visits[i]++ >= s->bounds.rounds) {
			s->bounds.rounds_hit += visits[i] == s->bounds.rounds + 1;
			continue;
		}
		array_clear(&tapes[i].edges);
		array_clear(&tapes[i].scopes);
		if (!walk_node(s, nodes[i], &tapes[i]))
			continue;
		for (uint32_t c = first[i]; c < first[i] + count[i]; c++)
			if (is_due(s, nodes[callers[c]]))
				bitset_set(&todo, callers[c]);
	}
	/* nothing below has changed since a node's last walk */
	for (uint32_t i = 0; i < n; i++)
		play(s, nodes[i], &tapes[i]);
	free(tapes);
	bitset_release(&todo);
	free(index);
	free(first);
	free(count);
	free(callers);
	free(visits);
}

static void solve_component(struct solver *s, uint32_t component)
{
	const struct callgraph *g = s->graph;
	uint32_t at = g->component_first.at[component], n = g->component_first.at[component + 1] - at;
	uint32_t node = g->order.at[at];

	if (n > 1 || g->nodes.at[node].is_recursive) {
		solve_cycle(s, g->order.at + at, n, component);
		return;
	}
	if (!is_due(s, node)) {
		skip_node(s, node);
		return;
	}
	walk_node(s, node, NULL);
}

static int by_callee(const void *a, const void *b)
{
	const struct call_scope *x = a, *y = b;

	if (x->callee != y->callee)
		return x->callee < y->callee ? -1 : 1;
	return x->caller < y->caller ? -1 : x->caller > y->caller;
}

/* Scopes that hold whenever the node runs: in all its callers, and nobody else can call it. */
static void solve_scopes(struct solver *s)
{
	const struct callgraph *g = s->graph;
	uint32_t *first = xcalloc(g->nodes.n + 1, sizeof(*first));
	struct bitset seen_part;

	bitset_init(&seen_part, g->nodes.n, NULL);
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		while (!bitset_test(&s->walked, n) && (to = callgraph_next_callee(g, &at)) != NONE)
			bitset_set(&seen_part, to);
	}
	s->entry_scopes = xcalloc(g->nodes.n + 1, sizeof(*s->entry_scopes));
	if (s->call_scopes.n)
		qsort(s->call_scopes.at, s->call_scopes.n, sizeof(*s->call_scopes.at), by_callee);
	for (uint32_t i = s->call_scopes.n; i-- > 0;)
		first[s->call_scopes.at[i].callee] = i + 1;
	/* callers first: the order of components backwards */
	for (uint32_t o = g->order.n; o-- > 0;) {
		uint32_t node = g->order.at[o];
		const struct function *f = &s->program->functions.at[g->nodes.at[node].function];
		uint32_t all = 0xffff;

		if (!first[node] || f->is_address_taken || g->nodes.at[node].is_recursive ||
		    bitset_test(&seen_part, node))
			continue;
		for (uint32_t i = first[node] - 1; i < s->call_scopes.n && s->call_scopes.at[i].callee == node; i++)
			all &= s->call_scopes.at[i].scopes | s->entry_scopes[s->call_scopes.at[i].caller];
		s->entry_scopes[node] = (uint16_t)all;
	}
	bitset_release(&seen_part);
	free(first);
}

static void solve_components(struct solver *s)
{
	s->summaries = xcalloc(s->graph->nodes.n + 1, sizeof(*s->summaries));
	bitset_init(&s->walked, s->graph->nodes.n, NULL);
	for (uint32_t c = 0; c + 1 < s->graph->component_first.n; c++)
		solve_component(s, c);
}

void solve_locks(struct solver *s)
{
	struct bounds bounds = s->bounds;

	solve_components(s);
	for (uint32_t n = 0; n < s->graph->nodes.n; n++)
		free(s->summaries[n].exits);
	free(s->summaries);
	s->bounds = bounds;
}

void solve(struct solver *s)
{
	solve_components(s);
	solve_scopes(s);
}
