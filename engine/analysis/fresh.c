// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/fresh.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"

#define CALLERS_DEEP	3
#define PARAMS		16	/* further ones are taken for shared */

enum answer { NOT_ASKED, IS_ASKED, YES, NO };

/* By function. */
struct answers {
	uint8_t keeps[PARAMS];		/* enum answer: it shares nothing of this parameter */
	uint8_t returns;		/* enum answer: what it returns is fresh, or no object */
};

struct caller {
	uint32_t node, event;
};

struct callers {
	uint32_t *first;		/* by function: into at */
	struct caller *at;
};

struct fresh {
	struct answers *of;		/* by function */
	struct callers callers;
};

/* An object as one function sees it: who refers to it. */
struct object {
	struct solver *s;
	uint32_t function;
	const struct call *calls;
	enum fact_node_op op;		/* FN_RESULT or FN_PARAM: where it comes from */
	uint32_t number;
	struct bitset vars, locals;	/* hold its address, at times */
};

static const struct function *function_at(const struct solver *s, uint32_t function)
{
	return &s->program->functions.at[function];
}

static const struct fact_block *blocks_of(const struct solver *s, const struct function *f)
{
	return function_facts(s->program, f)->blocks + f->body->block_first;
}

/* ---- who refers to it --------------------------------------------------------------- */

static const struct fact_node *strip(const struct solver *s, const struct function *f, uint32_t node)
{
	const struct fact_node *n = function_node(s->program, f, node);

	while (n->op == FN_FIELD || n->op == FN_INDEX || n->op == FN_OFFSET)
		n = function_node(s->program, f, n->a);
	return n;
}

static bool refers(const struct object *o, uint32_t node)
{
	const struct function *f = function_at(o->s, o->function);
	const struct fact_node *n = strip(o->s, f, node);

	if (n->op == FN_VAR)
		return bitset_test(&o->vars, n->a);
	if (n->op == FN_LOAD) {
		n = function_node(o->s->program, f, n->a);
		return n->op == FN_LOCAL && bitset_test(&o->locals, n->a);
	}
	return n->op == o->op && n->a == o->number;
}

/* The local variable that the node is the address of; NONE: it is none, or only a part. */
static uint32_t local_at(const struct object *o, uint32_t node)
{
	const struct function *f = function_at(o->s, o->function);
	const struct fact_node *n = function_node(o->s->program, f, node);

	return n->op == FN_LOCAL ? n->a : NONE;
}

static void object_init(struct object *o, struct solver *s, uint32_t node, enum fact_node_op op, uint32_t number)
{
	const struct function *f;
	bool changed = true;

	*o = (struct object){ .s = s, .function = s->graph->nodes.at[node].function, .calls = s->graph->nodes.at[node].calls,
			      .op = op, .number = number };
	f = function_at(s, o->function);
	bitset_init(&o->vars, f->body->nvars, NULL);
	bitset_init(&o->locals, f->body->nlocals, NULL);
	while (changed) {
		changed = false;
		for (uint32_t i = 0; i < f->body->nevents; i++) {
			const struct fact_event *e = function_event(s->program, f, i);

			if (e->kind == FEV_SET && refers(o, e->b))
				changed |= bitset_set(&o->vars, e->a);
			if (e->kind == FEV_STORE && refers(o, e->b) && local_at(o, e->a) != NONE)
				changed |= bitset_set(&o->locals, local_at(o, e->a));
		}
	}
}

static void object_release(struct object *o)
{
	bitset_release(&o->vars);
	bitset_release(&o->locals);
}

/* ---- who shares it ------------------------------------------------------------------ */

static bool model_keeps(const struct model_function *m)
{
	if (m->has_no_effect)
		return true;
	for (uint32_t i = 0; i < m->nclauses; i++) {
		switch (m->clauses[i].verb) {
		case MV_acquires: case MV_acquires_if: case MV_try_acquires: case MV_releases: case MV_might_acquire:
		case MV_must_hold: case MV_must_not_hold: case MV_tests_held: case MV_keys: case MV_inits:
		case MV_faults: case MV_sleeps: case MV_never_returns: case MV_never_returns_if: case MV_counts:
			break;
		default:
			return false;
		}
	}
	return m->nclauses > 0 && !m->is_final_put && !m->is_body_used && !m->event;
}

