// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/wanted.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/promise.h"
#include "analysis/watch.h"

#define LEVELS_UP	4	/* who decides about an edge */
#define HALVES_UP	2	/* wrappers around one end of a scope */

/* ---- who takes or releases ------------------------------------------------------------- */

static bool is_tracked_lock(struct walk *w, const struct fact_event *e, const struct model_clause *cl, unsigned int arg)
{
	struct solver *s = w->s;
	uint32_t class = walk_clause_class(w, NULL, e, cl, arg);

	/* a spinning lock that only a caller can name: these are everywhere, and seldom a callback's; but for guard()'s */
	if (class == CLASS_SYMBOLIC)
		return model_lock_sleeps(s->model, cl->arg[arg + 1].text) ||
		       expr_at(&s->exprs, walk_clause_value(w, NULL, e, cl, arg))->op == FN_LOAD;
	return walk_follows(s, class);
}

static bool has_scope(const struct solver *s, const struct function *f, const struct fact_event *e)
{
	const struct fact_node *to = function_node(s->program, f, e->a);
	const struct model_field *m;

	if (to->op != FN_FIELD)
		return false;
	m = s->program->fields.at[s->program->units.at[f->unit].field[to->b]].model;
	return m && (m->scope || m->nclauses);
}

/* Does this very function take or release a tracked lock, or hold its unknown callers'; enter or leave a scope? */
static bool touches_locks(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		if (e->kind == FEV_STORE && has_scope(s, f, e))
			return true;
		for (uint32_t k = 0; m && k < m->nclauses; k++) {
			const struct model_clause *cl = &m->clauses[k];

			switch (cl->verb) {
			case MV_enters:
			case MV_enters_when:
			case MV_leaves:
			case MV_leaves_when:
			case MV_leaves_flags:
				if (model_scope(s->model, cl->arg[0].text) < SCOPE_KNOWN)
					return true;
				break;
			case MV_enters_if:
				if (model_scope(s->model, cl->arg[1].text) < SCOPE_KNOWN)
					return true;
				break;
			case MV_acquires:
			case MV_releases:
				if (is_tracked_lock(&w, e, cl, 0))
					return true;
				break;
			case MV_acquires_if:
			case MV_try_acquires:
				if (is_tracked_lock(&w, e, cl, 1))
					return true;
				break;
			case MV_must_hold:
				if (callgraph_is_uncalled(s->graph, node) && walk_follows(s, walk_clause_class(&w, NULL, e, cl, 0)))
					return true;
				break;
			default:
				break;
			}
		}
	}
	return false;
}

/* ---- who asks ---------------------------------------------------------------------------- */

/* Who asks, as solve_locks() finds it. */
struct asks {
	uint8_t *how;			/* by node: it is called by somebody who holds something */
	struct bitset scoping;		/* nodes that call something in a scope of theirs */
};

enum { ASKED_NOT, ASKED_SEVERAL, ASKED };	/* through an indirect call with several targets */

/* A lock that somebody may ask about who holds another one. */
static bool is_asked_lock(struct walk *w, const struct fact_event *e, const struct model_clause *cl, unsigned int arg)
{
	const struct locks *l = &w->s->locks;
	uint32_t class = walk_clause_class(w, NULL, e, cl, arg);

	if (class == CLASS_SYMBOLIC)
		return model_lock_sleeps(w->s->model, cl->arg[arg + 1].text);
	return lock_is_told_of(l, class) || l->at.at[class].role;
}

/* Is the call something that edges are made of? */
static bool is_primitive(struct walk *w, uint32_t number)
{
	const struct solver *s = w->s;
	const struct call *c = &s->graph->nodes.at[w->node].calls[number];
	const struct fact_event *e = function_event(s->program, w->fn, number);
	const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t k = 0; m && k < m->nclauses; k++) {
		const struct model_clause *cl = &m->clauses[k];

		switch (cl->verb) {
		case MV_allocates:
		case MV_allocates_masked:
		case MV_allocates_if:
		case MV_faults:
		case MV_faults_if:
		case MV_faults_if_field:
		case MV_waits:
		case MV_waits_if:
		case MV_fires_notifiers:
			return true;
		case MV_allocates_with:
			if (cl->arg[0].value & s->gfp_direct_reclaim)
				return true;
			break;
		case MV_acquires:
			if (is_asked_lock(w, e, cl, 0))
				return true;
			break;
		case MV_acquires_if:
			if (is_asked_lock(w, e, cl, 1))
				return true;
			break;
		default:
			break;
		}
	}
	return false;
}

