// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What one event does to a state: the abstract semantics of the facts.
 *
 * A call forks the state when its ways to return differ in locks or scopes, or
 * when the result tells something about the arguments.  Everything else is
 * remembered symbolically and decided when somebody asks.
 */
#include "analysis/refine.h"
#include "analysis/slice.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/message.h"

struct state *state_list_add(struct state_list *l, const struct state *from)
{
	if (l->n == l->size) {
		l->size = l->size ? l->size * 4 : 1;	/* most stay alone */
		l->at = xrealloc(l->at, l->size * sizeof(*l->at));
	}
	state_copy(&l->at[l->n], from);
	return &l->at[l->n++];
}

/* ---- values ----------------------------------------------------------------------- */

static uint32_t leaf(struct walk *w, enum fact_node_op op, uint32_t n)
{
	return expr_make(&w->s->exprs, op, n, 0, 0);
}

/* What memory at this address holds in this state. */
static uint32_t load(struct walk *w, const struct state *st, uint32_t address)
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
		return leaf(w, n->op, n->a);
	case FN_SYMBOL:
		return leaf(w, FN_SYMBOL, w->unit->entity[n->a]);
	case FN_VAR:
	case FN_RESULT:
		e = leaf(w, n->op, n->a);
		v = state_value(st, e);
		return v != EXPR_UNKNOWN ? v : e;
	case FN_OPAQUE:
		return expr_make(x, FN_OPAQUE, n->a, n->b, 0);
	case FN_STRING:
		return leaf(w, FN_STRING, 0);
	case FN_FIELD:
		return expr_make(x, FN_FIELD, walk_eval(w, st, n->a), w->unit->field[n->b], 0);
	case FN_LOAD:
		return load(w, st, walk_eval(w, st, n->a));
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

static uint32_t argument(struct walk *w, const struct state *st, const struct arguments *args, uint32_t n)
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
		return argument(w, st, args, e.a);
	case FN_LOAD:
		a = walk_substitute(w, st, args, e.a);
		return load(w, st, a);
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

/* ---- forgetting ----------------------------------------------------------------------- */

/* The leaf gets a new value: what was said about the old one is void. */
static void forget_leaf(struct walk *w, struct state *st, uint32_t which)
{
	const struct exprs *x = &w->s->exprs;
	uint32_t n = 0;

	for (uint32_t i = 0; i < st->natoms; i++)
		if (!expr_mentions(x, atom_at(x, st->atoms[i])->expr, which))
			st->atoms[n++] = st->atoms[i];
	st->natoms = n;
	n = 0;
	for (uint32_t i = 0; i < st->nvalues; i++)
		if (!expr_mentions(x, st->values[i].key, which) && !expr_mentions(x, st->values[i].value, which))
			st->values[n++] = st->values[i];
	st->nvalues = n;
	for (uint32_t i = 0; i < st->nheld; i++)
		if (expr_mentions(x, st->held[i].object, which))
			st->held[i].object = EXPR_UNKNOWN;
}

/* Memory at the address changed: atoms that read it are void. */
static void forget_memory(struct walk *w, struct state *st, uint32_t address)
{
	const struct exprs *x = &w->s->exprs;
	const struct expr e = *expr_at(x, address);
	uint32_t n = 0, loaded = EXPR_UNKNOWN;

	if (address == EXPR_UNKNOWN)
		return;
	if (e.op != FN_FIELD)
		loaded = expr_make(&w->s->exprs, FN_LOAD, address, 0, 0);
	for (uint32_t i = 0; i < st->natoms; i++) {
		uint32_t expr = atom_at(x, st->atoms[i])->expr;
		bool gone = e.op == FN_FIELD ? expr_loads_field(x, expr, e.b) :
			loaded != EXPR_UNKNOWN && expr_mentions(x, expr, loaded);

		if (!gone)
			st->atoms[n++] = st->atoms[i];
	}
	st->natoms = n;
}

static void forget_local(struct walk *w, struct state *st, uint32_t local)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < st->nvalues; i++)
		if (expr_root(&w->s->exprs, st->values[i].key) != local)
			st->values[n++] = st->values[i];
	st->nvalues = n;
}

/* ---- stores ------------------------------------------------------------------------------ */

static void step_scope(struct state *st, uint32_t scope, int step)
{
	if (scope < SCOPE_MAX && st->scopes[scope] + step >= -8 && st->scopes[scope] + step <= 8)
		st->scopes[scope] += (int8_t)step;
}

/* current->non_block_count++ is non_block_start() (linux/kernel.h). */
static void count_scope(struct walk *w, struct state *st, const struct model_field *f, uint32_t value)
{
	const struct expr *e = expr_at(&w->s->exprs, value);
	int64_t step;

	if ((e->op != FN_ADD && e->op != FN_SUB) || !expr_is_const(&w->s->exprs, e->b, &step))
		return;
	if (e->op == FN_SUB)
		step = -step;
	/* as an unsigned constant, -1 is large */
	step_scope(st, model_scope(w->s->model, f->scope), (int32_t)step > 0 ? 1 : -1);
}

