// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/fence.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/item.h"
#include "analysis/walk.h"

#define MADE_BELOW	3	/* calls below a function in which fences are initialised */
#define INIT_EVENT	"fence_init"

static bool calls_init(const struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		if (m && m->event && !strcmp(m->event, INIT_EVENT))
			return true;
	}
	return false;
}

/* Callees come first in the order: one pass, but for cycles. */
static void find_makers(struct fences *f, const struct solver *s)
{
	const struct callgraph *g = s->graph;
	uint8_t *above = xcalloc(g->nodes.n + 1, 1);	/* calls below the node down to one, plus one */

	bitset_init(&f->makers, g->nodes.n, NULL);
	for (uint32_t o = 0; o < g->order.n; o++) {
		uint32_t n = g->order.at[o], to;
		struct callee_cursor at = { .node = n };

		if (calls_init(s, n))
			above[n] = 1;
		while (above[n] != 1 && (to = callgraph_next_callee(g, &at)) != NONE)
			if (above[to] && above[to] <= MADE_BELOW && (!above[n] || above[to] + 1 < above[n]) &&
			    !(g->nodes.at[n].calls[at.event].flags & CALL_SEVERAL))
				above[n] = above[to] + 1;
		if (above[n])
			bitset_set(&f->makers, n);
	}
	free(above);
}

static void find_finals(struct fences *f, const struct callgraph *g)
{
	bitset_init(&f->finals, g->nodes.n, NULL);
	for (uint32_t i = 0; i < g->callees.n; i++)
		if (g->callees.at[i].is_final && g->callees.at[i].node != NONE)
			bitset_set(&f->finals, g->callees.at[i].node);
}

static void find_atomics(struct fences *f, const struct callgraph *g, const struct bitset *roots)
{
	uint32_t *queue = xcalloc(g->nodes.n + 1, sizeof(*queue)), head = 0, tail = 0;

	bitset_init(&f->atomics, g->nodes.n, NULL);
	for_each_bit(n, roots) {
		bitset_set(&f->atomics, n);
		queue[tail++] = n;
	}
	while (head < tail) {
		struct callee_cursor at = { .node = queue[head++] };
		uint32_t to;

		while ((to = callgraph_next_callee(g, &at)) != NONE)
			if (bitset_set(&f->atomics, to))
				queue[tail++] = to;
	}
	free(queue);
}

void fences_find(struct fences *f, struct solver *s, const struct items *it)
{
	find_makers(f, s);
	find_finals(f, s->graph);
	find_atomics(f, s->graph, &it->atomics);
}

void fences_release(struct fences *f)
{
	bitset_release(&f->makers);
	bitset_release(&f->finals);
	bitset_release(&f->atomics);
}

static uint32_t block_of(const struct fact_block *blocks, uint32_t nblocks, uint32_t event)
{
	for (uint32_t b = 0; b < nblocks; b++)
		if (event >= blocks[b].event && event < blocks[b].event + blocks[b].nevents)
			return b;
	return NONE;
}

static bool block_leads_to(const struct facts *facts, const struct fact_function *body, uint32_t block, uint32_t to,
			   struct bitset *seen)
{
	const struct fact_block *b = &facts->blocks[body->block_first + block];

	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t next = facts->edges[body->edge_first + b->edge + i].target;

		if (next == to || (bitset_set(seen, next) && block_leads_to(facts, body, next, to, seen)))
			return true;
	}
	return false;
}

bool event_leads_to(const struct solver *s, uint32_t node, uint32_t from, uint32_t to)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct facts *facts = function_facts(s->program, f);
	const struct fact_block *blocks = &facts->blocks[f->body->block_first];
	uint32_t a = block_of(blocks, f->body->nblocks, from), b = block_of(blocks, f->body->nblocks, to);
	struct bitset seen;
	bool leads;

	if (a == NONE || b == NONE)
		return from < to;
	if (a == b && from < to)
		return true;
	bitset_init(&seen, f->body->nblocks, NULL);
	leads = block_leads_to(facts, f->body, a, b, &seen);
	bitset_release(&seen);
	return leads;
}

static bool makes_it(const struct fences *f, const struct solver *s, const struct item_end *end)
{
	struct callee_cursor at = { .node = end->node };
	uint32_t to;

	if (calls_init(s, end->node))
		return true;
	while ((to = callgraph_next_callee(s->graph, &at)) != NONE)
		if (bitset_test(&f->makers, to) && at.event != end->event && event_leads_to(s, end->node, at.event, end->event))
			return true;
	return false;
}

bool fence_is_aside(const struct fences *f, const struct solver *s, const struct item_end *end)
{
	return bitset_test(&f->finals, end->node) || makes_it(f, s, end);
}

bool fence_is_counted_on(const struct fences *f, const struct item_end *end)
{
	return end->is_poll || bitset_test(&f->atomics, end->node);
}

bool fence_is_worked_for(const struct items *it, uint32_t number)
{
	if (bitset_test(&it->workers, it->ends.at[number].node))
		return true;
	for (uint32_t i = 0; i < it->ends.n; i++)
		if (it->ends.at[i].inner == number && fence_is_worked_for(it, i))
			return true;
	return false;
}

/* ---- who needs nothing ------------------------------------------------------------------- */

static bool takes_sleeping_lock(const struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;
		unsigned int arg;

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (model_takes_lock(&m->clauses[k], &arg) &&
			    model_lock_sleeps(s->model, m->clauses[k].arg[arg + 1].text))
				return true;
	}
	return false;
}

/* Does the function need something, or what it calls, not further down than it is looked for? */
static bool may_need(const struct solver *s, const struct items *it, uint32_t node, uint32_t *queue)
{
	uint32_t head = 0, tail = 0, end;
	struct bitset seen;
	bool needs = false;

	bitset_init(&seen, s->graph->nodes.n, NULL);
	bitset_set(&seen, node);
	queue[tail++] = node;
	for (unsigned int level = 0; level <= s->bounds.item_depth && !needs; level++) {
		for (end = tail; head < end && !needs; head++) {
			struct callee_cursor at = { .node = queue[head] };
			uint32_t to;

			needs = bitset_test(&it->needing, s->graph->nodes.at[at.node].function) || takes_sleeping_lock(s, at.node);
			while ((to = callgraph_next_callee(s->graph, &at)) != NONE)
				if (bitset_set(&seen, to))
					queue[tail++] = to;
		}
	}
	bitset_release(&seen);
	return needs;
}

/* The function, or all who call it. */
static bool end_may_need(const struct solver *s, const struct items *it, uint32_t number, uint32_t *queue)
{
	bool any = false;

	if (may_need(s, it, it->ends.at[number].node, queue))
		return true;
	for (uint32_t i = 0; i < it->ends.n; i++) {
		if (it->ends.at[i].inner != number)
			continue;
		if (!end_may_need(s, it, i, queue))
			return false;
		any = true;
	}
	return any;
}

void fences_narrow(const struct fences *f, struct solver *s, const struct items *it)
{
	uint32_t *queue = xcalloc(s->graph->nodes.n + 1, sizeof(*queue));

	for (uint32_t i = 0; i < it->ends.n; i++) {
		const struct item_end *end = &it->ends.at[i];
		struct lock_class *l = &s->locks.at.at[end->class];

		if (l->is_fence && end->inner == NONE && fence_is_counted_on(f, end) && !fence_is_aside(f, s, end) &&
		    !end_may_need(s, it, i, queue))
			l->is_fence = false;
	}
	free(queue);
}
