// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What of a chain's frames matters: it is asked, until nothing is added, which
 * branches decide what comes next, which values these test, and who computes them.
 */
#include "scenario/internal.h"

#include <string.h>

#define ASIDES	2		/* such functions within each other */
#define SMALL	8		/* blocks of a function that is followed for its result's sake */

/* ---- branches -------------------------------------------------------------------------------- */

/* Is this way of the branch taken?  A two-way branch has "0" for false, and the default for true. */
static bool may_go(struct scenario *sc, const struct frame *f, const struct fact_block *b, uint32_t i)
{
	const struct fact_edge *e = frame_edge(f, b, i);
	struct test t;
	enum truth truth;

	if (b->nedges < 2 || b->value == NONE)
		return true;
	if (frame_is_two_way(f, b)) {
		t = test_of_node(sc, f, b->value);
		truth = test_decide(sc, &t);
		return truth == UNDECIDED || (truth == IS_TRUE) == !!(e->flags & FE_DEFAULT);
	}
	if (e->flags & FE_DEFAULT)
		return true;
	t = (struct test){ term_of_node(sc, f, b->value), ATOM_GE, e->lo };
	if (test_decide(sc, &t) == IS_FALSE)
		return false;
	t = (struct test){ t.term, ATOM_LT, e->hi + 1 };
	return e->hi == INT64_MAX || test_decide(sc, &t) != IS_FALSE;
}

static bool has_chain_event(const struct scenario *sc, const struct frame *f, const struct fact_block *b)
{
	uint32_t event = sc->paths[f->chain].event[f->at];

	return event >= b->event && event < b->event + b->nevents;
}

/* Backwards from the event by which the chain goes on. */
static void find_leads(struct scenario *sc, struct frame *f)
{
	uint32_t n = f->w.fn->body->nblocks;
	bool changed = true;

	memset(f->leads.words, 0, bitset_nwords(&f->leads) * sizeof(*f->leads.words));
	while (changed) {
		changed = false;
		for (uint32_t b = n; b-- > 0; ) {
			const struct fact_block *block = frame_block(f, b);
			bool leads = has_chain_event(sc, f, block);

			for (uint32_t i = 0; i < block->nedges && !leads; i++)
				leads = bitset_test(&f->leads, frame_successor(f, block, i)) && may_go(sc, f, block, i);
			changed |= leads && bitset_set(&f->leads, b);
		}
	}
}

static bool has_event(const struct frame *f, const struct fact_block *b)
{
	for (uint32_t i = 0; i < b->nevents; i++)
		if (f->kind[b->event + i] != EVENT_NOTHING)
			return true;
	return false;
}

static uint32_t next_of(struct scenario *sc, struct frame *f, uint32_t n)
{
	const struct fact_block *b = frame_block(f, n);
	uint32_t found = NEXT_OPEN;
	bool dies = true;

	if (f->at != NONE && !bitset_test(&f->leads, n))
		return NEXT_OFF;
	if (has_event(f, b))
		return n;
	if (!b->nedges)
		return b->flags & FB_NORETURN ? NEXT_DEAD : f->returns ? n : NEXT_END;
	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = f->next[frame_successor(f, b, i)];

		if (to == NEXT_DEAD || !may_go(sc, f, b, i))
			continue;
		dies = false;
		if (to == NEXT_OPEN || to == found)
			continue;
		if (found != NEXT_OPEN)
			return n;
		found = to;
	}
	return dies ? NEXT_DEAD : found;
}

/* The first block at or after each that matters. */
static void find_next(struct scenario *sc, struct frame *f)
{
	uint32_t n = f->w.fn->body->nblocks;
	bool changed = true;

	if (f->at != NONE)
		find_leads(sc, f);
	for (uint32_t b = 0; b < n; b++)
		f->next[b] = NEXT_OPEN;
	/* a block that decides goes on doing so: it ends */
	while (changed) {
		changed = false;
		for (uint32_t b = n; b-- > 0; ) {
			uint32_t to = f->next[b] == b ? b : next_of(sc, f, b);

			changed |= to != f->next[b];
			f->next[b] = to;
		}
	}
	/* what never comes to anything is a loop for ever */
	for (uint32_t b = 0; b < n; b++)
		if (f->next[b] == NEXT_OPEN)
			f->next[b] = NEXT_DEAD;
}

static bool decides(struct scenario *sc, const struct frame *f, uint32_t n)
{
	const struct fact_block *b = frame_block(f, n);
	uint32_t found = NEXT_OPEN;

	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = f->next[frame_successor(f, b, i)];

		if (to == NEXT_DEAD || !may_go(sc, f, b, i))
			continue;
		if (found != NEXT_OPEN && to != found)
			return true;
		found = to;
	}
	return false;
}

/* ---- values that decide ------------------------------------------------------------------------- */