static bool keeps(struct solver *s, uint32_t node, uint32_t param);

static bool call_shares(const struct object *o, uint32_t event, const struct fact_event *e)
{
	const struct function *f = function_at(o->s, o->function);
	const struct call *c = &o->calls[event];

	for (uint32_t i = 0; i < e->nargs; i++) {
		if (!refers(o, function_arg(o->s->program, f, e, i)))
			continue;
		if (!c->ncallees || (c->flags & CALL_INDIRECT))
			return true;
		for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
			const struct callee *to = &o->s->graph->callees.at[k];

			if (to->model && !(to->model->is_authors && to->node != NONE) ? !model_keeps(to->model) :
			    to->node == NONE || to->args != ARGS_SAME || !keeps(o->s, to->node, i))
				return true;
		}
	}
	return false;
}

static bool shares(const struct object *o, uint32_t event)
{
	const struct function *f = function_at(o->s, o->function);
	const struct fact_event *e = function_event(o->s->program, f, event);

	switch (e->kind) {
	case FEV_CALL:
	case FEV_ICALL:
		return call_shares(o, event, e);
	case FEV_STORE:
		return refers(o, e->b) && !refers(o, e->a) && local_at(o, e->a) == NONE;
	default:
		return false;
	}
}

/* Who calls whom, sorted by who is called. */
static void find_callers(struct solver *s, struct callers *all)
{
	const struct callgraph *g = s->graph;
	uint32_t n = s->program->functions.n;

	all->first = xcalloc(n + 2, sizeof(*all->first));
	all->at = xcalloc(g->called.n + 1, sizeof(*all->at));
	for (uint32_t i = 0; i < g->called.n; i++)
		all->first[g->nodes.at[g->called.at[i].node].function + 2]++;
	for (uint32_t i = 2; i < n + 2; i++)
		all->first[i] += all->first[i - 1];
	for (uint32_t from = 0; from < g->nodes.n && g->nodes.at[from].plain == from; from++)
		for (uint32_t i = g->call_first[from]; i < g->call_first[from + 1]; i++)
			all->at[all->first[g->nodes.at[g->called.at[i].node].function + 1]++] =
				(struct caller){ from, g->called.at[i].event };
}

static struct fresh *fresh_of(struct solver *s)
{
	if (!s->fresh) {
		s->fresh = xcalloc(1, sizeof(*s->fresh));
		s->fresh->of = xcalloc(s->program->functions.n + 1, sizeof(*s->fresh->of));
		find_callers(s, &s->fresh->callers);
	}
	return s->fresh;
}

static struct answers *answers_of(struct solver *s, uint32_t function)
{
	return &fresh_of(s)->of[function];
}

static bool find_keeps(struct solver *s, uint32_t node, uint32_t param)
{
	const struct function *f = function_at(s, s->graph->nodes.at[node].function);
	const struct fact_block *blocks = blocks_of(s, f);
	bool keeps = true;
	struct object o;

	object_init(&o, s, node, FN_PARAM, param);
	for (uint32_t i = 0; i < f->body->nevents && keeps; i++)
		keeps = !shares(&o, i);
	/* what the caller gets back is a second name, which nobody follows */
	for (uint32_t b = 0; b < f->body->nblocks && keeps; b++)
		keeps = blocks[b].nedges || blocks[b].value == FACT_NONE || !refers(&o, blocks[b].value);
	object_release(&o);
	return keeps;
}

static bool keeps(struct solver *s, uint32_t node, uint32_t param)
{
	uint32_t function = s->graph->nodes.at[node].function;
	uint8_t *known;

	if (param >= PARAMS)
		return false;
	known = &answers_of(s, function)->keeps[param];
	if (*known == NOT_ASKED) {
		*known = IS_ASKED;	/* round a cycle: no */
		*known = find_keeps(s, node, param) ? YES : NO;
	}
	return *known == YES;
}

/* ---- when ------------------------------------------------------------------------------ */

static uint32_t block_of(const struct solver *s, const struct function *f, uint32_t event)
{
	const struct fact_block *blocks = blocks_of(s, f);
	uint32_t b = 0;

	while (b < f->body->nblocks && !(event >= blocks[b].event && event < blocks[b].event + blocks[b].nevents))
		b++;
	return b;
}

