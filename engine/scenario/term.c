// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenario/internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static uint32_t make(struct scenario *sc, uint8_t op, uint32_t frame, uint32_t a, uint32_t b)
{
	struct term t;

	memset(&t, 0, sizeof(t));
	t.op = op;
	t.frame = frame;
	t.a = a;
	t.b = b;
	return keymap_id(&sc->terms, &t, sizeof(t), NULL);
}

struct term term_at(const struct scenario *sc, uint32_t term)
{
	struct term t;

	memcpy(&t, keymap_key(&sc->terms, term, NULL), sizeof(t));
	return t;
}

static uint32_t constant(struct scenario *sc, int64_t value)
{
	return make(sc, FN_CONST, NONE, (uint32_t)value, (uint32_t)((uint64_t)value >> 32));
}

bool term_is_const(const struct scenario *sc, uint32_t term, int64_t *value)
{
	struct term t = term_at(sc, term);

	*value = (int64_t)((uint64_t)t.b << 32 | t.a);
	return term && t.op == FN_CONST;
}

static bool fold(uint8_t op, int64_t x, int64_t y, int64_t *value)
{
	switch (op) {
	case FN_NOT:	*value = !x; return true;
	case FN_COMPL:	*value = ~x; return true;
	case FN_NEG:	*value = (int64_t)-(uint64_t)x; return true;
	case FN_AND:	*value = x & y; return true;
	case FN_OR:	*value = x | y; return true;
	case FN_XOR:	*value = x ^ y; return true;
	case FN_ADD:	*value = (int64_t)((uint64_t)x + (uint64_t)y); return true;
	case FN_SUB:	*value = (int64_t)((uint64_t)x - (uint64_t)y); return true;
	case FN_EQ:	*value = x == y; return true;
	case FN_NE:	*value = x != y; return true;
	case FN_LT:	*value = x < y; return true;
	case FN_LE:	*value = x <= y; return true;
	default:	return false;
	}
}

static unsigned int operands(uint8_t op)
{
	static const uint8_t n[] = {
#define X(id, name, nodes) nodes,
		FACT_NODES(X)
#undef X
	};

	return op < FN_COUNT ? n[op] : 0;
}

uint32_t term_leaf(struct scenario *sc, const struct frame *f, enum fact_node_op op, uint32_t n)
{
	return make(sc, op, f->number, n, 0);
}

static uint32_t argument(struct scenario *sc, const struct frame *f, uint32_t n)
{
	static const struct state none;
	struct frame *parent = f->parent;
	struct arguments args = { frame_event(parent, f->event), f->args };
	uint32_t e = walk_argument(&parent->w, &none, &args, n);

	/* a value nobody knows is still one value */
	return e == EXPR_UNKNOWN ? make(sc, FN_PARAM, f->number, n, 0) : term_of_expr(sc, parent, e);
}

/* A comparison that is settled where the callback is entered. */
static uint32_t settle(struct scenario *sc, uint8_t op, uint32_t a, uint32_t b)
{
	static const enum atom_op ops[FN_COUNT] = { [FN_EQ] = ATOM_EQ, [FN_NE] = ATOM_NE, [FN_LT] = ATOM_LT };
	struct test t = { .term = a, .op = ops[op] };
	enum truth truth = UNDECIDED;

	if ((op == FN_EQ || op == FN_NE || op == FN_LT) && term_is_const(sc, b, &t.value))
		truth = test_decide(sc, &t);
	return truth == UNDECIDED ? make(sc, op, NONE, a, b) : constant(sc, truth == IS_TRUE);
}

