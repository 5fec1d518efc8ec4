// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What of the functions on a chain matters.  Frames are made downwards from the
 * chain's outermost function, for the calls on the chain and for those that take
 * or release something; then it is asked, until nothing is added, which branches
 * decide what comes next, which values these test, and who computes them.
 */
#include "scenario/internal.h"

#include <string.h>

#define ASIDES	2		/* such functions within each other */
#define SMALL	8		/* blocks of a function that is followed for its result's sake */

static const struct fact_block *block_at(const struct frame *f, uint32_t b)
{
	return &function_facts(f->w.s->program, f->w.fn)->blocks[f->w.fn->body->block_first + b];
}

static const struct fact_edge *edge_at(const struct frame *f, const struct fact_block *b, uint32_t i)
{
	return &function_facts(f->w.s->program, f->w.fn)->edges[f->w.fn->body->edge_first + b->edge + i];
}

static uint32_t successor(const struct frame *f, const struct fact_block *b, uint32_t i)
{
	return f->cut[b->edge + i];
}

/* ---- loops ----------------------------------------------------------------------------- */

struct loops {
	struct frame *f;
	uint8_t *seen;			/* 1: on the way down, 2: done */
	struct bitset body;
};

static void collect_body(struct loops *l, uint32_t b, uint32_t header)
{
	if (!bitset_set(&l->body, b) || b == header)
		return;
	for (uint32_t from = 0; from < l->f->w.fn->body->nblocks; from++) {
		const struct fact_block *block = block_at(l->f, from);

		for (uint32_t i = 0; i < block->nedges; i++)
			if (successor(l->f, block, i) == b && from != header)
				collect_body(l, from, header);
	}
}

/* A way out of the loop that begins at this very block, or NONE. */
static uint32_t exit_of(const struct loops *l, uint32_t b)
{
	const struct fact_block *block = block_at(l->f, b);

	for (uint32_t i = 0; i < block->nedges; i++)
		if (successor(l->f, block, i) < l->f->w.fn->body->nblocks && !bitset_test(&l->body, successor(l->f, block, i)))
			return successor(l->f, block, i);
	return NONE;
}

/*
 * The way back leads out: of the header, where the loop asks whether to go on, or
 * of its last block.  One that has neither is a second attempt: that stays.
 */
static void cut_loop(struct loops *l, uint32_t from, uint32_t edge, uint32_t header)
{
	uint32_t out;

	bitset_init(&l->body, l->f->w.fn->body->nblocks, NULL);
	bitset_set(&l->body, header);
	collect_body(l, from, header);
	for (uint32_t b = 0; b < l->f->w.fn->body->nblocks; b++)
		for (uint32_t i = 0; bitset_test(&l->body, b) && i < block_at(l->f, b)->nevents; i++)
			bitset_set(&l->f->looped, block_at(l->f, b)->event + i);
	out = exit_of(l, header);
	if (out == NONE)
		out = exit_of(l, from);
	if (out != NONE)
		l->f->cut[edge] = out;
	else
		l->f->has_retries = true;
	l->f->has_loops = true;
	bitset_release(&l->body);
}

static void find_loops(struct loops *l, uint32_t b)
{
	const struct fact_block *block = block_at(l->f, b);

	l->seen[b] = 1;
	for (uint32_t i = 0; i < block->nedges; i++) {
		uint32_t to = edge_at(l->f, block, i)->target;

		if (l->seen[to] == 1)
			cut_loop(l, b, block->edge + i, to);
		else if (!l->seen[to])
			find_loops(l, to);
	}
	l->seen[b] = 2;
}

static void cut_loops(struct scenario *sc, struct frame *f)
{
	struct loops l = { .f = f, .seen = arena_alloc(&sc->arena, f->w.fn->body->nblocks) };

	for (uint32_t b = 0; b < f->w.fn->body->nblocks; b++)
		for (uint32_t i = 0; i < block_at(f, b)->nedges; i++)
			f->cut[block_at(f, b)->edge + i] = edge_at(f, block_at(f, b), i)->target;
	find_loops(&l, 0);
	sc->ncut_loops += f->has_loops;
}

/* ---- frames ------------------------------------------------------------------------------ */