struct place {
	uint32_t block;
	bool is_shared;
};

/*
 * Is the object shared on some way from where it comes from to the event
 * (NONE: to where the function returns)?  A modelled function that allocates
 * and shares does so in this order.
 */
static bool is_shared_at(const struct object *o, uint32_t event)
{
	const struct function *f = function_at(o->s, o->function);
	const struct fact_block *blocks = blocks_of(o->s, f);
	const struct fact_edge *edges = function_facts(o->s->program, f)->edges + f->body->edge_first;
	struct place *todo = xcalloc(2 * f->body->nblocks + 1, sizeof(*todo));
	uint32_t n = 1, from = o->op == FN_RESULT ? o->number + 1 : blocks[0].event;
	bool found = false;
	struct bitset seen;

	bitset_init(&seen, 2 * f->body->nblocks, NULL);
	todo[0].block = o->op == FN_RESULT ? block_of(o->s, f, o->number) : 0;
	while (n > 0 && !found) {
		const struct place at = todo[--n];
		const struct fact_block *b = &blocks[at.block];
		uint32_t i = from == NONE ? b->event : from, end = b->event + b->nevents;
		bool is_shared = at.is_shared;

		from = NONE;
		for (; i < end && i != event && !(o->op == FN_RESULT && i == o->number); i++)
			is_shared = is_shared || shares(o, i);
		if (i < end) {
			const struct call *c = &o->calls[i];

			found = i == event && (is_shared || (shares(o, i) && c->ncallees &&
							     !o->s->graph->callees.at[c->callee].model));
			continue;
		}
		found = event == NONE && !b->nedges && is_shared;
		for (uint32_t e = b->edge; e < b->edge + b->nedges; e++)
			if (bitset_set(&seen, 2 * edges[e].target + is_shared))
				todo[n++] = (struct place){ edges[e].target, is_shared };
	}
	bitset_release(&seen);
	free(todo);
	return found;
}

static bool is_shared_by(struct solver *s, uint32_t node, enum fact_node_op op, uint32_t number, uint32_t event)
{
	struct object o;
	bool is_shared;

	object_init(&o, s, node, op, number);
	is_shared = is_shared_at(&o, event);
	object_release(&o);
	return is_shared;
}

/* ---- what is fresh --------------------------------------------------------------------- */

/* A value at an event (NONE: returned). */
struct asked {
	struct solver *s;
	uint32_t node, event;
	unsigned int deep;
	uint32_t seen[8], nseen;	/* variables and locals looked at */
	bool has_object;		/* some value of it is one */
};

static bool is_fresh(struct asked *q, uint32_t value);

static bool returns_fresh(struct solver *s, uint32_t node)
{
	uint32_t function = s->graph->nodes.at[node].function;
	const struct function *f = function_at(s, function);
	const struct fact_block *blocks = blocks_of(s, f);
	uint8_t *known = &answers_of(s, function)->returns;
	struct asked q = { .s = s, .node = node, .event = NONE };
	bool yes = true;

	if (*known != NOT_ASKED)
		return *known == YES;
	*known = IS_ASKED;
	for (uint32_t b = 0; b < f->body->nblocks && yes; b++)
		if (!blocks[b].nedges && !(blocks[b].flags & FB_NORETURN))
			yes = blocks[b].value != FACT_NONE && is_fresh(&q, blocks[b].value);
	*known = yes && q.has_object ? YES : NO;
	return *known == YES;
}

/* ERR_PTR() and the like make no object of what they are given. */
static bool is_number(const struct solver *s, const struct callee *to)
{
	const struct function *f;
	const struct fact_block *b;
	const struct fact_node *n;

	if (to->node == NONE)
		return false;
	f = function_at(s, s->graph->nodes.at[to->node].function);
	b = blocks_of(s, f);
	if (f->body->nblocks != 1 || f->body->nevents || b->value == FACT_NONE)
		return false;
	n = function_node(s->program, f, b->value);
	return n->op == FN_PARAM && function_facts(s->program, f)->params[f->body->param_first + n->a].kind == FV_INT;
}