/* current->flags |= PF_MEMALLOC; ... &= ~PF_MEMALLOC. */
static void flag_scope(struct walk *w, struct state *st, const struct model_field *f, uint32_t value)
{
	const struct expr *e = expr_at(&w->s->exprs, value);
	int64_t bits;

	if ((e->op != FN_OR && e->op != FN_AND) || !expr_is_const(&w->s->exprs, e->b, &bits))
		return;
	for (uint32_t i = 0; i < f->nclauses; i++) {
		const struct model_clause *cl = &f->clauses[i];

		if (cl->verb != MV_scope_flag)
			continue;
		if (e->op == FN_OR && (bits & cl->arg[1].value))
			step_scope(st, model_scope(w->s->model, cl->arg[0].text), 1);
		if (e->op == FN_AND && !(bits & cl->arg[1].value))
			step_scope(st, model_scope(w->s->model, cl->arg[0].text), -1);
	}
}

static void store(struct walk *w, struct state *st, const struct fact_event *e)
{
	struct exprs *x = &w->s->exprs;
	uint32_t address = walk_eval(w, st, e->a), value = walk_eval(w, st, e->b);
	const struct expr *to = expr_at(x, address);
	int64_t c;

	if (address == EXPR_UNKNOWN)
		return;
	if (to->op == FN_FIELD) {
		const struct field *f = &w->s->program->fields.at[to->b];

		if (f->model && f->model->scope) {
			count_scope(w, st, f->model, value);
			return;
		}
		if (f->model && f->model->nclauses)
			flag_scope(w, st, f->model, value);
	}
	if (to->op == FN_LOCAL)
		forget_local(w, st, address);
	forget_memory(w, st, address);
	if (value != EXPR_UNKNOWN && expr_mentions(x, value, expr_make(x, FN_LOAD, address, 0, 0)))
		value = EXPR_UNKNOWN;
	/* other memory than locals: only what callers and guards ask about */
	if (expr_at(x, expr_root(x, address))->op != FN_LOCAL && !expr_is_const(x, value, &c))
		value = EXPR_UNKNOWN;
	state_set_value(st, address, value);
}

/* ---- modelled functions ---------------------------------------------------------------------- */

static bool parse_op(const char *text, enum atom_op *op)
{
	static const struct { const char *text; enum atom_op op; } ops[] = {
		{ "==", ATOM_EQ }, { "!=", ATOM_NE }, { "&", ATOM_SOME }, { "!&", ATOM_ZERO },
		{ "<", ATOM_LT }, { ">=", ATOM_GE },
	};

	for (unsigned int i = 0; i < sizeof(ops) / sizeof(*ops); i++) {
		if (!strcmp(text, ops[i].text)) {
			*op = ops[i].op;
			return true;
		}
	}
	return false;
}

struct model_call {
	const struct fact_event *event;
	uint32_t number;
	const struct model_function *model;
	uint32_t callee;
	struct arguments args;
};

static uint32_t model_argument(struct walk *w, const struct state *st, const struct model_call *c, int64_t param)
{
	return param >= 1 ? argument(w, st, &c->args, (uint32_t)param - 1) : EXPR_UNKNOWN;
}

static uint32_t model_lock(struct walk *w, const struct state *st, const struct model_call *c,
			   const struct model_clause *cl, unsigned int arg, uint32_t *object)
{
	if (cl->arg[arg].text) {
		*object = EXPR_UNKNOWN;
		return lock_class_named(&w->s->locks, cl->arg[arg].text);
	}
	*object = model_argument(w, st, c, cl->arg[arg].value);
	return lock_class_of(&w->s->locks, *object);
}

static bool is_of_interest(const struct solver *s, uint32_t class)
{
	return class == CLASS_SYMBOLIC || (class != CLASS_UNKNOWN && s->locks.at.at[class].is_tracked);
}

static struct emission here(const struct model_call *c, enum effect_kind kind)
{
	return (struct emission){ .kind = kind, .event = c->number, .callee = NONE, .next = NONE, .origin = NONE };
}

static uint32_t acquisition_id(struct walk *w, uint32_t event, uint32_t callee, uint32_t inner)
{
	struct acquisition a = { w->node, event, callee, inner };
	bool isnew;
	uint32_t id = keymap_id(&w->s->acquisition_keys, &a, sizeof(a), &isnew);

	if (isnew)
		array_push(&w->s->acquisitions, a);
	return id;
}