static const struct callee *only_callee(const struct frame *f, uint32_t event)
{
	const struct call *c = frame_call(f, event);
	const struct callee *to = c->ncallees == 1 ? &f->w.s->graph->callees.at[c->callee] : NULL;

	return to && to->node != NONE ? to : NULL;
}

const struct model_function *frame_model(const struct frame *f, uint32_t event, struct arguments *args)
{
	const struct call *c = frame_call(f, event);
	const struct callee *to = c->ncallees == 1 ? &f->w.s->graph->callees.at[c->callee] : NULL;

	if (!to || !to->model)
		return NULL;
	*args = (struct arguments){ frame_event(f, event), to->args };
	return to->model;
}

uint32_t frame_returned(const struct frame *f, uint32_t expr)
{
	static const struct state none;

	for (int i = 0; i < 4; i++) {
		const struct expr e = *expr_at(&f->w.s->exprs, expr);
		const struct model_function *m;
		struct arguments args;
		uint32_t to = EXPR_UNKNOWN;

		if (expr == EXPR_UNKNOWN || e.op != FN_RESULT)
			break;
		m = frame_model(f, e.a, &args);
		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (m->clauses[k].verb == MV_returns && m->clauses[k].arg[0].value >= 1)
				to = walk_argument((struct walk *)&f->w, &none, &args, (uint32_t)m->clauses[k].arg[0].value - 1);
		if (to == EXPR_UNKNOWN)
			break;
		expr = to;
	}
	return expr;
}

/* The classes that callers see, wherever the address comes from. */
uint32_t frame_class(struct scenario *sc, struct frame *f, const struct model_function *m,
		     const struct model_clause *cl, unsigned int arg, const struct arguments *args)
{
	static const struct state none;
	struct frame *caller = f;
	uint32_t address, class, subclass;
	int64_t n;

	if (cl->arg[arg].text)
		return lock_class_named(&sc->s->locks, cl->arg[arg].text);
	if (cl->arg[arg].value < 1)
		return CLASS_UNKNOWN;
	address = frame_returned(f, walk_argument(&f->w, &none, args, (uint32_t)cl->arg[arg].value - 1));
	class = lock_class_of(&sc->s->locks, address);
	while (class == CLASS_SYMBOLIC && f->parent) {
		struct arguments outer = { frame_event(f->parent, f->event), f->args };

		address = frame_returned(f->parent, walk_substitute(&f->parent->w, &none, &outer, address));
		f = f->parent;
		class = lock_class_of(&sc->s->locks, address);
	}
	/* mutex_lock_nested(): a class beside its base */
	if (class <= CLASS_UNKNOWN || !m || !m->subclass || cl->verb == MV_releases || cl->arg[arg].value != m->subclassed)
		return class;
	subclass = walk_argument(&caller->w, &none, args, (uint32_t)m->subclass - 1);
	for (f = caller; !expr_is_const(&sc->s->exprs, subclass, &n) && f->parent; f = f->parent) {
		struct arguments outer = { frame_event(f->parent, f->event), f->args };

		subclass = walk_substitute(&f->parent->w, &none, &outer, subclass);
	}
	return expr_is_const(&sc->s->exprs, subclass, &n) ? lock_class_sub(&sc->s->locks, class, n) : class;
}

void frame_add_classes(struct scenario *sc, const struct path *p, struct bitset *classes)
{
	for (unsigned int n = 0; n < p->n; n++) {
		struct frame f = { .node = p->node[n], .w = walk_of(sc->s, p->node[n]) };

		for (uint32_t i = 0; i < f.w.fn->body->nevents; i++) {
			const struct fact_event *e = frame_event(&f, i);
			const bool is_call = e->kind == FEV_CALL || e->kind == FEV_ICALL;
			const struct callee *to = is_call ? only_callee(&f, i) : NULL;
			struct arguments args;
			const struct model_function *m = is_call ? frame_model(&f, i, &args) : NULL;
			unsigned int arg;

			for (uint32_t k = 0; m && k < m->nclauses; k++) {
				uint32_t class = model_takes_lock(&m->clauses[k], &arg) ?
						 frame_class(sc, &f, m, &m->clauses[k], arg, &args) : CLASS_UNKNOWN;

				if (class > CLASS_UNKNOWN && class < classes->nbits)
					bitset_set(classes, class);
			}
			for (uint32_t x = 0; to && !to->model && x < sc->s->summaries[to->node].nexits; x++) {
				const struct exit *exit = &sc->s->summaries[to->node].exits[x];

				for (unsigned int k = 0; k < exit->nheld; k++)
					if (exit->held[k].class > CLASS_UNKNOWN && exit->held[k].class < classes->nbits)
						bitset_set(classes, exit->held[k].class);
			}
		}
	}
}

