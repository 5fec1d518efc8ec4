// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The order of things: components callees first, each to a fixpoint; a last
 * walk over each function with all summaries final records the edges; then
 * scopes from callers down.
 */
#include "analysis/walk.h"

#include <stdlib.h>
#include <string.h>

/* Callers within the component, to be walked again when a summary rises. */
static void solve_cycle(struct solver *s, const uint32_t *nodes, uint32_t n, uint32_t component)
{
	struct callgraph *g = s->graph;
	uint32_t *index = xcalloc(g->nodes.n, sizeof(*index));
	uint32_t *first = xcalloc(n + 1, sizeof(*first)), *count = xcalloc(n + 1, sizeof(*count)), *callers = NULL;
	uint32_t *visits = xcalloc(n + 1, sizeof(*visits)), total = 0;
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
	for (uint32_t i = 0; i < n; i++)
		if (bitset_test(&s->wanted, nodes[i]))
			bitset_set(&todo, i);
	for (uint32_t i = 0; (i = bitset_next(&todo, i)) < n || (i = bitset_next(&todo, 0)) < n; i++) {
		bitset_unset(&todo, i);
		if (visits[i]++ >= s->bounds.rounds) {
			s->bounds.rounds_hit += visits[i] == s->bounds.rounds + 1;
			continue;
		}
		if (!explore(s, nodes[i], 0, NULL, NULL))
			continue;
		for (uint32_t c = first[i]; c < first[i] + count[i]; c++)
			if (bitset_test(&s->wanted, nodes[callers[c]]))
				bitset_set(&todo, callers[c]);
	}
	s->is_recording = true;
	for (uint32_t i = 0; i < n; i++)
		if (bitset_test(&s->wanted, nodes[i]))
			explore(s, nodes[i], 0, NULL, NULL);
	s->is_recording = false;
	bitset_release(&todo);
	free(index);
	free(first);
	free(count);
	free(callers);
	free(visits);
}

/* Nobody asks: it returns anything. */
static void skip_node(struct solver *s, uint32_t node)
{
	struct summary *sum = &s->summaries[node];

	sum->exits = xcalloc(1, sizeof(*sum->exits));
	sum->exits[0].classes = RETURN_ANY;
	sum->nexits = 1;
}

static void solve_component(struct solver *s, uint32_t component)
{
	const struct callgraph *g = s->graph;
	uint32_t at = g->component_first.at[component], n = g->component_first.at[component + 1] - at;
	uint32_t node = g->order.at[at];

	for (uint32_t i = 0; i < n; i++)
		if (!bitset_test(&s->wanted, g->order.at[at + i]))
			skip_node(s, g->order.at[at + i]);
	if (n == 1 && !bitset_test(&s->wanted, node))
		return;
	if (n == 1 && !g->nodes.at[node].is_recursive) {
		s->is_recording = true;
		explore(s, node, 0, NULL, NULL);
		s->is_recording = false;
		return;
	}
	solve_cycle(s, g->order.at + at, n, component);
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
		    bitset_test(&s->has_unseen_caller, node))
			continue;
		for (uint32_t i = first[node] - 1; i < s->call_scopes.n && s->call_scopes.at[i].callee == node; i++)
			all &= s->call_scopes.at[i].scopes | s->entry_scopes[s->call_scopes.at[i].caller];
		s->entry_scopes[node] = (uint16_t)all;
	}
	free(first);
}

void solve(struct solver *s)
{
	s->summaries = xcalloc(s->graph->nodes.n + 1, sizeof(*s->summaries));
	for (uint32_t c = 0; c + 1 < s->graph->component_first.n; c++)
		solve_component(s, c);
	solve_scopes(s);
}