static void emit_acquire(struct walk *w, const struct state *st, const struct model_call *c, uint32_t class,
			 uint32_t object, const char *kind, const char *mode, bool is_try)
{
	struct emission em = here(c, EFFECT_ACQUIRE);

	em.flags = (is_try ? EF_TRY : 0) | (strcmp(mode, "write") ? EF_SHARED : 0);
	em.what = class;
	em.object = object;
	if (class == CLASS_SYMBOLIC) {
		em.flags |= EF_SYMBOLIC;
		em.what = object;
	} else if (class > CLASS_UNKNOWN && !model_lock_sleeps(w->s->model, kind)) {
		w->s->locks.at.at[class].is_atomic = true;
	}
	if (is_of_interest(w->s, class))
		walk_emit(w, st, &em);
	/* mmap_lock is what faults take: the same edges as a fault */
	if (!is_try && class > CLASS_UNKNOWN && w->s->locks.at.at[class].role &&
	    !strcmp(w->s->locks.at.at[class].role, "mmap_lock")) {
		em = here(c, EFFECT_FAULT);
		em.what = intern_id(&w->s->texts, "mmap_lock");
		walk_emit(w, st, &em);
	}
	if (!is_try && model_lock_sleeps(w->s->model, kind)) {
		em = here(c, EFFECT_SLEEP);
		walk_emit(w, st, &em);
	}
}

/* Atoms about the call's result for a return class in words. */
static uint32_t result_atom(struct walk *w, uint32_t number, const char *class, bool is_so)
{
	static const struct { const char *text; enum atom_op op; int64_t value; } classes[] = {
		{ "zero", ATOM_EQ, 0 }, { "nonzero", ATOM_NE, 0 }, { "negative", ATOM_LT, 0 }, { "valid", ATOM_GE, 0 },
	};
	struct exprs *x = &w->s->exprs;

	for (unsigned int i = 0; i < sizeof(classes) / sizeof(*classes); i++) {
		if (!strcmp(class, classes[i].text)) {
			uint32_t a = atom_id(x, leaf(w, FN_RESULT, number), classes[i].op, classes[i].value);

			return is_so ? a : atom_negate(x, a);
		}
	}
	return NONE;
}

/* Emit under the condition "parameter op value" if it can be so. */
static void emit_if(struct walk *w, const struct state *st, const struct model_call *c, struct emission *em,
		    int64_t param, const char *op_text, int64_t value)
{
	enum truth decided;
	enum atom_op op;
	uint32_t atom;

	if (!parse_op(op_text, &op))
		return;
	atom = atom_normal(&w->s->exprs, model_argument(w, st, c, param), op, value, &decided);
	if (atom != NONE)
		decided = state_decide(w->s, st, atom);
	if (decided == IS_FALSE)
		return;
	if (decided == UNDECIDED && atom != NONE)
		em->atoms[em->natoms++] = atom;
	walk_emit(w, st, em);
}

/* An expression as a gfp mask. */
static struct gfp gfp_of(struct walk *w, const struct state *st, uint32_t expr)
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

static void emit_alloc(struct walk *w, const struct state *st, const struct model_call *c, struct gfp g)
{
	struct emission em = here(c, EFFECT_ALLOC);

	em.what = gfp_id(&w->s->locks, &g);
	walk_emit(w, st, &em);
}

static void model_alloc(struct walk *w, const struct state *st, const struct model_call *c,
			const struct model_clause *cl)
{
	struct solver *s = w->s;
	struct gfp g;

	if (cl->verb == MV_allocates_with) {
		g = (struct gfp){ .bits = cl->arg[0].value & s->gfp_relevant };
	} else {
		g = gfp_of(w, st, model_argument(w, st, c, cl->arg[0].value));
		if (cl->verb == MV_allocates_masked && !g.is_unknown) {
			g.mask &= cl->arg[1].value;
			g.bits = ((g.bits & cl->arg[1].value) | cl->arg[2].value) & s->gfp_relevant;
		}
	}
	emit_alloc(w, st, c, g);
}

static void model_wait(struct walk *w, const struct state *st, const struct model_call *c,
		       const struct model_clause *cl)
{
	struct emission em = here(c, EFFECT_WAIT);

	em.what = intern_id(&w->s->texts, cl->arg[1].text);
	em.object = EXPR_UNKNOWN;
	if (cl->verb == MV_waits)
		walk_emit(w, st, &em);
	else
		emit_if(w, st, c, &em, cl->arg[2].value, cl->arg[3].text, cl->arg[4].value);
}

static void enter_scope(struct walk *w, struct state *st, const char *name, int step)
{
	step_scope(st, model_scope(w->s->model, name), step);
}