/* What decides whether an allocation reclaims, or a sleep is wrong. */
static bool asks_about_scope(const struct scenario *sc, const char *name)
{
	uint32_t scope = model_scope(sc->s->model, name);

	if (!sc->is_sleep)
		return scope < SCOPE_MAX && (ALLOC_SCOPES >> scope & 1);
	return scope < SCOPE_MAX && (scope == SCOPE_nonblock || sc->s->model->scope_is_atomic[scope]);
}

static bool is_scope_verb(enum model_verb verb)
{
	return verb == MV_enters || verb == MV_leaves || verb == MV_leaves_flags || verb == MV_enters_when ||
	       verb == MV_leaves_when || verb == MV_enters_if;
}

bool frame_is_assertion(const struct scenario *sc, const struct frame *f, uint32_t event, const struct model_clause *cl)
{
	const struct chain *c = sc->paths[f->chain].chain;
	const struct fact_event *e = frame_event(f, event);

	if (cl->verb != MV_must_hold || f->parent)
		return false;
	for (unsigned int i = 0; i < c->nsteps; i++)
		if (!strcmp(c->steps[i].event, "acquire") && c->steps[i].line == e->line && c->steps[i].column == e->column)
			return true;
	return false;
}

static int flag_step(const struct model_clause *cl, const struct expr *e, int64_t bits)
{
	if (cl->verb != MV_scope_flag)
		return 0;
	if (e->op == FN_OR && (bits & cl->arg[1].value))
		return 1;
	return e->op == FN_AND && !(bits & cl->arg[1].value) ? -1 : 0;
}

int frame_scope_store(struct scenario *sc, const struct frame *f, uint32_t event, uint32_t *scope)
{
	static const struct state none;
	const struct fact_event *e = frame_event(f, event);
	struct exprs *x = &sc->s->exprs;
	struct walk *w = (struct walk *)&f->w;
	const struct expr to = *expr_at(x, walk_eval(w, &none, e->a)), value = *expr_at(x, walk_eval(w, &none, e->b));
	const struct model_field *m = to.op == FN_FIELD ? sc->s->program->fields.at[to.b].model : NULL;
	int64_t c;

	if (!m || !expr_is_const(x, value.b, &c))
		return 0;
	if (m->scope && (value.op == FN_ADD || value.op == FN_SUB)) {
		*scope = model_scope(sc->s->model, m->scope);
		return ((int32_t)c > 0) == (value.op == FN_ADD) ? 1 : -1;
	}
	for (uint32_t i = 0; i < m->nclauses; i++) {
		int step = flag_step(&m->clauses[i], &value, c);

		*scope = step ? model_scope(sc->s->model, m->clauses[i].arg[0].text) : SCOPE_MAX;
		if (step && asks_about_scope(sc, m->clauses[i].arg[0].text))
			return step;
	}
	return 0;
}

/* Its lock is looked at when it is translated: here, by what it is called. */
static bool is_relevant(struct scenario *sc, struct frame *f, uint32_t event)
{
	struct arguments args;
	const struct model_function *m = frame_model(f, event, &args);

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		unsigned int arg = 0;

		if (model_takes_lock(cl, &arg) || cl->verb == MV_releases) {
			if (scenario_asks_about(sc, frame_class(sc, f, m, cl, arg, &args), cl->arg[arg + 1].text))
				return true;
		} else if (is_scope_verb(cl->verb) && asks_about_scope(sc, cl->arg[cl->verb == MV_enters_if].text)) {
			return true;
		} else if (frame_is_assertion(sc, f, event, cl)) {
			return true;
		}
	}
	return false;
}

