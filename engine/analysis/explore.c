// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Walking a function: blocks in reverse postorder, a list of states at each,
 * states that agree in what matters later made one.
 *
 * What matters later is liveness over "terms": variables, call results, locals
 * in memory, parameters handed on, and the expressions that branches test.  An
 * atom on a dead term cannot decide anything any more in this function; it
 * stays in the state as a possible guard, but two states are not kept apart
 * for it.
 */
#include "analysis/slice.h"
#include "analysis/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/message.h"

#define WATCHED_STATES	16	/* times the bound 'states' */

struct kept_state {
	struct state *st;
	uint64_t live;		/* hash of what state_same() compares */
};

struct block_states {
	struct kept_state *at;
	uint32_t n, size;
	uint32_t done;		/* states before this one have been walked on */
};

/* This expression is what that test was in some state. */
struct alias {
	uint32_t expr, test;
};

struct explorer {
	struct walk w;
	const struct fact_block *blocks;
	const struct fact_edge *edges;
	const struct fact_event *events;
	uint32_t nblocks;
	uint32_t *order;	/* block by rank */
	uint32_t *rank;
	bool *in_loop;		/* by block: between a loop's head and its end */
	struct block_states *states;	/* by block */
	struct bitset todo;	/* ranks */
	/* terms: [vars][results][locals][params][tests] */
	struct terms t;
	uint32_t nterms, tests;
	struct slice slice;
	uint32_t *test_expr;	/* by test: expression, sorted */
	uint32_t ntests;
	uint32_t *test_slots;	/* hashed by expression: test + 1 */
	unsigned int test_shift;
	struct bitset *live;	/* by block: live on entry */
	struct alias *aliases;	/* watched: what tests became where a variable had a value */
	uint32_t naliases, alias_room;
	struct state_list list;	/* of the block that is walked */
	struct arena arena;
};

/* ---- order ------------------------------------------------------------------------- */

/* The loop that the edge from `end` back to `head` closes: what leads to its end. */
static void mark_loop(struct explorer *x, uint32_t head, uint32_t end, uint32_t *in, uint32_t mark)
{
	in[end] = mark;
	x->in_loop[head] = x->in_loop[end] = true;
	for (uint32_t r = x->rank[end]; r-- > x->rank[head];) {
		uint32_t b = x->order[r];

		for (uint32_t e = 0; e < x->blocks[b].nedges && in[b] != mark; e++)
			if (in[x->edges[x->blocks[b].edge + e].target] == mark)
				in[b] = mark;
		if (in[b] == mark)
			x->in_loop[b] = true;
	}
}

static void number_blocks(struct explorer *x)
{
	uint32_t *stack = arena_alloc(&x->arena, (x->nblocks + 1) * sizeof(*stack));
	uint32_t *edge = arena_alloc(&x->arena, (x->nblocks + 1) * sizeof(*edge));
	bool *seen = arena_alloc(&x->arena, x->nblocks);
	uint32_t *in = arena_alloc(&x->arena, (x->nblocks + 1) * sizeof(*in));
	uint32_t depth = 0, next = x->nblocks, nloops = 0;

	x->order = arena_alloc(&x->arena, (x->nblocks + 1) * sizeof(*x->order));
	x->rank = arena_alloc(&x->arena, (x->nblocks + 1) * sizeof(*x->rank));
	stack[depth++] = 0;
	seen[0] = true;
	while (depth) {
		uint32_t b = stack[depth - 1];

		if (edge[b] < x->blocks[b].nedges) {
			uint32_t to = x->edges[x->blocks[b].edge + edge[b]++].target;

			if (!seen[to]) {
				seen[to] = true;
				stack[depth++] = to;
			}
			continue;
		}
		depth--;
		x->order[--next] = b;
		x->rank[b] = next;
	}
	x->in_loop = arena_alloc(&x->arena, x->nblocks);
	for (uint32_t b = 0; b < x->nblocks; b++) {
		for (uint32_t e = 0; seen[b] && e < x->blocks[b].nedges; e++) {
			uint32_t to = x->edges[x->blocks[b].edge + e].target;

			if (x->rank[to] <= x->rank[b])
				mark_loop(x, to, b, in, ++nloops);
		}
	}
	/* unreachable blocks, if any, come first and have no states */
	for (uint32_t b = 0; b < x->nblocks; b++)
		if (!seen[b]) {
			x->order[--next] = b;
			x->rank[b] = next;
		}
}

/* ---- liveness ------------------------------------------------------------------------ */

static uint32_t find_test(const struct explorer *x, uint32_t expr)
{
	uint32_t slot = expr * 0x9e3779b1u >> x->test_shift, test;

	while ((test = x->test_slots[slot]) && x->test_expr[test - 1] != expr)
		slot = (slot + 1) & (UINT32_MAX >> x->test_shift);
	return test - 1;	/* NONE */
}

/* Where an edge leads, past what does not matter. */
static uint32_t target(const struct explorer *x, uint32_t block, uint32_t edge)
{
	return x->slice.next[x->edges[x->blocks[block].edge + edge].target];
}