uint32_t term_of_expr(struct scenario *sc, const struct frame *f, uint32_t expr)
{
	struct expr e = *expr_at(&sc->s->exprs, expr);
	int64_t x = 0, y = 0, value;
	uint32_t a, b;

	if (expr == EXPR_UNKNOWN || e.op == FN_COUNT)
		return 0;
	switch (e.op) {
	case FN_CONST:
		return make(sc, FN_CONST, NONE, e.a, e.b);
	case FN_SYMBOL:
	case FN_STRING:
		return make(sc, e.op, NONE, e.a, 0);
	case FN_PARAM:
		return f->parent ? argument(sc, f, e.a) : make(sc, FN_PARAM, f->number, e.a, 0);
	case FN_RESULT:
		a = frame_returned(f, expr);
		if (a != expr)
			return term_of_expr(sc, f, a);
		/* fallthrough */
	case FN_LOCAL:
	case FN_VAR:
		return make(sc, e.op, f->number, e.a, 0);
	case FN_OPAQUE:
		return make(sc, e.op, f->number, e.a, e.b);
	case FN_FIELD:
		a = term_of_expr(sc, f, e.a);
		return a ? make(sc, FN_FIELD, NONE, a, e.b) : 0;
	case FN_INDEX:
	case FN_OFFSET:
		a = term_of_expr(sc, f, e.a);
		return a ? make(sc, e.op, NONE, a, e.b) : 0;
	default:
		break;
	}
	a = term_of_expr(sc, f, e.a);
	b = operands(e.op) > 1 ? term_of_expr(sc, f, e.b) : 0;
	if (!a || (operands(e.op) > 1 && !b))
		return 0;
	if (term_is_const(sc, a, &x) && (operands(e.op) < 2 || term_is_const(sc, b, &y)) && fold(e.op, x, y, &value))
		return constant(sc, value);
	return settle(sc, e.op, a, b);
}

uint32_t term_of_node(struct scenario *sc, const struct frame *f, uint32_t node)
{
	static const struct state none;

	return term_of_expr(sc, f, walk_eval((struct walk *)&f->w, &none, node));
}

uint32_t term_root(const struct scenario *sc, uint32_t term)
{
	struct term t = term_at(sc, term);

	while (term && (t.op == FN_FIELD || t.op == FN_LOAD || t.op == FN_INDEX || t.op == FN_OFFSET)) {
		term = t.a;
		t = term_at(sc, term);
	}
	return term;
}

/* ---- what is asked ------------------------------------------------------------------- */

static struct test masked(struct scenario *sc, uint32_t term, int64_t mask, enum atom_op op)
{
	int64_t value;

	if (!term)
		return (struct test){ 0, op, 0 };
	if (term_is_const(sc, term, &value))
		return (struct test){ constant(sc, value & mask), op, 0 };
	return (struct test){ make(sc, FN_AND, NONE, term, constant(sc, mask)), op, 0 };
}

struct test test_of_atom(struct scenario *sc, const struct frame *f, uint32_t atom)
{
	struct atom a = *atom_at(&sc->s->exprs, atom);
	uint32_t term = term_of_expr(sc, f, a.expr);

	switch ((enum atom_op)a.op) {
	case ATOM_ZERO:
		return masked(sc, term, a.value, ATOM_EQ);
	case ATOM_SOME:
		return masked(sc, term, a.value, ATOM_NE);
	case ATOM_IN:		/* a set of values: one value of its own */
		return (struct test){ term ? make(sc, FN_SHL, NONE, term, constant(sc, a.value)) : 0, ATOM_NE, 0 };
	default:
		return (struct test){ term, (enum atom_op)a.op, a.value };
	}
}

struct test test_of_node(struct scenario *sc, const struct frame *f, uint32_t node)
{
	static const struct state none;
	struct exprs *x = &sc->s->exprs;
	uint32_t cond = walk_eval((struct walk *)&f->w, &none, node), atoms[2];
	enum truth decided;

	if (cond_atoms(x, cond, true, atoms, 2, &decided) == 1 && decided == UNDECIDED &&
	    cond_is_conjunction(x, cond, true) && cond_is_conjunction(x, cond, false))
		return test_of_atom(sc, f, atoms[0]);
	return (struct test){ term_of_expr(sc, f, cond), ATOM_NE, 0 };
}

bool test_holds(const struct test *t, int64_t value)
{
	const struct atom a = { .op = t->op, .value = t->value };

	return atom_holds(&a, value);
}

enum truth test_decide(const struct scenario *sc, const struct test *t)
{
	int64_t value;

	if (!t->term)
		return UNDECIDED;
	if (term_is_const(sc, t->term, &value))
		return test_holds(t, value) ? IS_TRUE : IS_FALSE;
	for_each_in_array(g, &sc->given) {
		const struct atom known = { .op = g->op, .value = g->value }, asked = { .op = t->op, .value = t->value };
		enum truth truth = g->term == t->term ? atom_implies(&known, &asked) : UNDECIDED;

		if (truth != UNDECIDED)
			return truth;
	}
	return UNDECIDED;
}

struct valuation *valuation_of(struct scenario *sc, uint32_t term)
{
	while (sc->valuations.n <= term)
		array_add(&sc->valuations)->variable = REPLAY_NONE;
	return &sc->valuations.at[term];
}

