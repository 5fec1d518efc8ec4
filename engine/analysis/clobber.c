// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/clobber.h"

#include <stdlib.h>

#include "base/memory.h"

#define DEEP		3	/* calls down to the store */
#define WRITES_MAX	32	/* of one function: those nearest to its own code */

struct write {
	uint32_t address;	/* over parameters; FN_FIELD */
	int64_t bits;		/* that may change */
};

struct writes {
	ARRAY(struct write) at;
	ARRAY(uint32_t) plain;	/* addresses of the same kind, of whatever else is written */
	bool is_known;
};

struct clobber {
	struct bitset tested;		/* fields that some branch looks at */
	uint32_t nnodes;		/* those of the plain program: specialised ones write what these do */
	struct writes *of[DEEP];	/* by calls that were looked into, and plain node */
};

static void note_tested(struct clobber *c, const struct program *p, const struct function *f, uint32_t node,
			unsigned int deep)
{
	const struct fact_node *n = function_node(p, f, node), *a;

	switch (n->op) {
	case FN_LOAD:
		a = function_node(p, f, n->a);
		if (a->op == FN_FIELD)
			bitset_set(&c->tested, p->units.at[f->unit].field[a->b]);
		return;
	case FN_NOT: case FN_COMPL: case FN_NEG:
		note_tested(c, p, f, n->a, deep);
		return;
	case FN_AND: case FN_OR: case FN_EQ: case FN_NE: case FN_LT: case FN_LE:
		if (!deep)
			return;
		note_tested(c, p, f, n->a, deep - 1);
		note_tested(c, p, f, n->b, deep - 1);
		return;
	default:
		return;
	}
}

void clobber_init(struct solver *s)
{
	const struct program *p = s->program;
	struct clobber *c = xcalloc(1, sizeof(*c));

	bitset_init(&c->tested, p->fields.n, NULL);
	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		const struct fact_block *b = function_facts(p, f)->blocks + f->body->block_first;

		for (uint32_t k = 0; k < f->body->nblocks; k++)
			if (b[k].nedges > 1 && b[k].value != FACT_NONE)
				note_tested(c, p, f, b[k].value, 4);
	}
	c->nnodes = s->graph->nodes.n;
	for (unsigned int i = 0; i < DEEP; i++)
		c->of[i] = xcalloc(c->nnodes, sizeof(*c->of[i]));
	s->clobber = c;
}

void clobber_release(struct solver *s)
{
	struct clobber *c = s->clobber;

	if (!c)
		return;
	for (unsigned int i = 0; i < DEEP; i++) {
		for (uint32_t k = 0; k < c->nnodes; k++) {
			array_release(&c->of[i][k].at);
			array_release(&c->of[i][k].plain);
		}
		free(c->of[i]);
	}
	bitset_release(&c->tested);
	free(c);
	s->clobber = NULL;
}

#define ALL_BITS	(-1)

/* x |= C and x &= ~C: C; x++, x--: all.  Other values are as a rule the one that was there, put back: 0. */
static int64_t changed_bits(const struct exprs *x, uint32_t address, uint32_t value)
{
	const struct expr *e = expr_at(x, value), *old;
	int64_t c;

	if (value == EXPR_UNKNOWN || (e->op != FN_OR && e->op != FN_AND && e->op != FN_ADD && e->op != FN_SUB) ||
	    !expr_is_const(x, e->b, &c))
		return 0;
	old = expr_at(x, e->a);
	if (old->op != FN_LOAD || old->a != address)
		return 0;
	return e->op == FN_OR ? c : e->op == FN_AND ? ~c : ALL_BITS;
}

static bool is_asked(const struct solver *s, uint32_t address)
{
	const struct expr *e = expr_at(&s->exprs, address);

	return address != EXPR_UNKNOWN && e->op == FN_FIELD && (e->flags & XF_PARAM) &&
	       !(e->flags & (XF_LOCAL | XF_OPAQUE)) && bitset_test(&s->clobber->tested, e->b);
}

static void add_plain(const struct solver *s, struct writes *to, uint32_t address)
{
	if (!is_asked(s, address))
		return;
	for (uint32_t i = 0; i < to->plain.n; i++)
		if (to->plain.at[i] == address)
			return;
	if (to->plain.n < WRITES_MAX)
		array_push(&to->plain, address);
}

static void add_write(struct solver *s, struct writes *to, uint32_t address, int64_t bits)
{
	if (!bits || !is_asked(s, address))
		return;
	for (uint32_t i = 0; i < to->at.n; i++)
		if (to->at.at[i].address == address) {
			to->at.at[i].bits |= bits;
			return;
		}
	if (to->at.n < WRITES_MAX)
		array_push(&to->at, ((struct write){ address, bits }));
}