/* "parameter op value", for certain. */
static bool is_argument_so(struct walk *w, const struct state *st, const struct model_call *c, int64_t param,
			   const char *op_text, int64_t value)
{
	enum truth decided;
	enum atom_op op;
	uint32_t atom;

	if (!parse_op(op_text, &op))
		return false;
	atom = atom_normal(&w->s->exprs, model_argument(w, st, c, param), op, value, &decided);
	if (atom != NONE)
		decided = state_decide(w->s, st, atom);
	return decided == IS_TRUE;
}

/* Only where the argument says so for certain: fs_reclaim_acquire(GFP_NOWAIT) opens nothing. */
static void enter_scope_when(struct walk *w, struct state *st, const struct model_call *c,
			     const struct model_clause *cl, int step)
{
	if (is_argument_so(w, st, c, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value))
		enter_scope(w, st, cl->arg[0].text, step);
}

static void model_steps(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
			struct state_list *out);

/* A lock that is held exactly if the result says so: two ways from here. */
static void conditional_acquire(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
				struct state_list *out)
{
	const struct model_clause *cl = &c->model->clauses[i];
	struct state st;
	uint32_t object, class = model_lock(w, from, c, cl, 1, &object);
	uint32_t yes = result_atom(w, c->number, cl->arg[0].text, true);

	emit_acquire(w, from, c, class, object, cl->arg[2].text, cl->arg[3].text, cl->verb == MV_try_acquires);
	state_copy(&st, from);
	if (!is_of_interest(w->s, class) || yes == NONE) {
		if (yes == NONE)	/* "always" */
			state_acquire(w->s, &st, class, object, acquisition_id(w, c->number, NONE, NONE),
				      strcmp(cl->arg[3].text, "write"));
		model_steps(w, &st, c, i + 1, out);
		return;
	}
	if (state_assume(w->s, &st, yes)) {
		state_acquire(w->s, &st, class, object, acquisition_id(w, c->number, NONE, NONE),
			      strcmp(cl->arg[3].text, "write"));
		model_steps(w, &st, c, i + 1, out);
	}
	state_copy(&st, from);
	if (state_assume(w->s, &st, atom_negate(&w->s->exprs, yes)))
		model_steps(w, &st, c, i + 1, out);
}

static void model_steps(struct walk *w, const struct state *from, const struct model_call *c, uint32_t i,
			struct state_list *out)
{
	struct state st;

	state_copy(&st, from);
	for (; i < c->model->nclauses; i++) {
		const struct model_clause *cl = &c->model->clauses[i];
		uint32_t object, class, atom;
		struct emission em;

		switch (cl->verb) {
		case MV_acquires:
			class = model_lock(w, &st, c, cl, 0, &object);
			emit_acquire(w, &st, c, class, object, cl->arg[1].text, cl->arg[2].text, false);
			state_acquire(w->s, &st, class, object, acquisition_id(w, c->number, NONE, NONE),
				      strcmp(cl->arg[2].text, "write"));
			break;
		case MV_acquires_if:
		case MV_try_acquires:
			conditional_acquire(w, &st, c, i, out);
			return;
		case MV_releases:
			class = model_lock(w, &st, c, cl, 0, &object);
			state_release(w->s, &st, class, object, w->in_loop);
			break;
		case MV_allocates:
		case MV_allocates_masked:
		case MV_allocates_with:
			model_alloc(w, &st, c, cl);
			break;
		case MV_faults:
			if (state_scopes(&st) & (1 << SCOPE_nofault))
				break;
			em = here(c, EFFECT_FAULT);
			em.what = intern_id(&w->s->texts, cl->arg[0].text);
			walk_emit(w, &st, &em);
			break;
		case MV_faults_if:
			if (state_scopes(&st) & (1 << SCOPE_nofault))
				break;
			em = here(c, EFFECT_FAULT);
			em.what = intern_id(&w->s->texts, cl->arg[0].text);
			emit_if(w, &st, c, &em, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value);
			break;
		case MV_sleeps:
			em = here(c, EFFECT_SLEEP);
			walk_emit(w, &st, &em);
			break;
		case MV_sleeps_if:
			em = here(c, EFFECT_SLEEP);
			emit_if(w, &st, c, &em, cl->arg[0].value, cl->arg[1].text, cl->arg[2].value);
			break;
		case MV_waits:
		case MV_waits_if:
			model_wait(w, &st, c, cl);
			break;
		case MV_enters:
			enter_scope(w, &st, cl->arg[0].text, 1);
			break;
		case MV_leaves:
			enter_scope(w, &st, cl->arg[0].text, -1);
			break;
		case MV_enters_if:
			atom = result_atom(w, c->number, cl->arg[0].text, true);
			if (atom != NONE && state_decide(w->s, &st, atom) == IS_TRUE)
				enter_scope(w, &st, cl->arg[1].text, 1);
			break;
		case MV_enters_when:
			enter_scope_when(w, &st, c, cl, 1);
			break;
		case MV_leaves_when:
			enter_scope_when(w, &st, c, cl, -1);
			break;
		case MV_returns:
			state_set_value(&st, leaf(w, FN_RESULT, c->number), model_argument(w, &st, c, cl->arg[0].value));
			break;
		case MV_never_returns_if:
			if (!is_argument_so(w, &st, c, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value))
				break;
			/* fall through */
		case MV_never_returns:
			atom = result_atom(w, c->number, cl->arg[0].text, false);
			if (atom != NONE)
				state_assume(w->s, &st, atom);
			break;
		default:
			break;
		}
	}
	state_list_add(out, &st);
}