static bool follow_result(struct scenario *sc, struct frame *f, uint32_t event)
{
	const struct callee *to = frame_only_callee(f, event);

	if (f->callee[event]) {
		bool is_new = !f->callee[event]->returns;

		f->callee[event]->returns = true;
		return is_new;
	}
	if (f->kind[event] != EVENT_NOTHING || !to || to->model || f->depth >= SCENARIO_DEPTH || frame_is_recursion(f, to->node) ||
	    walk_of(sc->s, to->node).fn->body->nblocks > SMALL || f->asides >= ASIDES)
		return false;
	frame_call_down(sc, f, event, to, NONE);
	if (!f->callee[event])
		return false;
	if (f->callee[event]->has_loops) {	/* what it computes is not one value */
		f->callee[event] = NULL;
		f->kind[event] = EVENT_NOTHING;
		return false;
	}
	f->callee[event]->returns = true;
	f->callee[event]->asides = f->asides + 1;
	return true;
}

/* The term decides something: who makes it? */
static bool want_term(struct scenario *sc, uint32_t term)
{
	struct term t;
	struct frame *f;

	if (!term)
		return false;
	memcpy(&t, keymap_key(&sc->terms, term, NULL), sizeof(t));
	if (t.frame == NONE || t.frame >= sc->frames.n)
		return false;
	f = sc->frames.at[t.frame];
	if (t.op == FN_RESULT) {
		bool changed = bitset_set(&f->results, t.a) | follow_result(sc, f, t.a);

		if (!f->has_retries || f->kind[t.a] != EVENT_NOTHING)
			return changed;
		f->kind[t.a] = EVENT_AGAIN;
		return true;
	}
	return t.op == FN_VAR && bitset_set(&f->vars, t.a);
}

static bool ask(struct scenario *sc, const struct test *t)
{
	uint32_t before;

	if (!t->term)
		return false;
	before = valuation_of(sc, t->term)->cuts.n;
	test_ask(sc, t);
	return want_term(sc, t->term) | (valuation_of(sc, t->term)->cuts.n != before);
}

static bool ask_branch(struct scenario *sc, struct frame *f, uint32_t n)
{
	const struct fact_block *b = frame_block(f, n);
	bool changed = false;

	if (b->nedges < 2 || b->value == NONE || !decides(sc, f, n))
		return false;
	if (frame_is_two_way(f, b)) {
		struct test t = test_of_node(sc, f, b->value);

		return ask(sc, &t);
	}
	for (uint32_t i = 0; i < b->nedges; i++) {
		const struct fact_edge *e = frame_edge(f, b, i);
		struct test t = { term_of_node(sc, f, b->value), ATOM_GE, e->lo };

		if (e->flags & FE_DEFAULT)
			continue;
		changed |= ask(sc, &t);
		t = (struct test){ t.term, ATOM_LT, e->hi + 1 };
		if (e->hi != INT64_MAX)
			changed |= ask(sc, &t);
	}
	return changed;
}

/* What is copied to a variable is asked what the variable is. */
static bool ask_source(struct scenario *sc, uint32_t to, uint32_t from)
{
	bool changed = false;

	for (uint32_t i = 0; from && i < valuation_of(sc, to)->cuts.n; i++) {
		struct test t = { from, ATOM_GE, valuation_of(sc, to)->cuts.at[i] };

		changed |= ask(sc, &t);
	}
	return changed;
}

static uint32_t load_of(struct scenario *sc, const struct frame *f, uint32_t address)
{
	struct term t;
	uint32_t a = term_of_node(sc, f, address);

	memset(&t, 0, sizeof(t));
	t.op = FN_LOAD;
	t.frame = NONE;
	t.a = a;
	return a ? keymap_find(&sc->terms, &t, sizeof(t)) : KEYMAP_NONE;
}

/* Memory of the frame's own that the callee may fill: the address of a local variable. */
bool frame_clobbers(struct scenario *sc, const struct frame *f, uint32_t event, uint32_t term)
{
	const struct fact_event *e = frame_event(f, event);
	const struct term load = term_at(sc, term);
	uint32_t root = term_root(sc, term);

	if (load.op != FN_LOAD || !root || term_at(sc, root).op != FN_LOCAL)
		return false;
	for (uint32_t a = 0; a < e->nargs; a++) {
		uint32_t address = term_of_node(sc, f, function_arg(sc->s->program, f->w.fn, e, a));

		if (address && term_at(sc, address).op != FN_LOAD && term_root(sc, address) == root)
			return true;
	}
	return false;
}