/* "old = x->f; ... x->f = old" */
static bool is_put_back(struct walk *w, uint32_t value, uint32_t address)
{
	static const struct state none;
	const struct fact_node *n = function_node(w->s->program, w->fn, value);
	uint32_t loaded = address == EXPR_UNKNOWN ? EXPR_UNKNOWN : expr_make(&w->s->exprs, FN_LOAD, address, 0, 0);

	if (n->op != FN_VAR)
		return loaded != EXPR_UNKNOWN && walk_eval(w, &none, value) == loaded;
	for (uint32_t i = 0; i < w->fn->body->nevents; i++) {
		const struct fact_event *e = function_event(w->s->program, w->fn, i);

		if (e->kind == FEV_SET && e->a == n->a && walk_eval(w, &none, e->b) == loaded)
			return true;
	}
	return false;
}

static const struct writes *writes_of(struct solver *s, uint32_t node, unsigned int deep)
{
	struct writes *mine = &s->clobber->of[deep][node];
	const struct node *n = &s->graph->nodes.at[node];
	static const struct state none;
	struct walk w;

	if (mine->is_known)
		return mine;
	mine->is_known = true;
	w = walk_of(s, node);
	for (uint32_t i = 0; i < w.fn->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, w.fn, i);

		if (e->kind == FEV_STORE) {
			uint32_t address = walk_eval(&w, &none, e->a), value = walk_eval(&w, &none, e->b);
			int64_t bits = changed_bits(&s->exprs, address, value);

			if (bits)
				add_write(s, mine, address, bits);
			else if (!is_put_back(&w, e->b, address))
				add_plain(s, mine, address);
		}
	}
	for (uint32_t i = 0; deep && i < w.fn->body->nevents; i++) {
		const struct call *c = &n->calls[i];
		const struct callee *callee = &s->graph->callees.at[c->callee];
		struct arguments args = { function_event(s->program, w.fn, i), ARGS_SAME };
		const struct writes *inner;

		if (c->ncallees != 1 || callee->node == NONE || callee->node >= s->clobber->nnodes ||
		    callee->args != ARGS_SAME)
			continue;
		inner = writes_of(s, callee->node, deep - 1);
		for (uint32_t k = 0; k < inner->at.n; k++)
			add_write(s, mine, walk_substitute(&w, &none, &args, inner->at.at[k].address), inner->at.at[k].bits);
		for (uint32_t k = 0; k < inner->plain.n; k++)
			add_plain(s, mine, walk_substitute(&w, &none, &args, inner->plain.at[k]));
	}
	return mine;
}

/*
 * The new value: unknown, nobody's but this function's, and the old one in the
 * bits that stay.  What is said about the old one stays true, of it.
 */
static uint32_t new_value(struct exprs *x, uint32_t old, uint32_t fresh, int64_t bits)
{
	uint32_t left;

	if (bits == ALL_BITS)
		return fresh;
	left = expr_make(x, FN_AND, old, expr_const(x, ~bits), 0);
	return expr_make(x, FN_OR, expr_make(x, FN_AND, fresh, expr_const(x, bits), 0), left, 0);
}

void clobber_state(struct walk *w, struct state *st, uint32_t number, const struct arguments *args, uint32_t node)
{
	struct exprs *x = &w->s->exprs;
	const struct writes *writes;

	if (!w->s->clobber)
		return;
	node = w->s->graph->nodes.at[node].plain;
	if (node >= w->s->clobber->nnodes)
		return;
	writes = writes_of(w->s, node, DEEP - 1);
	for (uint32_t i = 0; i < writes->at.n; i++) {
		const struct write *wr = &writes->at.at[i];
		uint32_t address = walk_substitute(w, st, args, wr->address);
		uint32_t fresh = expr_make(x, FN_OPAQUE, FO_COUNT + 1, number * WRITES_MAX + i, 0);

		if (address != EXPR_UNKNOWN)
			state_set_value(st, address, new_value(x, walk_load(w, st, address), fresh, wr->bits));
	}
	for (uint32_t i = 0; i < writes->plain.n; i++) {
		uint32_t address = walk_substitute(w, st, args, writes->plain.at[i]);
		int64_t c;

		if (address != EXPR_UNKNOWN && expr_at(x, expr_root(x, address))->op == FN_LOCAL &&
		    expr_is_const(x, walk_load(w, st, address), &c))
			state_set_value(st, address, expr_make(x, FN_OPAQUE, FO_COUNT + 2, number * WRITES_MAX + i, 0));
	}
}