static void model_call(struct walk *w, const struct state *st, const struct model_call *c, struct state_list *out)
{
	if (c->model->is_final_put) {
		struct emission em = here(c, EFFECT_PUT);

		em.what = w->s->graph->callees.at[c->callee].entity;
		walk_emit(w, st, &em);
	}
	model_steps(w, st, c, 0, out);
}

/* ---- calls of functions with a summary ----------------------------------------------------------- */

/* A driver's effect that came through a generic layer is not that of another driver of the family. */
static bool is_foreign(const struct walk *w, uint32_t origin)
{
	const struct origin *o;

	if (origin == NONE || w->fn->image == NONE)
		return false;
	o = &w->s->graph->origins.at[origin];
	return o->image != w->fn->image && callgraph_fills(w->s->graph, w->fn->image, o->type);
}

/* What becomes of a callee's atom in this state. */
static struct lifted_atom lift_atom(struct walk *w, const struct state *st, const struct arguments *args, uint32_t atom)
{
	struct exprs *x = &w->s->exprs;
	struct lift_memo *memo = w->s->memo;
	struct lifted_atom *slot = &memo->lifted_atoms[(memo->atoms + atom) % LIFTED_ATOM_SLOTS];
	struct lifted_atom l = { .context = memo->atoms, .from = atom };
	struct atom a = *atom_at(x, atom);

	if (memo->values && slot->context == memo->atoms && slot->from == atom)
		return *slot;
	l.to = atom_normal(x, walk_substitute(w, st, args, a.expr), a.op, a.value, &l.truth);
	if (l.to != NONE)
		l.truth = state_decide(w->s, st, l.to);
	else
		l.decides = l.truth == IS_TRUE;
	if (memo->values)
		*slot = l;
	return l;
}

/* The callee's guards in this state; false: they cannot hold. */
static bool lift_guards(struct walk *w, const struct state *st, const struct arguments *args, uint32_t guards,
			uint32_t *atoms, uint32_t *natoms, bool *decides)
{
	struct atom_set set = *atom_set_at(&w->s->exprs, guards);

	*natoms = 0;
	for (uint32_t i = 0; i < set.n; i++) {
		struct lifted_atom l = lift_atom(w, st, args, set.atom[i]);

		if (l.decides)
			*decides = true;
		if (l.truth == IS_FALSE)
			return false;
		/* also one that this path implies: other paths to the same event may not */
		if (l.to != NONE)
			atoms[(*natoms)++] = l.to;
	}
	return true;
}

/* From here on walk_substitute() and lift_effect() remember, for this call in this state. */
static void remember_for(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args)
{
	const uint64_t key[] = {
		(uint64_t)w->node << 32 | number, args->map,
		hash_bytes(st->values, st->nvalues * sizeof(*st->values)),
	};
	struct lift_memo *memo = w->s->memo;
	uint64_t h = hash_bytes(key, sizeof(key));

	memo->values = h ? h : 1;
	memo->atoms = hash_mix(hash_bytes(st->atoms, st->natoms * sizeof(*st->atoms)), h);
}

static struct lifted *lift_effect(struct walk *w, const struct state *st, const struct arguments *args, uint32_t guards)
{
	struct lift_memo *memo = w->s->memo;
	struct lifted *l = &memo->lifted[(memo->atoms + guards) % LIFTED_SLOTS];

	if (l->context == memo->atoms && l->guards == guards)
		return l;
	l->context = memo->atoms;
	l->guards = guards;
	l->decides = false;
	l->is_possible = lift_guards(w, st, args, guards, l->atoms, &l->natoms, &l->decides);
	l->collected = NONE;
	return l;
}

/*
 * Effects already told without guards, by callee effect: in the same scopes,
 * with the same locks released, another state has nothing to add.
 */
struct seen {
	uint32_t callee, scopes, released, n, nheld;
	struct held_lock held[STATE_LOCKS];
	bool *told;
	struct seen *next;
};