void valuation_cut(struct valuation *v, int64_t at)
{
	uint32_t i = 0;

	while (i < v->cuts.n && v->cuts.at[i] < at)
		i++;
	/* what is beyond the program's values counts with the last */
	if ((i < v->cuts.n && v->cuts.at[i] == at) || v->cuts.n + 1 >= REPLAY_VALUES)
		return;
	array_push(&v->cuts, at);
	memmove(v->cuts.at + i + 1, v->cuts.at + i, (v->cuts.n - 1 - i) * sizeof(at));
	v->cuts.at[i] = at;
}

void test_ask(struct scenario *sc, const struct test *t)
{
	struct valuation *v = valuation_of(sc, t->term);
	int64_t value;

	if (term_is_const(sc, t->term, &value))
		return;
	valuation_cut(v, t->value);
	if ((t->op == ATOM_EQ || t->op == ATOM_NE) && t->value != INT64_MAX)
		valuation_cut(v, t->value + 1);
}

unsigned int valuation_class(const struct valuation *v, int64_t value)
{
	unsigned int k = 0;

	while (k < v->cuts.n && v->cuts.at[k] <= value)
		k++;
	return k;
}

int64_t valuation_sample(const struct valuation *v, unsigned int class)
{
	if (class)
		return v->cuts.at[class - 1];
	return v->cuts.n && v->cuts.at[0] != INT64_MIN ? v->cuts.at[0] - 1 : 0;
}

/* ---- for people ------------------------------------------------------------------------- */

static const struct function *function_of(const struct scenario *sc, uint32_t frame)
{
	return sc->frames.at[frame]->w.fn;
}

static void print_leaf(const struct scenario *sc, const struct term *t, char *buf, size_t size)
{
	const struct function *fn = t->frame == NONE ? NULL : function_of(sc, t->frame);
	const struct facts *f = fn ? function_facts(sc->s->program, fn) : NULL;
	const struct call *c;

	switch (t->op) {
	case FN_SYMBOL:
		snprintf(buf, size, "%s", sc->s->program->entities.at[t->a].name);
		break;
	case FN_PARAM:
		if (t->a < fn->body->nparams)
			snprintf(buf, size, "%s", facts_str(f, f->params[fn->body->param_first + t->a].name));
		else
			snprintf(buf, size, "parameter %u", t->a + 1);
		break;
	case FN_RESULT:
		c = frame_call(sc->frames.at[t->frame], t->a);
		snprintf(buf, size, "%s()", c->ncallees ? sc->s->program->entities.at[sc->s->graph->callees.at[c->callee].entity].name :
			 "a call's result");
		break;
	case FN_LOCAL:
		snprintf(buf, size, "%s", facts_str(f, f->locals[fn->body->local_first + t->a].name));
		break;
	default:
		snprintf(buf, size, "a value of %s()", fn ? fn->name : "?");
	}
}

void term_print(const struct scenario *sc, uint32_t term, char *buf, size_t size)
{
	static const char *const infix[FN_COUNT] = {
		[FN_AND] = "&", [FN_OR] = "|", [FN_XOR] = "^", [FN_ADD] = "+", [FN_SUB] = "-", [FN_MUL] = "*",
		[FN_EQ] = "==", [FN_NE] = "!=", [FN_LT] = "<", [FN_LE] = "<=",
	};
	struct term t;
	char a[128], b[128];
	int64_t value;

	if (!term) {
		snprintf(buf, size, "a value that is not known");
		return;
	}
	t = term_at(sc, term);
	if (term_is_const(sc, term, &value)) {
		snprintf(buf, size, "%" PRId64, value);
	} else if (!operands(t.op)) {
		print_leaf(sc, &t, buf, size);
	} else if (t.op == FN_FIELD) {
		const struct term base = term_at(sc, t.a);

		term_print(sc, t.a, a, sizeof(a));
		snprintf(buf, size, "%s%s%s", a, base.op == FN_FIELD || base.op == FN_SYMBOL || base.op == FN_LOCAL ? "." : "->",
			 sc->s->program->fields.at[t.b].name);
	} else if (t.op == FN_LOAD) {
		term_print(sc, t.a, buf, size);
	} else if (t.op == FN_NOT) {
		term_print(sc, t.a, a, sizeof(a));
		snprintf(buf, size, "!%s", a);
	} else if (infix[t.op]) {
		term_print(sc, t.a, a, sizeof(a));
		term_print(sc, t.b, b, sizeof(b));
		snprintf(buf, size, "%s %s %s", a, infix[t.op], b);
	} else {
		term_print(sc, t.a, buf, size);
	}
}