static bool ask_clobbers(struct scenario *sc, struct frame *f, uint32_t event)
{
	bool changed = false;

	if (f->kind[event] != EVENT_NOTHING)
		return false;
	for (uint32_t term = 1; term < sc->valuations.n; term++) {
		if (!sc->valuations.at[term].cuts.n || !sc->valuations.at[term].is_set || !frame_clobbers(sc, f, event, term))
			continue;
		f->kind[event] = EVENT_CLOBBER;
		changed = true;
	}
	return changed;
}

static bool ask_sources(struct scenario *sc, struct frame *f)
{
	bool changed = false;

	for (uint32_t i = 0; i < f->w.fn->body->nevents; i++) {
		const struct fact_event *e = frame_event(f, i);
		uint32_t to;

		if (e->kind == FEV_SET && bitset_test(&f->vars, e->a)) {
			changed |= f->kind[i] != EVENT_SET;
			f->kind[i] = EVENT_SET;
			to = term_leaf(sc, f, FN_VAR, e->a);
			valuation_of(sc, to)->is_set = true;
			changed |= ask_source(sc, to, term_of_node(sc, f, e->b));
		} else if (e->kind == FEV_STORE) {
			to = load_of(sc, f, e->a);
			if (f->kind[i] == EVENT_SCOPE || to == KEYMAP_NONE || !valuation_of(sc, to)->cuts.n)
				continue;
			changed |= f->kind[i] != EVENT_STORE;
			f->kind[i] = EVENT_STORE;
			valuation_of(sc, to)->is_set = true;
			changed |= ask_source(sc, to, term_of_node(sc, f, e->b));
		} else if (e->kind == FEV_CALL || e->kind == FEV_ICALL) {
			changed |= ask_clobbers(sc, f, i);
		}
	}
	for (uint32_t b = 0; f->returns && f->parent && b < f->w.fn->body->nblocks; b++) {
		const struct fact_block *block = frame_block(f, b);
		uint32_t to = term_leaf(sc, f->parent, FN_RESULT, f->event);

		valuation_of(sc, to)->is_set = true;
		if (!block->nedges && block->value != NONE)
			changed |= ask_source(sc, to, term_of_node(sc, f, block->value));
	}
	return changed;
}

static void use(struct scenario *sc, uint32_t term)
{
	valuation_of(sc, term)->uses++;
}

/* What only one branch asks, and only one of its ways is of interest, is not asked at all. */
static void count_uses(struct scenario *sc, struct frame *f)
{
	for (uint32_t i = 0; i < f->w.fn->body->nevents; i++)
		if (f->kind[i] == EVENT_SET || f->kind[i] == EVENT_STORE)
			use(sc, term_of_node(sc, f, frame_event(f, i)->b));
		else if (f->kind[i] == EVENT_MODEL)
			use(sc, term_leaf(sc, f, FN_RESULT, i));
	for (uint32_t b = 0; b < f->w.fn->body->nblocks; b++) {
		const struct fact_block *block = frame_block(f, b);

		if (block->value == NONE)
			continue;
		if (!block->nedges && f->returns)
			use(sc, term_of_node(sc, f, block->value));
		else if (block->nedges > 1 && f->next[b] == b && decides(sc, f, b))
			use(sc, frame_is_two_way(f, block) ? test_of_node(sc, f, block->value).term : term_of_node(sc, f, block->value));
	}
}

/* Does something happen in a loop that another round could change? */
static void note_partial(struct scenario *sc, const struct frame *f)
{
	for (uint32_t i = 0; f->has_loops && i < f->w.fn->body->nevents; i++)
		if (bitset_test(&f->looped, i) && f->kind[i] != EVENT_NOTHING && f->kind[i] != EVENT_END &&
		    f->kind[i] != EVENT_AGAIN && !frame_goes_on_at(sc, f, i))
			sc->is_partial = true;
}

void frame_slice(struct scenario *sc, struct frame *root)
{
	bool changed = true;

	for (unsigned int round = 0; changed && round < 64; round++) {
		changed = false;
		for (uint32_t i = root->number; i < sc->frames.n; i++) {
			struct frame *f = sc->frames.at[i];

			find_next(sc, f);
			for (uint32_t b = 0; b < f->w.fn->body->nblocks; b++)
				if (f->next[b] == b)
					changed |= ask_branch(sc, f, b);
			changed |= ask_sources(sc, f);
		}
	}
	/* frames that the last round made */
	for (uint32_t i = root->number; i < sc->frames.n; i++)
		find_next(sc, sc->frames.at[i]);
	for (uint32_t i = root->number; i < sc->frames.n; i++)
		count_uses(sc, sc->frames.at[i]);
	for (uint32_t i = root->number; i < sc->frames.n; i++)
		note_partial(sc, sc->frames.at[i]);
}

bool frame_reaches_end(struct scenario *sc, const struct frame *f)
{
	for (; f; f = f->callee[sc->paths[f->chain].event[f->at]])
		if (!bitset_test(&f->leads, 0))
			return false;
	return true;
}