static bool *told_effects(struct walk *w, const struct state *st, uint32_t number, uint32_t callee, uint32_t n)
{
	uint32_t classes[STATE_LOCKS], k = 0, released, scopes = state_scopes(st);
	struct seen *seen;

	if (!w->seen)
		return NULL;
	for (uint32_t i = 0; i < st->nreleased; i++)
		classes[k++] = st->released[i].class;
	released = k ? class_set_id(&w->s->locks, classes, k) : 0;
	for (seen = w->seen[number]; seen; seen = seen->next)
		if (seen->callee == callee && seen->scopes == scopes && seen->released == released &&
		    seen->n == n && seen->nheld == st->nheld &&
		    !memcmp(seen->held, st->held, st->nheld * sizeof(*st->held)))
			return seen->told;
	seen = arena_alloc(w->arena, sizeof(*seen));
	*seen = (struct seen){ .callee = callee, .scopes = scopes, .released = released, .n = n, .nheld = st->nheld,
			       .told = arena_alloc(w->arena, n), .next = w->seen[number] };
	memcpy(seen->held, st->held, st->nheld * sizeof(*st->held));
	w->seen[number] = seen;
	return seen->told;
}

static void callee_effect(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			  uint32_t callee_id, uint32_t index, bool several, bool *told)
{
	struct solver *s = w->s;
	const struct callee *callee = &s->graph->callees.at[callee_id];
	struct effect in = s->summaries[callee->node].effects[index];
	struct emission em = {
		.kind = in.kind, .what = in.what, .object = in.object, .event = number, .callee = callee_id,
		.next = index, .inner = &in, .is_several = several, .is_final = callee->is_final,
		.origin = callee->origin != NONE ? callee->origin : in.origin, .lock = in.lock,
	};

	bool decides;

	if (is_foreign(w, in.origin) || is_foreign(w, callee->origin))
		return;
	em.lifted = lift_effect(w, st, args, in.guards);
	if (!em.lifted->is_possible)
		return;
	decides = em.lifted->decides;
	if (in.lock == CLASS_SYMBOLIC) {
		em.object = walk_substitute(w, st, args, in.object);
		em.lock = lock_class_of(&s->locks, em.object);
		if (!is_of_interest(s, em.lock))
			return;
	}
	if (in.kind == EFFECT_ACQUIRE) {
		em.object = EXPR_UNKNOWN;
		if (in.flags & EF_SYMBOLIC) {
			em.object = walk_substitute(w, st, args, in.what);
			uint32_t class = lock_class_of(&s->locks, em.object);

			if (!is_of_interest(s, class))
				return;
			em.what = class;
			if (class == CLASS_SYMBOLIC) {
				em.flags |= EF_SYMBOLIC;
				em.what = em.object;
			}
		}
	} else if (in.kind == EFFECT_ALLOC) {
		struct gfp g = *gfp_at(&s->locks, in.what);

		if (g.expr != EXPR_UNKNOWN && !g.is_unknown) {
			struct gfp outer = gfp_of(w, st, walk_substitute(w, st, args, g.expr));

			if (!outer.is_unknown) {
				outer.mask &= g.mask;
				outer.bits = (outer.bits & g.mask) | g.bits;
			}
			em.what = gfp_id(&s->locks, &outer);
			decides |= outer.expr == EXPR_UNKNOWN;
		}
	} else if (in.kind == EFFECT_FAULT && (state_scopes(st) & (1 << SCOPE_nofault))) {
		return;
	}
	if (decides)
		em.flags |= EF_DECIDES;
	if (walk_emit(w, st, &em) && told && in.lock == NONE)
		told[index] = true;
}

static void callee_effects(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			   uint32_t callee_id, bool several)
{
	const struct summary *sum = &w->s->summaries[w->s->graph->callees.at[callee_id].node];
	bool *told;

	if (!sum->neffects)
		return;
	told = told_effects(w, st, number, callee_id, sum->neffects);
	remember_for(w, st, number, args);
	for (uint32_t i = 0; i < sum->neffects; i++)
		if (!told || !told[i])
			callee_effect(w, st, number, args, callee_id, i, several, told);
	w->s->memo->values = 0;
}

/* What the exit says about the result. */
static void result_of_exit(struct walk *w, struct state *st, uint32_t number, const struct arguments *args,
			   const struct exit *x)
{
	struct exprs *ex = &w->s->exprs;
	uint32_t result = leaf(w, FN_RESULT, number);
	uint32_t value = x->value == EXPR_UNKNOWN ? EXPR_UNKNOWN : walk_substitute(w, st, args, x->value);

	if (value != EXPR_UNKNOWN) {
		state_set_value(st, result, value);
		return;
	}
	switch (x->classes) {
	case RETURN_ZERO: state_assume(w->s, st, atom_id(ex, result, ATOM_EQ, 0)); break;
	case RETURN_NEGATIVE: state_assume(w->s, st, atom_id(ex, result, ATOM_LT, 0)); break;
	case RETURN_OTHER: state_assume(w->s, st, atom_id(ex, result, ATOM_GE, 1)); break;
	case RETURN_ZERO | RETURN_OTHER: state_assume(w->s, st, atom_id(ex, result, ATOM_GE, 0)); break;
	case RETURN_ZERO | RETURN_NEGATIVE: state_assume(w->s, st, atom_id(ex, result, ATOM_LT, 1)); break;
	case RETURN_NEGATIVE | RETURN_OTHER: state_assume(w->s, st, atom_id(ex, result, ATOM_NE, 0)); break;
	default: break;
	}
}

