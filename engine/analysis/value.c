// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a node of the facts means in a state, and what a callee's expression
 * means at a call.
 */
#include "analysis/walk.h"

#include <stdlib.h>

struct state *state_list_add(struct state_list *l, const struct state *from)
{
	if (l->n == l->size) {
		l->size = l->size ? l->size * 4 : 2;	/* most stay alone */
		l->at = xrealloc(l->at, l->size * sizeof(*l->at));
	}
	state_copy(&l->at[l->n], from);
	return &l->at[l->n++];
}

uint32_t walk_leaf(struct walk *w, enum fact_node_op op, uint32_t n)
{
	return expr_make(&w->s->exprs, op, n, 0, 0);
}

/* What memory at this address holds in this state. */
uint32_t walk_load(struct walk *w, const struct state *st, uint32_t address)
{
	struct exprs *x = &w->s->exprs;
	uint32_t v = state_value(st, address), root;
	int64_t zero;

	if (v != EXPR_UNKNOWN || address == EXPR_UNKNOWN)
		return v;
	/* a field of a local that was cleared as a whole */
	for (root = address; expr_at(x, root)->op == FN_FIELD || expr_at(x, root)->op == FN_INDEX;)
		root = expr_at(x, root)->a;
	if (root != address && expr_at(x, root)->op == FN_LOCAL) {
		v = state_value(st, root);
		if (v != EXPR_UNKNOWN && expr_is_const(x, v, &zero) && zero == 0)
			return v;
	}
	return expr_make(x, FN_LOAD, address, 0, 0);
}

static uint32_t eval(struct walk *w, const struct state *st, uint32_t node)
{
	const struct fact_node *n = function_node(w->s->program, w->fn, node);
	struct exprs *x = &w->s->exprs;
	uint32_t e, v;

	switch (n->op) {
	case FN_CONST:
		return expr_const(x, fact_const_value(n));
	case FN_PARAM:
	case FN_LOCAL:
		return walk_leaf(w, n->op, n->a);
	case FN_SYMBOL:
		return walk_leaf(w, FN_SYMBOL, w->unit->entity[n->a]);
	case FN_VAR:
	case FN_RESULT:
		e = walk_leaf(w, n->op, n->a);
		v = state_value(st, e);
		return v != EXPR_UNKNOWN ? v : e;
	case FN_OPAQUE:
		return expr_make(x, FN_OPAQUE, n->a, n->b, 0);
	case FN_STRING:
		return walk_leaf(w, FN_STRING, 0);
	case FN_FIELD:
		return expr_make(x, FN_FIELD, walk_eval(w, st, n->a), w->unit->field[n->b], 0);
	case FN_LOAD:
		return walk_load(w, st, walk_eval(w, st, n->a));
	case FN_INDEX:
	case FN_OFFSET:
		return expr_make(x, n->op, walk_eval(w, st, n->a), n->b, 0);
	case FN_NOT:
	case FN_COMPL:
	case FN_NEG:
		return expr_make(x, n->op, walk_eval(w, st, n->a), 0, n->flags);
	default:
		e = walk_eval(w, st, n->a);
		v = walk_eval(w, st, n->b);
		return e == EXPR_UNKNOWN || v == EXPR_UNKNOWN ? EXPR_UNKNOWN :
			expr_make(x, n->op, e, v, n->flags);
	}
}

/* Does the value depend on nothing that a state knows? */
static bool is_static(struct walk *w, const struct fact_node *n)
{
	for (;;) {
		switch (n->op) {
		case FN_CONST: case FN_PARAM: case FN_LOCAL: case FN_SYMBOL: case FN_OPAQUE: case FN_STRING:
			return true;
		case FN_FIELD: case FN_INDEX: case FN_OFFSET:
			n = function_node(w->s->program, w->fn, n->a);
			break;
		default:
			return false;
		}
	}
}

uint32_t walk_eval(struct walk *w, const struct state *st, uint32_t node)
{
	uint32_t e;

	if (!w->memo)
		return eval(w, st, node);
	if (w->memo[node])
		return w->memo[node] - 1;
	e = eval(w, st, node);
	if (is_static(w, function_node(w->s->program, w->fn, node)))
		w->memo[node] = e + 1;
	return e;
}

uint32_t walk_argument(struct walk *w, const struct state *st, const struct arguments *args, uint32_t n)
{
	if (args->map != ARGS_SAME) {
		if (n != 0 || args->map == ARGS_SAME - 1)
			return EXPR_UNKNOWN;
		n = args->map;
	}
	if (n >= args->event->nargs)
		return EXPR_UNKNOWN;
	return walk_eval(w, st, function_arg(w->s->program, w->fn, args->event, n));
}

static uint32_t substitute(struct walk *w, const struct state *st, const struct arguments *args, struct expr e)
{
	struct exprs *x = &w->s->exprs;
	uint32_t a, b;

	switch (e.op) {
	case FN_PARAM:
		return walk_argument(w, st, args, e.a);
	case FN_LOAD:
		a = walk_substitute(w, st, args, e.a);
		return walk_load(w, st, a);
	case FN_FIELD:
	case FN_INDEX:
	case FN_OFFSET:
		a = walk_substitute(w, st, args, e.a);
		return a == EXPR_UNKNOWN ? a : expr_make(x, e.op, a, e.b, 0);
	case FN_NOT:
	case FN_COMPL:
	case FN_NEG:
		a = walk_substitute(w, st, args, e.a);
		return a == EXPR_UNKNOWN ? a : expr_make(x, e.op, a, 0, e.flags & XF_BOOL ? FNF_BOOL : 0);
	default:
		a = walk_substitute(w, st, args, e.a);
		b = walk_substitute(w, st, args, e.b);
		if (a == EXPR_UNKNOWN || b == EXPR_UNKNOWN)
			return EXPR_UNKNOWN;
		return expr_make(x, e.op, a, b, e.flags & XF_BOOL ? FNF_BOOL : 0);
	}
}