static bool is_fresh_result(struct asked *q, uint32_t number)
{
	const struct call *c = &q->s->graph->nodes.at[q->node].calls[number];
	const struct callee *to;

	if (c->ncallees != 1)
		return false;
	to = &q->s->graph->callees.at[c->callee];
	if (!to->model && is_number(q->s, to))
		return true;
	if (to->model ? !to->model->returns_new : to->node == NONE || !returns_fresh(q->s, to->node))
		return false;
	q->has_object = true;
	return !is_shared_by(q->s, q->node, FN_RESULT, number, q->event);
}

static bool is_fresh_param(struct asked *q, uint32_t param)
{
	struct solver *s = q->s;
	uint32_t function = s->graph->nodes.at[q->node].function;
	const struct function *f = function_at(s, function);
	uint32_t plain = s->graph->nodes.at[q->node].plain;
	const struct callers *all = &fresh_of(s)->callers;

	if (q->deep >= CALLERS_DEEP || f->is_address_taken || bitset_test(&s->has_unseen_caller, plain) ||
	    all->first[function] == all->first[function + 1])
		return false;
	for (uint32_t i = all->first[function]; i < all->first[function + 1]; i++) {
		const struct caller *c = &all->at[i];
		const struct function *by = function_at(s, s->graph->nodes.at[c->node].function);
		const struct fact_event *e = function_event(s->program, by, c->event);
		struct asked caller = { .s = s, .node = c->node, .event = c->event, .deep = q->deep + 1 };

		if (param >= e->nargs || s->graph->nodes.at[c->node].calls[c->event].ncallees != 1 ||
		    !is_fresh(&caller, function_arg(s->program, by, e, param)) || !caller.has_object)
			return false;
	}
	q->has_object = true;
	return !is_shared_by(s, q->node, FN_PARAM, param, q->event);
}

/* All that is stored in the variable or plain local. */
static bool is_fresh_variable(struct asked *q, const struct fact_node *n)
{
	const struct function *f = function_at(q->s, q->s->graph->nodes.at[q->node].function);
	uint32_t key = n->a << 1 | (n->op == FN_LOCAL);
	bool yes = true;

	for (uint32_t i = 0; i < q->nseen; i++)
		if (q->seen[i] == key)
			return true;
	if (q->nseen == sizeof(q->seen) / sizeof(*q->seen))
		return false;
	q->seen[q->nseen++] = key;
	for (uint32_t i = 0; i < f->body->nevents && yes; i++) {
		const struct fact_event *e = function_event(q->s->program, f, i);
		const struct fact_node *to;

		if (e->kind == FEV_SET && n->op == FN_VAR && e->a == n->a)
			yes = is_fresh(q, e->b);
		if (e->kind != FEV_STORE || n->op != FN_LOCAL)
			continue;
		to = function_node(q->s->program, f, e->a);
		if (to->op == FN_LOCAL && to->a == n->a)
			yes = is_fresh(q, e->b);
	}
	return yes;
}

static bool is_fresh(struct asked *q, uint32_t value)
{
	const struct function *f = function_at(q->s, q->s->graph->nodes.at[q->node].function);
	const struct fact_node *n = strip(q->s, f, value);

	switch (n->op) {
	case FN_CONST:
		return true;
	case FN_RESULT:
		return is_fresh_result(q, n->a);
	case FN_PARAM:
		return is_fresh_param(q, n->a);
	case FN_VAR:
		return is_fresh_variable(q, n);
	case FN_LOAD:
		n = function_node(q->s->program, f, n->a);
		return n->op == FN_LOCAL && is_fresh_variable(q, n);
	default:
		return false;
	}
}

bool fresh_is_at(struct walk *w, uint32_t address, uint32_t event)
{
	const struct exprs *x = &w->s->exprs;
	struct asked q = { .s = w->s, .node = w->node, .event = event };
	const struct expr *e = expr_at(x, address);

	while (e->op == FN_FIELD || e->op == FN_INDEX || e->op == FN_OFFSET)
		e = expr_at(x, e->a);
	if (address == EXPR_UNKNOWN || (e->op != FN_RESULT && e->op != FN_PARAM))
		return false;
	return (e->op == FN_RESULT ? is_fresh_result(&q, e->a) : is_fresh_param(&q, e->a)) && q.has_object;
}

void fresh_release(struct solver *s)
{
	if (!s->fresh)
		return;
	free(s->fresh->of);
	free(s->fresh->callers.first);
	free(s->fresh->callers.at);
	free(s->fresh);
	s->fresh = NULL;
}