static void net_of_exit(struct walk *w, struct state *st, uint32_t number, const struct arguments *args,
			uint32_t callee, const struct exit *x)
{
	struct solver *s = w->s;

	for (uint32_t i = 0; i < x->nreleased; i++) {
		uint32_t object = walk_substitute(w, st, args, x->released[i].object);
		uint32_t class = x->released[i].class;

		if (class == CLASS_SYMBOLIC)
			class = lock_class_of(&s->locks, object);
		state_release(s, st, class, object, w->in_loop);
	}
	for (uint32_t i = 0; i < x->nheld; i++) {
		uint32_t object = walk_substitute(w, st, args, x->held[i].object);
		uint32_t class = x->held[i].class;

		if (class == CLASS_SYMBOLIC)
			class = lock_class_of(&s->locks, object);
		state_acquire(s, st, class, object, acquisition_id(w, number, callee, x->held[i].acquisition),
			      x->held[i].shared);
	}
	for (int i = 0; i < SCOPE_MAX; i++) {
		int n = st->scopes[i] + x->scopes[i];

		st->scopes[i] = (int8_t)(n > 8 ? 8 : n < -8 ? -8 : n);
	}
}

static bool is_used(const struct fact_event *e)
{
	return e->flags & FEF_USED;
}

/*
 * Must the exits be told apart here?  If locks or scopes differ; if the result
 * decides something; if it is one of a few constants that may be passed on.
 */
static bool tells_something(struct walk *w, const struct summary *sum, uint32_t number, const struct fact_event *e)
{
	int64_t c;

	for (uint32_t i = 1; i < sum->nexits; i++)
		if (sum->exits[i].nheld || sum->exits[i].nreleased || sum->exits[0].nheld || sum->exits[0].nreleased ||
		    memcmp(sum->exits[i].scopes, sum->exits[0].scopes, sizeof(sum->exits[0].scopes)))
			return true;
	if (!is_used(e))
		return false;
	if (bitset_test(&w->slice->deciding, w->fn->body->nvars + number))
		return true;
	for (uint32_t i = 0; i < sum->nexits; i++)
		if (!expr_is_const(&w->s->exprs, sum->exits[i].value, &c))
			return false;
	return true;
}

static void apply_exits(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			uint32_t callee, const struct summary *sum, struct state_list *out)
{
	bool fork = tells_something(w, sum, number, args->event);

	for (uint32_t i = 0; i < sum->nexits; i++) {
		const struct exit x = sum->exits[i];
		uint32_t atoms[GUARDS_MAX], natoms;
		struct state next;
		bool possible = true, decides;

		if (!lift_guards(w, st, args, x.guards, atoms, &natoms, &decides))
			continue;
		state_copy(&next, st);
		for (uint32_t k = 0; k < natoms && sum->nexits > 1 && fork && possible; k++)
			possible = state_assume(w->s, &next, atoms[k]);
		if (!possible)
			continue;
		net_of_exit(w, &next, number, args, callee, &x);
		if (fork || sum->nexits == 1)
			result_of_exit(w, &next, number, args, &x);
		state_list_add(out, &next);
		if (!fork)
			return;
	}
}

/* One function is called: its effects, then its ways out. */
static void call_one(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
		     uint32_t callee_id, struct state_list *out)
{
	uint32_t node = w->s->graph->callees.at[callee_id].node;
	const struct summary *sum;

	if (node == NONE) {
		state_list_add(out, st);
		return;
	}
	callee_id = refine_callee(w, st, args, callee_id);
	sum = &w->s->summaries[w->s->graph->callees.at[callee_id].node];
	callee_effects(w, st, number, args, callee_id, false);
	apply_exits(w, st, number, args, callee_id, sum, out);
}

static bool same_net(const struct exit *a, const struct exit *b)
{
	if (a->nheld != b->nheld || a->nreleased != b->nreleased || memcmp(a->scopes, b->scopes, sizeof(a->scopes)))
		return false;
	for (uint32_t i = 0; i < a->nheld; i++)
		if (a->held[i].class != b->held[i].class)
			return false;
	for (uint32_t i = 0; i < a->nreleased; i++)
		if (a->released[i].class != b->released[i].class)
			return false;
	return true;
}