/* Does the block's condition decide anything? */
static bool is_branch(const struct explorer *x, uint32_t block)
{
	const struct fact_block *b = &x->blocks[block];

	if (b->nedges < 2 || b->value == FACT_NONE || x->slice.next[block] != block)
		return false;
	for (uint32_t i = 1; i < b->nedges; i++)
		if (target(x, block, i) != target(x, block, 0))
			return true;
	return false;
}

/* What the call returns, if it is the same on all of its ways out. */
static uint32_t result_of(struct explorer *x, uint32_t number)
{
	static const struct state none;
	const struct solver *s = x->w.s;
	const struct call *c = &s->graph->nodes.at[x->w.node].calls[number];
	const struct callee *to = &s->graph->callees.at[c->callee];
	const struct fact_event *e = function_event(s->program, x->w.fn, number);
	const struct arguments args = { e, to->args };

	if (c->ncallees != 1 || to->model || to->node == NONE || s->summaries[to->node].nexits != 1)
		return EXPR_UNKNOWN;
	return walk_substitute(&x->w, &none, &args, s->summaries[to->node].exits[0].value);
}

/* The condition with what small functions return in the place of their results; EXPR_UNKNOWN: nothing changes. */
static uint32_t resolve(struct explorer *x, uint32_t expr)
{
	struct exprs *ex = &x->w.s->exprs;
	const struct expr e = *expr_at(ex, expr);
	uint32_t a, b;

	if (expr == EXPR_UNKNOWN || !(e.flags & XF_LOCAL))
		return EXPR_UNKNOWN;
	switch (e.op) {
	case FN_RESULT:
		return result_of(x, e.a);
	case FN_NOT:
		a = resolve(x, e.a);
		return a == EXPR_UNKNOWN ? a : expr_make(ex, e.op, a, 0, FNF_BOOL);
	case FN_AND: case FN_OR: case FN_EQ: case FN_NE: case FN_LT: case FN_LE:
		a = resolve(x, e.a);
		b = resolve(x, e.b);
		if (a == EXPR_UNKNOWN && b == EXPR_UNKNOWN)
			return a;
		return expr_make(ex, e.op, a == EXPR_UNKNOWN ? e.a : a, b == EXPR_UNKNOWN ? e.b : b,
				 e.flags & XF_BOOL ? FNF_BOOL : 0);
	default:
		return EXPR_UNKNOWN;
	}
}

#define TESTS_MAX	16	/* of one condition */
#define COND_ATOMS	8	/* likewise; where there are so many, more may have been left out */

static unsigned int tested_by(struct explorer *x, uint32_t e, uint32_t *out, unsigned int max)
{
	uint32_t atoms[COND_ATOMS];
	enum truth t;
	unsigned int n, k = 0;

	if (e == EXPR_UNKNOWN)
		return 0;
	for (int truth = 0; truth < 2; truth++) {
		n = cond_atoms(&x->w.s->exprs, e, truth, atoms, COND_ATOMS, &t);
		for (unsigned int i = 0; i < n && k < max; i++)
			out[k++] = atom_at(&x->w.s->exprs, atoms[i])->expr;
	}
	return k;
}