void wanted_note(struct walk *w, const struct state *st, uint32_t number)
{
	struct solver *s = w->s;
	const struct call *c = &s->graph->nodes.at[w->node].calls[number];
	uint8_t how = c->flags & CALL_SEVERAL ? ASKED_SEVERAL : ASKED;

	if (state_scopes(st) & ALLOC_SCOPES)
		bitset_set(&s->asks->scoping, w->node);
	if (!state_holds(st))
		return;
	if (is_primitive(w, number))
		bitset_set(&s->holders, w->node);
	for (uint32_t i = c->callee; i < c->callee + c->ncallees; i++) {
		uint32_t to = s->graph->callees.at[i].node;

		if (to == NONE)
			continue;
		bitset_set(&s->holders, w->node);
		if (s->asks->how[to] < how)
			s->asks->how[to] = how;
	}
}

/* ---- between them and what happens --------------------------------------------------------- */

/* Callers of all nodes; `at` has the call's CALL_SEVERAL as its lowest bit. */
struct callers {
	uint32_t *first, *at;
};

static void callers_find(struct callers *c, const struct callgraph *g)
{
	uint32_t total = 0;

	c->first = xcalloc(g->nodes.n + 2, sizeof(*c->first));
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t n = 0; n < g->nodes.n; n++) {
			struct callee_cursor at = { .node = n };
			uint32_t to;

			while ((to = callgraph_next_callee(g, &at)) != NONE) {
				if (!pass)
					c->first[to + 2]++;
				else
					c->at[c->first[to + 1]++] =
						n << 1 | !!(g->nodes.at[n].calls[at.event].flags & CALL_SEVERAL);
			}
		}
		if (pass)
			break;
		for (uint32_t n = 0; n < g->nodes.n; n++)
			total = c->first[n + 2] += c->first[n + 1];
		c->at = xcalloc(total + 1, sizeof(*c->at));
	}
}

/*
 * Distances over calls, by node and by how many of the calls were indirect with
 * several targets: breadth first, no way dominated by another one.
 */
struct spread {
	uint32_t nnodes, layers;	/* 0..bounds.several such calls */
	uint8_t *at;
	uint32_t *queue, head, tail;
};

static void spread_init(struct spread *sp, const struct solver *s)
{
	sp->nnodes = s->graph->nodes.n;
	sp->layers = s->bounds.several + 1;
	sp->at = xcalloc((size_t)sp->nnodes * sp->layers + 1, 1);
	memset(sp->at, LEVEL_NONE, (size_t)sp->nnodes * sp->layers);
	sp->queue = xcalloc((size_t)sp->nnodes * sp->layers + 1, sizeof(*sp->queue));
	sp->head = sp->tail = 0;
}

static void spread_release(struct spread *sp)
{
	free(sp->at);
	free(sp->queue);
}

static void spread_to(struct spread *sp, uint32_t node, uint32_t layer, uint8_t distance)
{
	if (layer >= sp->layers)
		return;
	for (uint32_t l = 0; l <= layer; l++)
		if (sp->at[(size_t)l * sp->nnodes + node] <= distance)
			return;
	sp->at[(size_t)layer * sp->nnodes + node] = distance;
	sp->queue[sp->tail++] = layer * sp->nnodes + node;
}

/* Distances are queued in order: later starts, however far, come after all of what was queued. */
static void spread_again(struct spread *sp)
{
	sp->head = sp->tail = 0;
}

static bool spread_next(struct spread *sp, uint32_t *node, uint32_t *layer, uint8_t *distance)
{
	if (sp->head == sp->tail)
		return false;
	*node = sp->queue[sp->head] % sp->nnodes;
	*layer = sp->queue[sp->head] / sp->nnodes;
	*distance = sp->at[sp->queue[sp->head++]];
	return true;
}

static void spread_down(struct spread *sp, const struct solver *s)
{
	const struct callgraph *g = s->graph;
	uint32_t node, layer, to;
	uint8_t distance;

	while (spread_next(sp, &node, &layer, &distance)) {
		struct callee_cursor at = { .node = node };

		if (distance >= s->bounds.depth)
			break;
		while ((to = callgraph_next_callee(g, &at)) != NONE)
			spread_to(sp, to, layer + !!(g->nodes.at[node].calls[at.event].flags & CALL_SEVERAL),
				  distance + 1);
	}
}

