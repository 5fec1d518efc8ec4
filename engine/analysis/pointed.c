// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/pointed.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"

#define LEVELS_UP	2	/* callers of who stores what he is handed */

/* What the node is handed for that parameter is stored in the field. */
struct storing {
	uint32_t node, param, field;
};

struct pointed {
	uint32_t *class;		/* by field; CLASS_SYMBOLIC: nothing yet, CLASS_UNKNOWN: more than one */
	ARRAY(struct storing) storing;
	ARRAY(struct storing) stored;	/* a lock's address; param does not matter */
};

static bool points_to_lock(const struct solver *s, uint32_t field)
{
	uint32_t type = s->program->fields.at[field].points_to;

	return type != NONE && s->program->types.at[type].lock_kind &&
	       model_lock_sleeps(s->model, s->program->types.at[type].lock_kind);
}

static bool is_address(const struct solver *s, uint32_t value)
{
	switch (expr_at(&s->exprs, value)->op) {
	case FN_FIELD:
	case FN_SYMBOL:
	case FN_INDEX:
	case FN_OFFSET:
		return true;
	default:
		return false;
	}
}

/* The same again, from another object. */
static bool is_copy(const struct solver *s, uint32_t value, uint32_t field)
{
	const struct expr *e = expr_at(&s->exprs, value);

	return e->op == FN_LOAD && expr_at(&s->exprs, e->a)->op == FN_FIELD && expr_at(&s->exprs, e->a)->b == field;
}

static void note_stored(struct pointed *p, struct solver *s, uint32_t node, uint32_t field, uint32_t value)
{
	uint32_t class = CLASS_UNKNOWN;
	int64_t constant;

	if ((value != EXPR_UNKNOWN && expr_is_const(&s->exprs, value, &constant) && !constant) || is_copy(s, value, field))
		return;
	if (value != EXPR_UNKNOWN && expr_at(&s->exprs, value)->op == FN_PARAM) {
		array_push(&p->storing, ((struct storing){ node, expr_at(&s->exprs, value)->a, field }));
		return;
	}
	if (value != EXPR_UNKNOWN && is_address(s, value))
		class = lock_class_of(&s->locks, value);
	array_push(&p->stored, ((struct storing){ node, 0, field }));
	if (class <= CLASS_UNKNOWN || (p->class[field] != CLASS_SYMBOLIC && p->class[field] != class))
		class = CLASS_UNKNOWN;
	p->class[field] = class;
}

static bool returns_struct(const struct solver *s, const struct walk *w)
{
	const struct fact_block *b = function_facts(s->program, w->fn)->blocks + w->fn->body->block_first;

	for (uint32_t i = 0; i < w->fn->body->nblocks; i++) {
		const struct fact_node *n = b[i].nedges == 0 && b[i].value != FACT_NONE ?
			function_node(s->program, w->fn, b[i].value) : NULL;

		if (n && n->op == FN_LOAD && function_node(s->program, w->fn, n->a)->op == FN_LOCAL)
			return true;
	}
	return false;
}

/*
 * guard(): a function returns a struct with the pointer that it is handed, and what
 * that points to is the caller's affair (exit.member).
 */
static void look_at_guards(struct solver *s, uint32_t function)
{
	const struct function *f = &s->program->functions.at[function];
	struct walk w = walk_of(s, function);

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);
		const struct fact_node *to = e->kind == FEV_STORE ? function_node(s->program, f, e->a) : NULL;
		uint32_t type;

		if (!to || to->op != FN_FIELD || function_node(s->program, f, to->a)->op != FN_LOCAL ||
		    function_node(s->program, f, e->b)->op != FN_PARAM)
			continue;
		type = s->program->fields.at[w.unit->field[to->b]].points_to;
		if (type != NONE && s->program->types.at[type].lock_kind && returns_struct(s, &w))
			lock_class_points(&s->locks, w.unit->field[to->b], CLASS_SYMBOLIC);
	}
}

static void look_at_stores(struct pointed *p, struct solver *s, uint32_t function)
{
	const struct function *f = &s->program->functions.at[function];
	struct walk w = walk_of(s, function);
	struct state none = { 0 };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);
		const struct fact_node *to = e->kind == FEV_STORE ? function_node(s->program, f, e->a) : NULL;

		if (to && to->op == FN_FIELD && points_to_lock(s, w.unit->field[to->b]))
			note_stored(p, s, function, w.unit->field[to->b], walk_eval(&w, &none, e->b));
	}
}

struct callers {
	struct pointed *p;
	uint32_t first, last;		/* of those that store what they are handed */
};

static void look_at_caller(struct walk *w, uint32_t event, uint32_t to, void *data)
{
	const struct callers *c = data;
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	struct state none = { 0 };

	for (uint32_t i = c->first; i < c->last; i++) {
		const struct storing by = c->p->storing.at[i];

		if (by.node == to)
			note_stored(c->p, w->s, w->node, by.field, by.param >= e->nargs ? EXPR_UNKNOWN :
				    walk_eval(w, &none, function_arg(w->s->program, w->fn, e, by.param)));
	}
}

/* Who calls those from first to last hands them something. */
static void look_at_callers(struct pointed *p, struct solver *s, uint32_t first, uint32_t last)
{
	struct callers c = { p, first, last };
	struct bitset nodes;

	bitset_init(&nodes, s->graph->nodes.n, NULL);
	for (uint32_t i = first; i < last; i++)
		bitset_set(&nodes, p->storing.at[i].node);
	walk_callers(s, &nodes, look_at_caller, &c);
	bitset_release(&nodes);
}

static void tell(const struct pointed *p, struct solver *s, const struct storing *by)
{
	if (p->class[by->field] > CLASS_UNKNOWN)
		array_push(&s->locks.pointing, ((struct pointing){ p->class[by->field], by->node }));
}

void pointed_find(struct solver *s)
{
	uint32_t nfields = s->program->fields.n, first = 0;
	struct pointed p = { .class = xcalloc(nfields + 1, sizeof(*p.class)) };

	for (uint32_t n = 0; n < s->program->functions.n; n++)
		look_at_stores(&p, s, n);
	for (int level = 0; level < LEVELS_UP && first < p.storing.n; level++) {
		uint32_t last = p.storing.n;

		look_at_callers(&p, s, first, last);
		first = last;
	}
	for (; first < p.storing.n; first++)
		p.class[p.storing.at[first].field] = CLASS_UNKNOWN;
	for (uint32_t f = 0; f < nfields; f++)
		if (p.class[f] > CLASS_UNKNOWN)
			lock_class_points(&s->locks, f, p.class[f]);
	for (uint32_t n = 0; n < s->program->functions.n; n++)
		look_at_guards(s, n);
	for_each_in_array(by, &p.storing)
		tell(&p, s, by);
	for_each_in_array(by, &p.stored)
		tell(&p, s, by);
	array_release(&p.storing);
	array_release(&p.stored);
	free(p.class);
}
