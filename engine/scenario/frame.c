// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Frames: made downwards from a chain's outermost function, for the calls on the
 * chain and for those that take or release something.
 */
#include "scenario/internal.h"

#include <string.h>

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
		const struct fact_block *block = frame_block(l->f, from);

		for (uint32_t i = 0; i < block->nedges; i++)
			if (frame_successor(l->f, block, i) == b && from != header)
				collect_body(l, from, header);
	}
}

/* A way out of the loop that begins at this very block, or NONE. */
static uint32_t exit_of(const struct loops *l, uint32_t b)
{
	const struct fact_block *block = frame_block(l->f, b);

	for (uint32_t i = 0; i < block->nedges; i++)
		if (frame_successor(l->f, block, i) < l->f->w.fn->body->nblocks && !bitset_test(&l->body, frame_successor(l->f, block, i)))
			return frame_successor(l->f, block, i);
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
		for (uint32_t i = 0; bitset_test(&l->body, b) && i < frame_block(l->f, b)->nevents; i++)
			bitset_set(&l->f->looped, frame_block(l->f, b)->event + i);
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
	const struct fact_block *block = frame_block(l->f, b);

	l->seen[b] = 1;
	for (uint32_t i = 0; i < block->nedges; i++) {
		uint32_t to = frame_edge(l->f, block, i)->target;

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
		for (uint32_t i = 0; i < frame_block(f, b)->nedges; i++)
			f->cut[frame_block(f, b)->edge + i] = frame_edge(f, frame_block(f, b), i)->target;
	find_loops(&l, 0);
	sc->ncut_loops += f->has_loops;
}

/* ---- frames ------------------------------------------------------------------------------ */

const struct callee *frame_only_callee(const struct frame *f, uint32_t event)
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
			const struct callee *to = is_call ? frame_only_callee(&f, i) : NULL;
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

void frame_call_down(struct scenario *sc, struct frame *f, uint32_t event, const struct callee *to, unsigned int at)
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
			frame_call_down(sc, f, event, to, f->at + 1);
			return;
		}
	}
	sc->trouble = "a call of the chain is not in these facts: scan again";
}

bool frame_is_recursion(const struct frame *f, uint32_t node)
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
		to = frame_only_callee(f, i);
		if (is_relevant(sc, f, i))
			f->kind[i] = EVENT_MODEL;
		else if (to && !to->model && !frame_is_recursion(f, to->node) &&
			 (has_net(sc, &sc->s->summaries[to->node]) || is_on_chain(sc, f, walk_of(sc->s, to->node).fn->name))) {
			if (f->depth < SCENARIO_DEPTH)
				frame_call_down(sc, f, i, to, NONE);
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