uint32_t walk_substitute(struct walk *w, const struct state *st, const struct arguments *args, uint32_t expr)
{
	const struct expr *e = expr_at(&w->s->exprs, expr);
	struct lift_memo *memo = w->s->memo;
	struct substituted *slot;
	uint32_t to;

	if (expr == EXPR_UNKNOWN || (e->flags & XF_LOCAL))
		return EXPR_UNKNOWN;
	if (!(e->flags & (XF_PARAM | XF_LOAD)))
		return expr;
	if (!memo->values)
		return substitute(w, st, args, *e);
	slot = &memo->substituted[(memo->values + expr) % SUBSTITUTED_SLOTS];
	if (slot->context == memo->values && slot->from == expr)
		return slot->to;
	to = substitute(w, st, args, *e);
	*slot = (struct substituted){ memo->values, expr, to };
	return to;
}

/* An expression as a gfp mask. */
struct gfp walk_gfp(struct walk *w, const struct state *st, uint32_t expr)
{
	struct exprs *x = &w->s->exprs;
	struct gfp g = { .expr = EXPR_UNKNOWN, .mask = -1 };
	int64_t mask = -1, bits = 0, c;

	for (;;) {
		struct expr e = *expr_at(x, expr);

		if (expr == EXPR_UNKNOWN) {
			g.is_unknown = 1;
			return g;
		}
		if (expr_is_const(x, expr, &c)) {
			g.bits = ((c & mask) | bits) & w->s->gfp_relevant;
			return g;
		}
		if (e.op == FN_OR && expr_is_const(x, e.b, &c)) {
			bits |= c & mask;
			expr = e.a;
			continue;
		}
		if (e.op == FN_AND && expr_is_const(x, e.b, &c)) {
			mask &= c;
			expr = e.a;
			continue;
		}
		break;
	}
	mask &= w->s->gfp_relevant;
	bits &= w->s->gfp_relevant;
	/* what the path says about the flag that decides */
	if ((mask & w->s->gfp_direct_reclaim) &&
	    state_decide(w->s, st, atom_id(x, expr, ATOM_SOME, w->s->gfp_direct_reclaim)) == IS_FALSE)
		mask &= ~w->s->gfp_direct_reclaim;
	if (expr_at(x, expr)->flags & XF_LOCAL) {
		if (mask & w->s->gfp_direct_reclaim) {
			g.is_unknown = 1;
			return g;
		}
		g.bits = bits;
		return g;
	}
	g.expr = expr;
	g.mask = mask;
	g.bits = bits;
	return g;
}

bool walk_follows(const struct solver *s, uint32_t class)
{
	return class == CLASS_SYMBOLIC || lock_is_held_in_states(&s->locks, class);
}

bool walk_is_atomic(const struct walk *w, const struct state *st)
{
	const unsigned int scopes = w->s->atomic_scopes;

	return state_is_in(st, scopes) || (w->is_atomic && !state_has_left(st, scopes));
}

bool walk_holds(const struct walk *w, const struct state *st)
{
	return w->s->atomic_scopes ? walk_is_atomic(w, st) : state_holds(st);
}

uint32_t walk_acquisition(struct walk *w, uint32_t event, uint32_t callee, uint32_t inner)
{
	struct acquisition a = { w->node, event, callee, inner };
	bool isnew;
	uint32_t id = keymap_id(&w->s->acquisition_keys, &a, sizeof(a), &isnew);

	if (isnew)
		array_push(&w->s->acquisitions, a);
	return id;
}

/* ---- without walking ----------------------------------------------------------------------- */

struct walk walk_of(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	return (struct walk){ .s = s, .node = node, .fn = f, .unit = &s->program->units.at[f->unit] };
}

void walk_callers(struct solver *s, const struct bitset *nodes, walk_caller_fn *fn, void *data)
{
	for (uint32_t n = 0; n < s->program->functions.n; n++) {
		struct callee_cursor at = { .node = n };
		struct walk w = walk_of(s, n);
		uint32_t to;

		while ((to = callgraph_next_callee(s->graph, &at)) != NONE)
			if (bitset_test(nodes, to))
				fn(&w, at.event, to, data);
	}
}

uint32_t walk_clause_value(struct walk *w, const struct state *st, const struct fact_event *e,
			   const struct model_clause *cl, unsigned int arg)
{
	static const struct state none;

	if (cl->arg[arg].text || cl->arg[arg].value < 1 || (uint64_t)cl->arg[arg].value > e->nargs)
		return EXPR_UNKNOWN;
	return walk_eval(w, st ? st : &none, function_arg(w->s->program, w->fn, e, (uint32_t)cl->arg[arg].value - 1));
}

uint32_t walk_clause_class(struct walk *w, const struct state *st, const struct fact_event *e,
			   const struct model_clause *cl, unsigned int arg)
{
	if (cl->arg[arg].text)
		return lock_class_named(&w->s->locks, cl->arg[arg].text);
	return lock_class_of(&w->s->locks, walk_clause_value(w, st, e, cl, arg));
}