static bool asks_about_locks(const struct scenario *sc, const struct exit_lock *l, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (l[i].class == CLASS_SYMBOLIC || scenario_asks_about(sc, l[i].class, NULL))
			return true;
	return false;
}

/* Does it come back with, or without, something of interest? */
static bool has_net(const struct scenario *sc, const struct summary *sum)
{
	for (uint32_t i = 0; sum->has_net && i < sum->nexits; i++) {
		const struct exit *x = &sum->exits[i];

		if (asks_about_locks(sc, x->held, x->nheld) || asks_about_locks(sc, x->released, x->nreleased))
			return true;
		for (uint32_t k = 0; k < SCOPE_MAX; k++)
			if (x->scopes[k] && asks_about_scope(sc, model_scope_name(sc->s->model, k)))
				return true;
	}
	return false;
}

/* The finding's own words: "'f' returns with lock held". */
static bool is_on_chain(const struct scenario *sc, const struct frame *f, const char *name)
{
	const struct chain *c = sc->paths[f->chain].chain;

	for (unsigned int i = 1; i < c->nsteps; i++)
		if (c->steps[i].function && !strcmp(c->steps[i].function, name))
			return true;
	return false;
}

static void call_frame(struct scenario *sc, struct frame *f, uint32_t event, const struct callee *to, unsigned int at)
{
	if (sc->frames.n >= SCENARIO_FRAMES) {
		sc->nunfollowed++;
		return;
	}
	f->kind[event] = EVENT_CALL;
	f->callee[event] = frame_new(sc, f->chain, f, event, to->node, to->args, at);
}

static void call_on_path(struct scenario *sc, struct frame *f, uint32_t event)
{
	const struct path *p = &sc->paths[f->chain];
	const struct call *c = frame_call(f, event);

	for (uint32_t i = 0; i < c->ncallees; i++) {
		const struct callee *to = &sc->s->graph->callees.at[c->callee + i];

		if (to->node != NONE && sc->s->graph->nodes.at[to->node].function ==
					sc->s->graph->nodes.at[p->node[f->at + 1]].function) {
			call_frame(sc, f, event, to, f->at + 1);
			return;
		}
	}
	sc->trouble = "a call of the chain is not in these facts: scan again";
}

static bool is_recursion(const struct frame *f, uint32_t node)
{
	for (; f; f = f->parent)
		if (f->w.s->graph->nodes.at[f->node].function == f->w.s->graph->nodes.at[node].function)
			return true;
	return false;
}

static void classify(struct scenario *sc, struct frame *f)
{
	const struct path *p = &sc->paths[f->chain];

	for (uint32_t i = 0; i < f->w.fn->body->nevents; i++) {
		const struct fact_event *e = frame_event(f, i);
		const struct callee *to;

		uint32_t scope;

		if (e->kind == FEV_STORE && frame_scope_store(sc, f, i, &scope) &&
		    asks_about_scope(sc, model_scope_name(sc->s->model, scope)))
			f->kind[i] = EVENT_SCOPE;
		if (e->kind != FEV_CALL && e->kind != FEV_ICALL)
			continue;
		if (f->at != NONE && p->event[f->at] == i) {
			if (f->at + 1 == p->n)
				f->kind[i] = EVENT_END;
			else
				call_on_path(sc, f, i);
			continue;
		}
		to = only_callee(f, i);
		if (is_relevant(sc, f, i))
			f->kind[i] = EVENT_MODEL;
		else if (to && !to->model && !is_recursion(f, to->node) &&
			 (has_net(sc, &sc->s->summaries[to->node]) || is_on_chain(sc, f, walk_of(sc->s, to->node).fn->name))) {
			if (f->depth < SCENARIO_DEPTH)
				call_frame(sc, f, i, to, NONE);
			else
				sc->nunfollowed++;
		}
	}
}