/* Several targets: every effect, but a net effect only if all agree. */
static void call_several(struct walk *w, const struct state *st, uint32_t number, const struct arguments *args,
			 const struct call *call, struct state_list *out)
{
	const struct exit *agreed = NULL;
	uint32_t agreed_callee = NONE;
	bool agree = true;
	struct state next;

	for (uint32_t i = call->callee; i < call->callee + call->ncallees; i++) {
		uint32_t c = refine_callee(w, st, args, i);
		const struct callee callee = w->s->graph->callees.at[c];
		const struct summary *sum;

		if (callee.node == NONE) {
			agree = false;
			continue;
		}
		sum = &w->s->summaries[callee.node];
		callee_effects(w, st, number, args, c, true);
		for (uint32_t i = 0; i < sum->nexits; i++) {
			if (agreed && !same_net(agreed, &sum->exits[i]))
				agree = false;
			agreed = &sum->exits[i];
			agreed_callee = c;
		}
	}
	state_copy(&next, st);
	if (agreed && agree)
		net_of_exit(w, &next, number, args, agreed_callee, agreed);
	state_list_add(out, &next);
}

static void forget_arguments(struct walk *w, struct state *st, const struct fact_event *e)
{
	for (uint32_t i = 0; i < e->nargs; i++) {
		uint32_t a = walk_eval(w, st, function_arg(w->s->program, w->fn, e, i));

		/* a plain variable handed over by address: written, as a rule */
		if (expr_at(&w->s->exprs, a)->op != FN_LOCAL)
			continue;
		if (w->facts->locals[w->fn->body->local_first + expr_at(&w->s->exprs, a)->a].type != FACT_NONE)
			continue;
		state_forget_value(st, a);
		forget_memory(w, st, a);
	}
}

static void call(struct walk *w, struct state *st, uint32_t number, const struct fact_event *e, struct state_list *out)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[number];
	struct arguments args = { e, ARGS_SAME };
	struct state_list mid = { 0 };
	const struct callee *first;

	forget_leaf(w, st, leaf(w, FN_RESULT, number));
	if (!c->ncallees) {
		forget_arguments(w, st, e);
		state_list_add(out, st);
		return;
	}
	if (c->flags & CALL_SEVERAL) {
		call_several(w, st, number, &args, c, out);
		return;
	}
	first = &w->s->graph->callees.at[c->callee];
	args.map = first->args;
	if (first->model) {
		struct model_call mc = { e, number, first->model, c->callee, args };

		if (first->model->has_no_effect) {
			state_list_add(out, st);
			return;
		}
		if (first->node == NONE)
			forget_arguments(w, st, e);
		model_call(w, st, &mc, &mid);
	} else {
		state_list_add(&mid, st);
		if (first->node == NONE)
			forget_arguments(w, &mid.at[0], e);
	}
	/* the body (unless the model stands for it), then functions it calls for us */
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		struct state_list next = { 0 };

		args.map = w->s->graph->callees.at[k].args;
		for (uint32_t i = 0; i < mid.n; i++)
			call_one(w, &mid.at[i], number, &args, k, &next);
		free(mid.at);
		mid = next;
	}
	for (uint32_t i = 0; i < mid.n; i++) {
		if (first->node != NONE)
			forget_arguments(w, &mid.at[i], e);
		state_list_add(out, &mid.at[i]);
	}
	free(mid.at);
}

static void note_scopes(struct walk *w, const struct state *st, uint32_t number)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[number];

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++)
		if (w->s->graph->callees.at[k].node != NONE)
			array_push(&w->s->call_scopes, ((struct call_scope){
				w->node, w->s->graph->callees.at[k].node, state_scopes(st) }));
}

void walk_event(struct walk *w, struct state_list *states, uint32_t number)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, number);
	struct state_list out = { 0 };
	uint32_t v, var;

	if (e->kind == FEV_CALL || e->kind == FEV_ICALL) {
		for (uint32_t i = 0; i < states->n; i++) {
			if (w->s->is_recording && !w->sink)
				note_scopes(w, &states->at[i], number);
			call(w, &states->at[i], number, e, &out);
		}
		free(states->at);
		*states = out;
		return;
	}
	for (uint32_t i = 0; i < states->n; i++) {
		struct state *st = &states->at[i];

		switch (e->kind) {
		case FEV_STORE:
			store(w, st, e);
			break;
		case FEV_SET:
			v = walk_eval(w, st, e->b);
			var = leaf(w, FN_VAR, e->a);
			if (v != EXPR_UNKNOWN && expr_mentions(&w->s->exprs, v, var))
				v = EXPR_UNKNOWN;
			forget_leaf(w, st, var);
			state_set_value(st, var, v);
			break;
		case FEV_COPY:
			v = expr_root(&w->s->exprs, walk_eval(w, st, e->a));
			if (expr_at(&w->s->exprs, v)->op == FN_LOCAL)
				forget_local(w, st, v);
			break;
		}
	}
}
