// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/refine.h"

#include <stdlib.h>
#include <string.h>

#define ROOM 32768		/* specialised nodes and callees in one run */

struct refine {
	struct keymap keys;		/* { node, assumptions } -> number */
	struct keymap callees;		/* { callee, node } -> callee */
	ARRAY(uint32_t) node_of;	/* by number of key */
	ARRAY(bool) is_open;		/* by node - first: being walked right now */
	uint32_t *contexts;		/* by plain node: how many there are */
	uint32_t first;			/* nodes before refine_begin() */
	uint32_t first_callee;
	unsigned int depth;
};

void refine_begin(struct solver *s)
{
	struct callgraph *g = s->graph;
	struct refine *r = xcalloc(1, sizeof(*r));

	keymap_init(&r->keys);
	keymap_init(&r->callees);
	r->first = g->nodes.n;
	r->first_callee = g->callees.n;
	r->contexts = xcalloc(g->nodes.n + 1, sizeof(*r->contexts));
	/* nothing moves while walks are under way */
	array_reserve(&g->nodes, g->nodes.n + ROOM);
	array_reserve(&g->callees, g->callees.n + ROOM);
	s->summaries = xrealloc(s->summaries, (g->nodes.n + ROOM + 1) * sizeof(*s->summaries));
	memset(s->summaries + g->nodes.n, 0, (ROOM + 1) * sizeof(*s->summaries));
	s->refine = r;
}

void refine_end(struct solver *s)
{
	struct refine *r = s->refine;

	keymap_release(&r->keys);
	keymap_release(&r->callees);
	array_release(&r->node_of);
	array_release(&r->is_open);
	free(r->contexts);
	free(r);
	s->refine = NULL;
}

static bool has_joined(const struct summary *sum)
{
	if (sum->is_joined || sum->is_cut)
		return true;
	for (uint32_t i = 0; i < sum->neffects; i++)
		if (sum->effects[i].flags & EF_JOINED)
			return true;
	return false;
}

/* A node like this one, to be walked under assumptions; NONE: no room. */
static uint32_t new_node(struct solver *s, uint32_t like)
{
	struct callgraph *g = s->graph;

	if (g->nodes.n - s->refine->first >= ROOM) {
		s->bounds.contexts_hit++;
		return NONE;
	}
	array_push(&g->nodes, g->nodes.at[like]);
	array_push(&s->refine->is_open, false);
	return g->nodes.n - 1;
}

static void walk_node(struct solver *s, uint32_t node, uint32_t assume)
{
	struct refine *r = s->refine;
	bool recording = s->is_recording;

	s->is_recording = false;
	r->depth++;
	r->is_open.at[node - r->first] = true;
	explore(s, node, assume, NULL, NULL);
	r->is_open.at[node - r->first] = false;
	r->depth--;
	s->is_recording = recording;
}

/* A constant that the state knows the expression to be. */
static bool known_constant(const struct solver *s, const struct state *st, uint32_t expr, int64_t *value)
{
	if (expr_is_const(&s->exprs, expr, value))
		return true;
	for (uint32_t i = 0; i < st->natoms; i++) {
		const struct atom *a = atom_at(&s->exprs, st->atoms[i]);

		if (a->expr == expr && a->op == ATOM_EQ) {
			*value = a->value;
			return true;
		}
	}
	return false;
}

static uint32_t assumptions(struct walk *w, const struct state *st, const struct arguments *args, uint32_t nparams)
{
	struct exprs *x = &w->s->exprs;
	struct atom_set set = { 0 };

	for (uint32_t i = 0; i < nparams && set.n < GUARDS_MAX; i++) {
		uint32_t param = expr_param(x, i);
		int64_t value;

		if (known_constant(w->s, st, walk_substitute(w, st, args, param), &value))
			set.atom[set.n++] = atom_id(x, param, ATOM_EQ, value);
	}
	return atom_set_id(x, &set);
}

/* The callee record that leads to the specialised node. */
static uint32_t callee_to(struct solver *s, uint32_t callee, uint32_t node)
{
	struct callgraph *g = s->graph;
	uint32_t key[2] = { callee, node }, id;
	struct callee c = g->callees.at[callee];
	bool isnew;

	if (g->callees.n - s->refine->first_callee >= ROOM) {
		s->bounds.contexts_hit++;
		return callee;
	}
	id = s->refine->first_callee + keymap_id(&s->refine->callees, key, sizeof(key), &isnew);
	if (isnew) {
		c.node = node;
		array_push(&g->callees, c);
	}
	return id;
}

uint32_t refine_callee(struct walk *w, const struct state *st, const struct arguments *args, uint32_t callee)
{
	struct solver *s = w->s;
	struct refine *r = s->refine;
	uint32_t plain, node, key[2], number;
	bool isnew;

	if (!r || r->depth >= s->bounds.depth)
		return callee;
	plain = s->graph->callees.at[callee].node;
	if (plain == NONE || plain >= r->first || !has_joined(&s->summaries[plain]))
		return callee;
	/* what happens while nothing is held makes no edge; how it returns may */
	if (!r->depth && !st->nheld && !state_scopes(st) && !w->sink && !s->summaries[plain].is_joined)
		return callee;
	key[0] = plain;
	key[1] = assumptions(w, st, args, s->program->functions.at[s->graph->nodes.at[plain].function].body->nparams);
	number = keymap_find(&r->keys, key, sizeof(key));
	if (number == KEYMAP_NONE) {
		if (r->contexts[plain] >= s->bounds.contexts) {
			s->bounds.contexts_hit++;
			return callee;
		}
		node = new_node(s, plain);
		if (node == NONE)
			return callee;
		number = keymap_id(&r->keys, key, sizeof(key), &isnew);
		array_push(&r->node_of, node);
		r->contexts[plain]++;
		walk_node(s, node, key[1]);
	}
	node = r->node_of.at[number];
	if (r->is_open.at[node - r->first])	/* recursion: the plain summary will do */
		return callee;
	return callee_to(s, callee, node);
}

/* ---- edges ------------------------------------------------------------------------------ */

void refine_edges(struct solver *s)
{
	uint32_t n = s->edges.n;
	struct effect *edges = xcalloc(n + 1, sizeof(*edges));
	uint32_t *nodes = xcalloc(n + 1, sizeof(*nodes));
	struct bitset doubtful;

	memcpy(edges, s->edges.at, n * sizeof(*edges));
	memcpy(nodes, s->edge_node.at, n * sizeof(*nodes));
	bitset_init(&doubtful, s->graph->nodes.n, NULL);
	for (uint32_t i = 0; i < n; i++)
		if (edges[i].flags & EF_JOINED)
			bitset_set(&doubtful, nodes[i]);
	/* once more from the start: first what stands, then what a second look finds */
	array_clear(&s->edges);
	array_clear(&s->edge_node);
	keymap_release(&s->edge_keys);
	keymap_init(&s->edge_keys);
	s->is_recording = true;
	for (uint32_t i = 0; i < n; i++)
		if (!bitset_test(&doubtful, nodes[i]))
			edge_settle(s, nodes[i], &edges[i]);
	for_each_bit(like, &doubtful) {
		uint32_t node = new_node(s, like);

		if (node != NONE) {
			explore(s, node, 0, NULL, NULL);
			continue;
		}
		for (uint32_t i = 0; i < n; i++)	/* no room: as it was */
			if (nodes[i] == like)
				edge_settle(s, like, &edges[i]);
	}
	s->is_recording = false;
	bitset_release(&doubtful);
	free(edges);
	free(nodes);
}