/* The expressions that a condition asks about, itself and where it asks a small function. */
static unsigned int tested(struct explorer *x, uint32_t node, uint32_t *out, unsigned int max)
{
	static const struct state none;
	uint32_t e = walk_eval(&x->w, &none, node);
	unsigned int n = tested_by(x, e, out, max);

	return n + tested_by(x, resolve(x, e), out + n, max - n);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void collect_tests(struct explorer *x)
{
	uint32_t n = 0, unique = 0;

	x->test_expr = arena_alloc(&x->arena, (x->nblocks * TESTS_MAX + 1) * sizeof(*x->test_expr));
	for (uint32_t b = 0; b < x->nblocks; b++)
		if (is_branch(x, b))
			n += tested(x, x->blocks[b].value, x->test_expr + n, TESTS_MAX);
	if (n)
		qsort(x->test_expr, n, sizeof(*x->test_expr), by_number);
	for (uint32_t i = 0; i < n; i++)
		if (!unique || x->test_expr[unique - 1] != x->test_expr[i])
			x->test_expr[unique++] = x->test_expr[i];
	x->ntests = unique;
	for (x->test_shift = 31; UINT32_MAX >> x->test_shift < 2 * unique;)
		x->test_shift--;
	x->test_slots = arena_alloc(&x->arena, ((UINT32_MAX >> x->test_shift) + 1ull) * sizeof(*x->test_slots));
	for (uint32_t i = 0; i < unique; i++) {
		uint32_t slot = x->test_expr[i] * 0x9e3779b1u >> x->test_shift;

		while (x->test_slots[slot])
			slot = (slot + 1) & (UINT32_MAX >> x->test_shift);
		x->test_slots[slot] = i + 1;
	}
}

static void use_event(struct explorer *x, struct bitset *set, const struct fact_event *e)
{
	switch (e->kind) {
	case FEV_ICALL:
		terms_use(&x->t, &x->w, e->a, set);
		/* fall through */
	case FEV_CALL:
		for (uint32_t i = 0; i < e->nargs; i++)
			terms_use(&x->t, &x->w, function_arg(x->w.s->program, x->w.fn, e, i), set);
		break;
	case FEV_SET:
		terms_use(&x->t, &x->w, e->b, set);
		break;
	case FEV_STORE:
	case FEV_COPY:
		terms_use(&x->t, &x->w, e->b, set);
		break;
	}
}

/* Functions with no more tests are taken for predicates: callers want to know why they returned what they did. */
#define PREDICATE_TESTS	3

/* Live before the block, if set is what is live after it. */
static void block_liveness(struct explorer *x, uint32_t b, struct bitset *set)
{
	const struct fact_block *bl = &x->blocks[b];
	uint32_t exprs[TESTS_MAX];

	if (bl->value != FACT_NONE && (bl->nedges == 0 || is_branch(x, b))) {
		terms_use(&x->t, &x->w, bl->value, set);
		if (bl->nedges > 1)
			for (unsigned int n = tested(x, bl->value, exprs, TESTS_MAX); n-- > 0;)
				bitset_set(set, x->tests + find_test(x, exprs[n]));
		/* a predicate: what was tested is what it returns */
		for (uint32_t t = 0; bl->nedges == 0 && x->ntests <= PREDICATE_TESTS && t < x->ntests; t++)
			if (!(expr_at(&x->w.s->exprs, x->test_expr[t])->flags & XF_LOCAL))
				bitset_set(set, x->tests + t);
	}
	for (uint32_t i = bl->nevents; i-- > 0;) {
		const struct fact_event *e = &x->events[bl->event + i];

		if (!x->slice.event[bl->event + i])
			continue;
		if (e->kind == FEV_SET)
			bitset_unset(set, e->a);
		if (e->kind == FEV_CALL || e->kind == FEV_ICALL)
			bitset_unset(set, x->t.results + bl->event + i);
		use_event(x, set, e);
	}
}

/* What passes through the block: all that it does not set. */
static void block_kept(struct explorer *x, uint32_t b, struct bitset *set)
{
	const struct fact_block *bl = &x->blocks[b];

	for (uint32_t i = 0; i < bl->nevents; i++) {
		const struct fact_event *e = &x->events[bl->event + i];

		if (!x->slice.event[bl->event + i])
			continue;
		if (e->kind == FEV_SET)
			bitset_unset(set, e->a);
		if (e->kind == FEV_CALL || e->kind == FEV_ICALL)
			bitset_unset(set, x->t.results + bl->event + i);
	}
}

static void find_liveness(struct explorer *x)
{
	struct bitset set, *uses, *keeps;
	bool changed = true;

	terms_init(&x->t, x->w.fn);
	x->tests = x->t.n;
	collect_tests(x);
	x->nterms = x->tests + x->ntests;
	x->live = arena_alloc(&x->arena, x->nblocks * sizeof(*x->live));
	uses = arena_alloc(&x->arena, x->nblocks * sizeof(*uses));
	keeps = arena_alloc(&x->arena, x->nblocks * sizeof(*keeps));
	for (uint32_t b = 0; b < x->nblocks; b++) {
		bitset_init(&x->live[b], x->nterms, &x->arena);
		bitset_init(&uses[b], x->nterms, &x->arena);
		bitset_init(&keeps[b], x->nterms, &x->arena);
		memset(keeps[b].words, 0xff, bitset_nwords(&keeps[b]) * sizeof(*keeps[b].words));
		block_liveness(x, b, &uses[b]);
		block_kept(x, b, &keeps[b]);
	}
	bitset_init(&set, x->nterms, &x->arena);
	while (changed) {
		changed = false;
		for (uint32_t r = x->nblocks; r-- > 0;) {
			uint32_t b = x->order[r];

			bitset_zero(&set);
			for (uint32_t e = 0; e < x->blocks[b].nedges; e++)
				bitset_or_into(&set, &x->live[target(x, b, e)]);
			bitset_and_into(&set, &keeps[b]);
			bitset_or_into(&set, &uses[b]);
			changed |= bitset_or_into(&x->live[b], &set);
		}
	}
}

struct live_at {
	const struct explorer *x;
	const struct bitset *set;
};

static bool is_live(const void *data, uint32_t expr)
{
	const struct live_at *at = data;
	const struct explorer *x = at->x;
	const struct exprs *ex = &x->w.s->exprs;
	const struct expr *e = expr_at(ex, expr), *root;
	uint32_t test;

	switch (e->op) {
	case FN_VAR: return bitset_test(at->set, e->a);
	case FN_RESULT: return bitset_test(at->set, x->t.results + e->a);
	case FN_LOCAL: return bitset_test(at->set, x->t.locals + e->a);
	case FN_PARAM:
		if (e->a < x->tests - x->t.params && bitset_test(at->set, x->t.params + e->a))
			return true;
		break;
	default:
		root = expr_at(ex, expr_root(ex, expr));
		if (root->op == FN_LOCAL && bitset_test(at->set, x->t.locals + root->a))
			return true;
	}
	test = find_test(x, expr);
	if (test != NONE && bitset_test(at->set, x->tests + test))
		return true;
	for (uint32_t i = 0; i < x->naliases; i++)
		if (x->aliases[i].expr == expr && bitset_test(at->set, x->tests + x->aliases[i].test))
			return true;
	return false;
}

/* ---- joins ------------------------------------------------------------------------------ */

static void queue(struct explorer *x, uint32_t block)
{
	bitset_set(&x->todo, x->rank[block]);
}

static uint64_t hash_locks(const struct held_lock *at, uint32_t n, uint64_t h)
{
	for (uint32_t i = 0; i < n; i++)
		h = hash_mix(h, (uint64_t)at[i].class << 32 | at[i].object);
	return h;
}

/*
 * States that state_same() takes for one have the same hash: locks and scopes
 * in order, the live values and atoms as sets.
 */
static uint64_t live_hash(const struct state *st, const struct live_at *at)
{
	const struct exprs *ex = &at->x->w.s->exprs;
	uint64_t h = (uint64_t)st->nheld << 32 | st->nreleased, scopes[(SCOPE_MAX + 7) / 8] = { 0 };

	h = hash_mix(h, (uint64_t)st->marks << 32 | st->unmarked);
	h = hash_locks(st->held, st->nheld, h);
	h = hash_locks(st->released, st->nreleased, h);
	memcpy(scopes, st->scopes, sizeof(st->scopes));
	for (unsigned int i = 0; i < sizeof(scopes) / sizeof(*scopes); i++)
		h = hash_mix(h, scopes[i]);
	for (uint32_t i = 0; i < st->nvalues; i++)
		if (is_live(at, st->values[i].key))
			h += hash_mix(st->values[i].value, st->values[i].key);
	for (uint32_t i = 0; i < st->natoms; i++)
		if (is_live(at, atom_at(ex, st->atoms[i])->expr))
			h += hash_mix(~(uint64_t)0, st->atoms[i]);
	return h;
}

/* Knows less than when it was walked on: again. */
static void walk_again(struct explorer *x, uint32_t block, uint32_t i)
{
	struct block_states *bs = &x->states[block];
	uint32_t last = bs->done - 1;

	const struct kept_state t = bs->at[i];

	bs->at[i] = bs->at[last];
	bs->at[last] = t;
	bs->done--;
	queue(x, block);
}

/* Few functions are watched, and what one path does is all that counts there. */
static uint32_t max_states(const struct explorer *x)
{
	return x->w.watch ? x->w.s->bounds.states * WATCHED_STATES : x->w.s->bounds.states;
}

static struct state *keep_state(struct solver *s, const struct state *from)
{
	struct state_pool *pool = s->states;
	struct state *st = pool->unused.n ? pool->unused.at[--pool->unused.n] : arena_alloc(&pool->arena, sizeof(*st));

	state_copy(st, from);
	return st;
}

static void drop_states(struct solver *s, const struct block_states *bs)
{
	for (uint32_t i = 0; i < bs->n; i++)
		array_push(&s->states->unused, bs->at[i].st);
}

static void add_state(struct explorer *x, uint32_t block, const struct state *st)
{
	struct block_states *bs = &x->states[block];
	struct live_at at = { x, &x->live[block] };
	struct solver *s = x->w.s;
	uint64_t hash = live_hash(st, &at);

	for (uint32_t i = 0; i < bs->n; i++) {
		if (bs->at[i].live != hash || !state_same(s, bs->at[i].st, st, is_live, &at))
			continue;
		if (state_meet(s, bs->at[i].st, st)) {
			bs->at[i].live = live_hash(bs->at[i].st, &at);
			if (i < bs->done)
				walk_again(x, block, i);
		}
		return;
	}
	if (bs->n >= max_states(x)) {
		uint32_t alike = bs->n;

		s->bounds.states_hit++;
		x->w.summary->is_joined = true;
		while (alike > 0 && !state_same_locks(bs->at[alike - 1].st, st))
			alike--;
		if (!alike--)
			return;		/* its locks are like nobody's: dropped, and counted */
		if (state_meet(s, bs->at[alike].st, st) || !bs->at[alike].st->is_joined) {
			bs->at[alike].st->is_joined = true;
			bs->at[alike].live = live_hash(bs->at[alike].st, &at);
			if (alike < bs->done)
				walk_again(x, block, alike);
			else
				queue(x, block);
		}
		return;
	}
	if (bs->n == bs->size) {
		struct kept_state *old = bs->at;

		bs->size = bs->size ? bs->size * 4 : 3;
		bs->at = arena_alloc(&x->arena, bs->size * sizeof(*bs->at));
		if (old)
			memcpy(bs->at, old, bs->n * sizeof(*bs->at));
	}
	bs->at[bs->n++] = (struct kept_state){ keep_state(s, st), hash };
	queue(x, block);
}

/* ---- the end of a block ---------------------------------------------------------------------- */

static uint8_t classes_of(const struct walk *w, const struct state *st, uint32_t value)
{
	static const struct { enum atom_op op; int64_t value; uint8_t class; } tests[] = {
		{ ATOM_EQ, 0, RETURN_ZERO }, { ATOM_LT, 0, RETURN_NEGATIVE }, { ATOM_GE, 1, RETURN_OTHER },
	};
	uint8_t classes = 0;

	for (unsigned int i = 0; i < 3; i++) {
		enum truth t;
		uint32_t a = atom_normal(&w->s->exprs, value, tests[i].op, tests[i].value, &t);

		if (a != NONE)
			t = state_decide(w->s, st, a);
		if (t != IS_FALSE)
			classes |= tests[i].class;
	}
	return classes ? classes : RETURN_ANY;
}

static uint32_t lift(const struct walk *w, uint32_t expr)
{
	return expr_at(&w->s->exprs, expr)->flags & XF_LOCAL ? EXPR_UNKNOWN : expr;
}

static uint32_t exit_guards(struct walk *w, const struct state *st)
{
	struct atom_set set = { 0 };

	/* all the caller may know; the nearest decisions last */
	for (uint32_t i = st->natoms; i-- > 0 && set.n < GUARDS_MAX;) {
		const struct atom *a = atom_at(&w->s->exprs, st->atoms[i]);

		if (!(expr_at(&w->s->exprs, a->expr)->flags & (XF_LOCAL | XF_ARITHMETIC)) &&
		    !walk_assumes(w, st->atoms[i]))
			set.atom[set.n++] = st->atoms[i];
	}
	return atom_set_id(&w->s->exprs, &set);
}

static uint8_t exit_locks(struct walk *w, struct exit_lock *to, const struct held_lock *from, uint32_t n)
{
	uint8_t kept = 0;

	for (uint32_t i = 0; i < n && kept < EXIT_LOCKS; i++) {
		uint32_t object = lift(w, from[i].object);

		if (from[i].is_asserted || (from[i].class == CLASS_SYMBOLIC && object == EXPR_UNKNOWN))
			continue;
		to[kept++] = (struct exit_lock){ from[i].class, object, from[i].acquisition,
						 (uint8_t)from[i].shared, (uint8_t)from[i].in_loop };
	}
	return kept;
}

static void tell_way_out(struct walk *w, const struct state *st, const struct fact_block *b)
{
	struct way_out out = { .classes = RETURN_ANY, .guards = exit_guards(w, st), .line = b->line };

	if (b->value != FACT_NONE) {
		out.value = walk_eval(w, st, b->value);
		out.classes = classes_of(w, st, out.value);
	}
	if (st->trace->returned)
		out.line = st->trace->returned;
	w->watch->leave(w, st, &out, w->watch->data);
}

/* Of a local struct that is returned. */
static void note_member(struct walk *w, const struct state *st, struct exit *x, uint32_t value)
{
	const struct expr *e = expr_at(&w->s->exprs, value);

	if (e->op != FN_LOAD || expr_at(&w->s->exprs, e->a)->op != FN_LOCAL)
		return;
	for (uint32_t i = 0; i < st->nvalues && x->member == EXPR_UNKNOWN; i++) {
		const struct expr *key = expr_at(&w->s->exprs, st->values[i].key);

		if (key->op == FN_FIELD && key->a == e->a) {
			x->field = key->b;
			x->member = lift(w, st->values[i].value);
		}
	}
}

static void leave(struct walk *w, const struct state *st, const struct fact_block *b)
{
	struct exit *x;

	if (w->watch) {
		tell_way_out(w, st, b);
		return;
	}

	if (w->nexits == EXITS_MAX)
		exits_normalise(w->s, w->exits, &w->nexits);
	x = &w->exits[w->nexits++];
	memset(x, 0, sizeof(*x));
	x->classes = RETURN_ANY;
	if (b->value != FACT_NONE) {
		uint32_t value = walk_eval(w, st, b->value);

		x->classes = classes_of(w, st, value);
		x->value = lift(w, value);
		note_member(w, st, x, value);
	}
	x->guards = exit_guards(w, st);
	x->nheld = exit_locks(w, x->held, st->held, st->nheld);
	x->nreleased = exit_locks(w, x->released, st->released, st->nreleased);
	memcpy(x->scopes, st->scopes, sizeof(x->scopes));
	/* the answer goes no further than what is returned */
	if (b->value == FACT_NONE)
		x->scopes[SCOPE_task] = 0;
	x->opened = st->opened;
	if (w->s->observer)
		w->s->observer->leave(w, st, x->classes, b);
}

/* What is known about a condition, looking at all of its parts. */
static enum truth truth_of(struct walk *w, const struct state *st, uint32_t cond, bool truth)
{
	struct exprs *x = &w->s->exprs;
	uint32_t atoms[COND_ATOMS];
	enum truth t;
	unsigned int n;

	n = cond_atoms(x, cond, truth, atoms, COND_ATOMS, &t);
	if (t != UNDECIDED)
		return t;
	if (n) {
		bool all = true;

		for (unsigned int i = 0; i < n; i++) {
			t = state_decide(w->s, st, atoms[i]);
			if (t == IS_FALSE)
				return IS_FALSE;
			all &= t == IS_TRUE;
		}
		return all ? IS_TRUE : UNDECIDED;
	}
	/* not a conjunction this way: the other way round it is */
	n = cond_atoms(x, cond, !truth, atoms, COND_ATOMS, &t);
	for (unsigned int i = 0; i < n; i++)
		if (state_decide(w->s, st, atoms[i]) == IS_FALSE)
			return IS_TRUE;
	if (!n || n == COND_ATOMS || !cond_is_conjunction(x, cond, !truth))
		return UNDECIDED;
	for (unsigned int i = 0; i < n; i++)
		if (state_decide(w->s, st, atoms[i]) != IS_TRUE)
			return UNDECIDED;
	return IS_FALSE;
}

/* The conjunction is false: if all of it but one atom is true, then that one is not. */
static bool assume_negation(struct walk *w, struct state *st, uint32_t cond, bool truth)
{
	uint32_t atoms[COND_ATOMS], open = NONE;
	enum truth t;
	unsigned int n = cond_atoms(&w->s->exprs, cond, truth, atoms, COND_ATOMS, &t);

	if (n == COND_ATOMS || !cond_is_conjunction(&w->s->exprs, cond, truth))
		return true;
	for (unsigned int i = 0; i < n; i++) {
		if (state_decide(w->s, st, atoms[i]) == IS_TRUE)
			continue;
		if (open != NONE)
			return true;
		open = atoms[i];
	}
	return open == NONE || state_assume(w->s, st, atom_negate(&w->s->exprs, open));
}

static bool assume_condition(struct walk *w, struct state *st, uint32_t cond, bool truth)
{
	uint32_t atoms[COND_ATOMS];
	enum truth t = truth_of(w, st, cond, truth);
	unsigned int n;

	if (t == IS_FALSE)
		return false;
	n = cond_atoms(&w->s->exprs, cond, truth, atoms, COND_ATOMS, &t);
	for (unsigned int i = 0; i < n; i++)
		if (!state_assume(w->s, st, atoms[i]))
			return false;
	return n || assume_negation(w, st, cond, !truth);
}

static bool assume_atom(struct walk *w, struct state *st, uint32_t expr, enum atom_op op, int64_t value)
{
	enum truth t;
	uint32_t a = atom_normal(&w->s->exprs, expr, op, value, &t);

	if (a != NONE)
		return state_assume(w->s, st, a);
	return t != IS_FALSE;
}

#define DEFAULT_ATOMS 6

static bool assume_edge(struct explorer *x, struct state *st, const struct fact_block *b, uint32_t number,
			uint32_t value)
{
	const struct fact_edge *e = &x->edges[b->edge + number];
	bool is_branch = b->nedges == 2 && x->edges[b->edge + 1].lo == 0 && x->edges[b->edge + 1].hi == 0 &&
			 (x->edges[b->edge].flags & FE_DEFAULT);
	int64_t c;

	if (value == EXPR_UNKNOWN)
		return true;
	if (is_branch)
		return assume_condition(&x->w, st, value, e->flags & FE_DEFAULT);
	if (expr_is_const(&x->w.s->exprs, value, &c) && (e->flags & FE_DEFAULT)) {
		for (uint32_t i = 0; i < b->nedges; i++) {
			const struct fact_edge *o = &x->edges[b->edge + i];

			if (!(o->flags & FE_DEFAULT) && o->lo <= c && c <= o->hi)
				return false;
		}
		return true;
	}
	if (e->flags & FE_DEFAULT) {
		for (uint32_t i = 0; i < b->nedges && i < DEFAULT_ATOMS; i++) {
			const struct fact_edge *o = &x->edges[b->edge + i];

			if (!(o->flags & FE_DEFAULT) && o->lo == o->hi &&
			    !assume_atom(&x->w, st, value, ATOM_NE, o->lo))
				return false;
		}
		return true;
	}
	if (e->lo == e->hi)
		return assume_atom(&x->w, st, value, ATOM_EQ, e->lo);
	return assume_atom(&x->w, st, value, ATOM_GE, e->lo) &&
	       (e->hi == INT64_MAX || assume_atom(&x->w, st, value, ATOM_LT, e->hi + 1));
}

/* &x->list == x->list.next: what loops that empty a list ask. */
static bool is_emptiness(const struct exprs *x, uint32_t expr)
{
	const struct expr *e = expr_at(x, expr);
	const uint32_t side[] = { e->a, e->b };

	for (unsigned int i = 0; (e->op == FN_EQ || e->op == FN_NE) && i < 2; i++) {
		const struct expr *load = expr_at(x, side[i]);

		if (load->op == FN_LOAD && expr_at(x, load->a)->op == FN_FIELD && expr_at(x, load->a)->a == side[!i])
			return true;
	}
	return false;
}

/* On the next round of a loop, opaque values are others, and lists may have become empty. */
static void go_to(struct explorer *x, uint32_t from, uint32_t to, struct state *st)
{
	const struct exprs *ex = &x->w.s->exprs;
	uint32_t n = 0;

	if (x->rank[to] <= x->rank[from]) {
		for (uint32_t i = 0; i < st->natoms; i++) {
			uint32_t expr = atom_at(ex, st->atoms[i])->expr;

			if (!(expr_at(ex, expr)->flags & XF_OPAQUE) && !is_emptiness(ex, expr))
				st->atoms[n++] = st->atoms[i];
		}
		st->natoms = n;
		if (x->w.s->observer)
			x->w.s->observer->again(&x->w, st);
	}
	watch_edge(&x->w, st, from, to);
	/* a plain return: what the ways to it do not agree in is of interest */
	if (x->w.watch && !x->blocks[to].nedges && !x->blocks[to].nevents && !(x->blocks[to].flags & FB_NORETURN)) {
		leave(&x->w, st, &x->blocks[to]);
		return;
	}
	add_state(x, to, st);
}

static void add_alias(struct explorer *x, uint32_t expr, uint32_t test)
{
	for (uint32_t i = 0; i < x->naliases; i++)
		if (x->aliases[i].expr == expr && x->aliases[i].test == test)
			return;
	if (x->naliases == x->alias_room) {
		x->alias_room = x->alias_room ? x->alias_room * 2 : 16;
		x->aliases = xrealloc(x->aliases, x->alias_room * sizeof(*x->aliases));
	}
	x->aliases[x->naliases++] = (struct alias){ expr, test };
}

/*
 * The condition as this state has it is about other expressions than the one
 * that liveness was computed for: the same question, asked again later, must
 * get the same answer.
 */
static void note_aliases(struct explorer *x, uint32_t node, uint32_t value)
{
	struct exprs *ex = &x->w.s->exprs;
	uint32_t atoms[COND_ATOMS], tests[TESTS_MAX];
	unsigned int ntests = tested(x, node, tests, TESTS_MAX);
	enum truth t;

	for (int truth = 0; truth < 2; truth++) {
		unsigned int n = cond_atoms(ex, value, truth, atoms, COND_ATOMS, &t);

		for (unsigned int i = 0; i < n; i++)
			for (unsigned int k = 0; k < ntests; k++)
				if (atom_at(ex, atoms[i])->expr != tests[k] && find_test(x, tests[k]) != NONE)
					add_alias(x, atom_at(ex, atoms[i])->expr, find_test(x, tests[k]));
	}
}

static void end_block(struct explorer *x, uint32_t block, const struct state *st)
{
	const struct fact_block *b = &x->blocks[block];
	uint32_t value;

	if (b->flags & FB_NORETURN)
		return;
	if (b->nedges == 0) {
		leave(&x->w, st, b);
		return;
	}
	if (b->nedges == 1 || (b->value != FACT_NONE && !is_branch(x, block))) {
		struct state next;

		state_copy(&next, st);
		go_to(x, block, target(x, block, 0), &next);
		return;
	}
	value = b->value == FACT_NONE ? EXPR_UNKNOWN : walk_eval(&x->w, st, b->value);
	if (x->w.watch && value != EXPR_UNKNOWN)
		note_aliases(x, b->value, value);
	for (uint32_t i = 0; i < b->nedges; i++) {
		struct state next;

		state_copy(&next, st);
		if (assume_edge(x, &next, b, i, value))
			go_to(x, block, target(x, block, i), &next);
	}
}

static void walk_block(struct explorer *x, uint32_t block)
{
	struct block_states *bs = &x->states[block];
	const struct fact_block *b = &x->blocks[block];

	x->w.in_loop = x->in_loop[block];
	while (bs->done < bs->n) {
		struct state_list list = x->list;

		list.n = 0;
		state_list_add(&list, bs->at[bs->done++].st);
		for (uint32_t i = 0; i < b->nevents && list.n; i++) {
			if (!x->slice.event[b->event + i])
				continue;
			x->w.steps += list.n;
			if (x->w.steps > x->w.s->bounds.steps)
				break;
			walk_event(&x->w, &list, b->event + i);
			if (list.n > max_states(x)) {
				x->w.s->bounds.states_hit++;
				x->w.summary->is_joined = true;
				list.n = max_states(x);
			}
		}
		for (uint32_t i = 0; i < list.n; i++)
			end_block(x, block, &list.at[i]);
		x->list = list;
		bs = &x->states[block];
		if (x->w.steps > x->w.s->bounds.steps)
			return;
	}
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool same_exits(const struct summary *sum, const struct exit *exits, uint32_t n)
{
	if (sum->nexits != n)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		const struct exit *a = &sum->exits[i], *b = &exits[i];

		if (a->classes != b->classes || a->nheld != b->nheld || a->nreleased != b->nreleased ||
		    a->value != b->value || a->field != b->field || a->member != b->member || a->guards != b->guards || memcmp(a->scopes, b->scopes, sizeof(a->scopes)))
			return false;
		for (uint32_t k = 0; k < a->nheld; k++)
			if (a->held[k].class != b->held[k].class || a->held[k].object != b->held[k].object)
				return false;
		for (uint32_t k = 0; k < a->nreleased; k++)
			if (a->released[k].class != b->released[k].class || a->released[k].object != b->released[k].object)
				return false;
	}
	return true;
}

static void keep_exits(struct walk *w)
{
	struct summary *sum = w->summary;

	exits_normalise(w->s, w->exits, &w->nexits);
	if (same_exits(sum, w->exits, w->nexits))
		return;
	w->changed = true;
	free(sum->exits);
	sum->exits = xcalloc(w->nexits + 1, sizeof(*sum->exits));
	memcpy(sum->exits, w->exits, w->nexits * sizeof(*sum->exits));
	sum->nexits = w->nexits;
	sum->has_net = false;
	for (uint32_t i = 0; i < sum->nexits; i++)
		sum->has_net |= exit_has_net(&sum->exits[i]);
}

static void first_state(struct explorer *x, uint32_t assume)
{
	const struct atom_set *set = atom_set_at(&x->w.s->exprs, assume);
	struct state st = { 0 };

	for (uint32_t i = 0; i < set->n; i++)
		st.atoms[st.natoms++] = set->atom[i];
	st.opened = NONE;
	watch_begin(&x->w, &st);
	add_state(x, x->slice.next[0], &st);
}

static bool walk_paths(struct solver *s, uint32_t node, uint32_t assume, effect_sink *sink, void *data,
		       const struct watch *watch)
{
	const struct function *fn = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct summary scratch = { 0 };
	struct exit exits[EXITS_MAX + 2];
	struct explorer x = {
		.w = { .s = s, .node = node, .fn = fn, .unit = &s->program->units.at[fn->unit],
		       .assume = assume, .sink = sink, .data = data, .watch = watch, .exits = exits },
	};
	const struct fact_function *body = fn->body;
	uint32_t rank;

	arena_init(&x.arena);
	x.w.facts = x.w.unit->facts;
	x.w.memo = arena_alloc(&x.arena, (body->nnodes + 1) * sizeof(*x.w.memo));
	x.w.seen = arena_alloc(&x.arena, (body->nevents + 1) * sizeof(*x.w.seen));
	x.w.arena = &x.arena;
	x.w.summary = sink ? &scratch : &s->summaries[node];
	x.w.is_uncalled = callgraph_is_uncalled(s->graph, s->graph->nodes.at[node].plain);
	x.w.is_root = !s->graph->ncallers[s->graph->nodes.at[node].plain] || fn->is_address_taken ||
		      bitset_test(&s->has_unseen_caller, s->graph->nodes.at[node].plain);
	x.w.level = s->levels[s->graph->nodes.at[node].plain];
	x.w.is_atomic = s->atomic_scopes && bitset_test(&s->atomic_entries, s->graph->nodes.at[node].plain);
	x.w.is_uneven = s->atomic_scopes && bitset_test(&s->uneven, s->graph->nodes.at[node].plain);
	s->is_closing = s->atomic_scopes && bitset_test(&s->closers, s->graph->nodes.at[node].plain);
	x.w.is_asked = s->atomic_scopes || x.w.level != LEVEL_NONE || bitset_test(&s->holders, s->graph->nodes.at[node].plain);
	x.blocks = x.w.facts->blocks + body->block_first;
	x.edges = x.w.facts->edges + body->edge_first;
	x.events = x.w.facts->events + body->event_first;
	x.nblocks = body->nblocks;
	if (!x.nblocks) {
		arena_release(&x.arena);
		return false;
	}
	slice_make(&x.slice, &x.w, &x.arena);
	x.w.slice = &x.slice;
	number_blocks(&x);
	find_liveness(&x);
	x.states = arena_alloc(&x.arena, x.nblocks * sizeof(*x.states));
	bitset_init(&x.todo, x.nblocks, &x.arena);
	first_state(&x, assume);
	while ((rank = bitset_next(&x.todo, 0)) < x.nblocks) {
		bitset_unset(&x.todo, rank);
		walk_block(&x, x.order[rank]);
		if (x.w.steps > s->bounds.steps) {
			s->bounds.steps_hit++;
			x.w.summary->is_joined = true;
			break;
		}
	}
	if (!sink)
		keep_exits(&x.w);
	for (uint32_t b = 0; b < x.nblocks; b++)
		drop_states(s, &x.states[b]);
	free(x.list.at);
	free(x.w.spare.at);
	free(x.aliases);
	arena_release(&x.arena);
	free(scratch.exits);
	free(scratch.effects);
	free(scratch.keys);
	return x.w.changed;
}

bool explore(struct solver *s, uint32_t node, uint32_t assume, effect_sink *sink, void *data)
{
	return walk_paths(s, node, assume, sink, data, NULL);
}

static void not_asked(struct solver *s, uint32_t node, const struct effect *e, void *data)
{
	(void)s;
	(void)node;
	(void)e;
	(void)data;
}

void explore_watched(struct solver *s, uint32_t node, uint32_t assume, const struct watch *watch)
{
	walk_paths(s, node, assume, not_asked, NULL, watch);
}