static void spread_up(struct spread *sp, const struct solver *s, const struct callers *c)
{
	uint32_t node, layer;
	uint8_t distance;

	while (spread_next(sp, &node, &layer, &distance)) {
		if (distance >= s->bounds.depth)
			break;
		for (uint32_t i = c->first[node]; i < c->first[node + 1]; i++)
			spread_to(sp, c->at[i] >> 1, layer + (c->at[i] & 1), distance + 1);
	}
}

static bool has_primitive(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);

	for (uint32_t i = 0; i < f->body->nevents; i++)
		if (is_primitive(&w, i))
			return true;
	return false;
}

/* Only holders of locks wait for what it ends: these are many, and less is asked of them. */
static bool is_far(const struct entry *e)
{
	return e->kind == CONTEXT_ITEM || e->kind == CONTEXT_ENDER || e->kind == CONTEXT_FENCE;
}

static uint8_t item_level(const struct solver *s)
{
	return (uint8_t)(s->bounds.item_depth < s->bounds.depth ? s->bounds.depth - s->bounds.item_depth : 0);
}

/* solver.levels: what lies on a way from somebody who asks to something that is asked for. */
static void find_levels(struct solver *s, const struct entries *entries, const struct callers *callers)
{
	uint32_t n = s->graph->nodes.n;
	struct spread down, up;

	spread_init(&down, s);
	for (uint32_t i = 0; i < entries->at.n; i++)
		if (!is_far(&entries->at.at[i]))
			spread_to(&down, entries->at.at[i].node, 0, 0);
	for (uint32_t layer = 0; layer < 2; layer++)
		for (uint32_t i = 0; i < n; i++)
			if (s->asks->how[i] == (layer ? ASKED_SEVERAL : ASKED))
				spread_to(&down, i, layer, 1);
	spread_down(&down, s);
	spread_again(&down);
	for (uint32_t i = 0; i < entries->at.n; i++)
		if (is_far(&entries->at.at[i]))
			spread_to(&down, entries->at.at[i].node, 0, item_level(s));
	spread_down(&down, s);
	spread_init(&up, s);
	for (uint32_t i = 0; i < n; i++)
		if (has_primitive(s, i))
			spread_to(&up, i, 0, 0);
	spread_up(&up, s, callers);
	for (uint32_t i = 0; i < n; i++) {
		uint8_t level = LEVEL_NONE;
		bool is_between = bitset_test(&s->in_callback, i) || bitset_test(&s->in_entry, i) ||
				  bitset_test(&s->in_spinning, i);

		for (uint32_t d = 0; d < down.layers; d++) {
			uint8_t at = down.at[(size_t)d * n + i];

			if (at < level)
				level = at;
			for (uint32_t u = 0; u + d < up.layers; u++)
				is_between |= at + up.at[(size_t)u * n + i] <= (int)s->bounds.depth;
		}
		s->levels[i] = is_between ? level : LEVEL_NONE;
	}
	spread_release(&down);
	spread_release(&up);
}

/* ---- callers and results -------------------------------------------------------------------- */

/* Levels of callers of what is in the set. */
static void add_callers(const struct solver *s, const struct callers *c, struct bitset *set, int levels)
{
	uint32_t *queue = xcalloc(s->graph->nodes.n + 1, sizeof(*queue));
	uint32_t head = 0, tail = 0;

	for_each_bit(n, set)
		queue[tail++] = n;
	while (levels--)
		for (uint32_t end = tail; head < end; head++)
			for (uint32_t i = c->first[queue[head]]; i < c->first[queue[head] + 1]; i++)
				if (bitset_set(set, c->at[i] >> 1))
					queue[tail++] = c->at[i] >> 1;
	free(queue);
}

/*
 * Functions that open or close a scope, and the callers of those that do only
 * one of it: whether both ends meet is asked of every path.
 */
static void add_scopes(const struct solver *s, const struct callers *c, struct bitset *set)
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
	add_callers(s, c, &halves, HALVES_UP);
	bitset_or_into(set, &halves);
	bitset_release(&halves);
}