struct frame *frame_new(struct scenario *sc, uint32_t chain, struct frame *parent, uint32_t event, uint32_t node,
			uint8_t args, unsigned int at)
{
	struct frame *f = arena_alloc(&sc->arena, sizeof(*f));
	const struct fact_function *body;

	f->number = sc->frames.n;
	f->chain = chain;
	f->parent = parent;
	f->event = event;
	f->node = node;
	f->args = args;
	f->at = at;
	f->depth = at != NONE ? 0 : parent->depth + 1;
	f->body = REPLAY_NONE;
	f->w = walk_of(sc->s, node);
	f->w.facts = function_facts(sc->s->program, f->w.fn);
	body = f->w.fn->body;
	f->kind = arena_alloc(&sc->arena, body->nevents);
	f->callee = arena_alloc(&sc->arena, body->nevents * sizeof(*f->callee));
	f->next = arena_alloc(&sc->arena, body->nblocks * sizeof(*f->next));
	f->cut = arena_alloc(&sc->arena, body->nedges * sizeof(*f->cut));
	bitset_init(&f->looped, body->nevents, &sc->arena);
	bitset_init(&f->leads, body->nblocks, &sc->arena);
	bitset_init(&f->results, body->nevents, &sc->arena);
	bitset_init(&f->vars, body->nvars, &sc->arena);
	array_push(&sc->frames, f);
	cut_loops(sc, f);
	classify(sc, f);
	return f;
}

/* ---- branches -------------------------------------------------------------------------------- */

static bool is_two_way(const struct frame *f, const struct fact_block *b)
{
	return b->nedges == 2 && edge_at(f, b, 1)->lo == 0 && edge_at(f, b, 1)->hi == 0;
}

/* Is this way of the branch taken?  A two-way branch has "0" for false, and the default for true. */
static bool may_go(struct scenario *sc, const struct frame *f, const struct fact_block *b, uint32_t i)
{
	const struct fact_edge *e = edge_at(f, b, i);
	struct test t;
	enum truth truth;

	if (b->nedges < 2 || b->value == NONE)
		return true;
	if (is_two_way(f, b)) {
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
			const struct fact_block *block = block_at(f, b);
			bool leads = has_chain_event(sc, f, block);

			for (uint32_t i = 0; i < block->nedges && !leads; i++)
				leads = bitset_test(&f->leads, successor(f, block, i)) && may_go(sc, f, block, i);
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
	const struct fact_block *b = block_at(f, n);
	uint32_t found = NEXT_OPEN;
	bool dies = true;

	if (f->at != NONE && !bitset_test(&f->leads, n))
		return NEXT_OFF;
	if (has_event(f, b))
		return n;
	if (!b->nedges)
		return b->flags & FB_NORETURN ? NEXT_DEAD : f->returns ? n : NEXT_END;
	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = f->next[successor(f, b, i)];

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
	const struct fact_block *b = block_at(f, n);
	uint32_t found = NEXT_OPEN;

	for (uint32_t i = 0; i < b->nedges; i++) {
		uint32_t to = f->next[successor(f, b, i)];

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
	const struct callee *to = only_callee(f, event);

	if (f->callee[event]) {
		bool is_new = !f->callee[event]->returns;

		f->callee[event]->returns = true;
		return is_new;
	}
	if (f->kind[event] != EVENT_NOTHING || !to || to->model || f->depth >= SCENARIO_DEPTH || is_recursion(f, to->node) ||
	    walk_of(sc->s, to->node).fn->body->nblocks > SMALL || f->asides >= ASIDES)
		return false;
	call_frame(sc, f, event, to, NONE);
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
	const struct fact_block *b = block_at(f, n);
	bool changed = false;

	if (b->nedges < 2 || b->value == NONE || !decides(sc, f, n))
		return false;
	if (is_two_way(f, b)) {
		struct test t = test_of_node(sc, f, b->value);

		return ask(sc, &t);
	}
	for (uint32_t i = 0; i < b->nedges; i++) {
		const struct fact_edge *e = edge_at(f, b, i);
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
		const struct fact_block *block = block_at(f, b);
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
		const struct fact_block *block = block_at(f, b);

		if (block->value == NONE)
			continue;
		if (!block->nedges && f->returns)
			use(sc, term_of_node(sc, f, block->value));
		else if (block->nedges > 1 && f->next[b] == b && decides(sc, f, b))
			use(sc, is_two_way(f, block) ? test_of_node(sc, f, block->value).term : term_of_node(sc, f, block->value));
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