/*
 * What is always called in a scope cannot do what the scope forbids.  Where that
 * may be so for somebody who holds a lock, all callers are walked for it.
 */
static void add_scoping(struct solver *s, const struct callers *c)
{
	const struct callgraph *g = s->graph;
	uint32_t *queue = xcalloc(g->nodes.n + 1, sizeof(*queue));
	uint32_t head = 0, tail = 0;
	struct bitset may;

	bitset_init(&may, g->nodes.n, NULL);
	/* callers first */
	for (uint32_t o = g->order.n; o-- > 0;) {
		uint32_t n = g->order.at[o];
		bool all = c->first[n] < c->first[n + 1] && !g->nodes.at[n].is_recursive &&
			   !s->program->functions.at[g->nodes.at[n].function].is_address_taken;

		for (uint32_t i = c->first[n]; i < c->first[n + 1] && all; i++)
			all = bitset_test(&s->asks->scoping, c->at[i] >> 1) || bitset_test(&may, c->at[i] >> 1);
		if (all)
			bitset_set(&may, n);
		if (all && bitset_test(&s->holders, n) && bitset_set(&s->scoped, n))
			queue[tail++] = n;
	}
	while (head < tail) {
		uint32_t n = queue[head++];

		for (uint32_t i = c->first[n]; i < c->first[n + 1]; i++) {
			uint32_t caller = c->at[i] >> 1;

			bitset_set(&s->wanted, caller);
			if (bitset_test(&may, caller) && bitset_set(&s->scoped, caller))
				queue[tail++] = caller;
		}
	}
	bitset_release(&may);
	free(queue);
}

static void find_unseen_callers(struct solver *s)
{
	const struct callgraph *g = s->graph;

	for (uint32_t n = 0; n < g->nodes.n; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		if (bitset_test(&s->wanted, n) || bitset_test(&s->candidates, n))
			continue;
		while ((to = callgraph_next_callee(g, &at)) != NONE)
			bitset_set(&s->has_unseen_caller, to);
	}
}

void wanted_find(struct solver *s, const struct entries *entries)
{
	const struct callgraph *g = s->graph;
	struct asks asks = { .how = xcalloc(g->nodes.n + 1, 1) };
	struct callers callers;

	callers_find(&callers, g);
	bitset_init(&asks.scoping, g->nodes.n, NULL);
	bitset_init(&s->wanted, g->nodes.n, NULL);
	bitset_init(&s->candidates, g->nodes.n, NULL);
	bitset_init(&s->holders, g->nodes.n, NULL);
	bitset_init(&s->scoped, g->nodes.n, NULL);
	bitset_init(&s->has_unseen_caller, g->nodes.n, NULL);
	s->levels = xcalloc(g->nodes.n + 1, 1);
	memset(s->levels, LEVEL_NONE, g->nodes.n);
	for (uint32_t n = 0; n < g->nodes.n; n++)
		if (touches_locks(s, n))
			bitset_set(&s->wanted, n);
	promises_want(s, &s->wanted);
	s->asks = &asks;
	solve_locks(s);
	find_levels(s, entries, &callers);
	bitset_or_into(&s->wanted, &s->walked);
	bitset_release(&s->walked);
	for (uint32_t n = 0; n < g->nodes.n; n++)
		if (s->levels[n] != LEVEL_NONE)
			bitset_set(&s->wanted, n);
	add_scopes(s, &callers, &s->wanted);
	add_scoping(s, &callers);
	s->asks = NULL;
	bitset_or_into(&s->candidates, &s->holders);
	add_callers(s, &callers, &s->candidates, LEVELS_UP);
	find_unseen_callers(s);
	bitset_release(&asks.scoping);
	free(asks.how);
	free(callers.first);
	free(callers.at);
}

void wanted_narrow(struct solver *s, const struct bitset *nodes)
{
	bitset_init(&s->kept, nodes->nbits, NULL);
	bitset_or_into(&s->kept, nodes);
	bitset_and_into(&s->wanted, nodes);
	bitset_and_into(&s->candidates, nodes);
	bitset_and_into(&s->holders, nodes);
	for (uint32_t n = 0; n < s->graph->nodes.n; n++)
		if (!bitset_test(nodes, n))
			s->levels[n] = LEVEL_NONE;
	find_unseen_callers(s);
}
