// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions are walked callees first, one pass over the order of the call
 * graph: first those with an event in them, then callers as long as there is
 * something to tell them.  Nothing outside is touched: the summaries of
 * solve() stand.
 */
#include "analysis/typestate.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/contract.h"
#include "analysis/witness.h"

#define PASSAGES	8
#define OCCURRENCES	64	/* contexts of events in one function */
#define MORE_STATES	4	/* times the bound: marks keep more apart, and few functions are walked */

/* Ways to return that do the same to the marks. */
struct passage {
	uint8_t classes;
	uint32_t marks, unmarked;
};

struct walked {
	struct passage passages[PASSAGES];
	uint32_t npassages;
	ARRAY(struct occurrence) at;
};

struct final {
	uint32_t node, number;
};

struct typestate_run {
	struct solver *s;
	const struct typestate *t;
	struct observer observer;
	struct walked **of;		/* by node, NULL: not walked */
	uint8_t *level;			/* by node: calls from its deepest event */
	uint32_t *position;		/* by node, in the order of the call graph */
	uint32_t *caller_first, *callers;
	struct bitset todo;		/* positions */
	struct bitset is_entry;		/* nodes */
	ARRAY(struct final) found;
	struct walked *now;		/* being filled; NULL: nothing is to be remembered */
	uint32_t nnodes;
	struct arena arena;
};

/* ---- events ------------------------------------------------------------------------------ */

static const struct model_function *model_of(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	return c->ncallees && !(c->flags & CALL_SEVERAL) ? s->graph->callees.at[c->callee].model : NULL;
}

static bool is_lock_event(struct walk *w, const struct state *st, const struct fact_event *e,
			  const struct model_function *m, const char *name)
{
	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		unsigned int arg;
		bool takes = model_takes_lock(cl, &arg);
		uint32_t class;

		if (*name == '-' ? cl->verb != MV_releases : !takes)
			continue;
		if (!name[1])
			return true;
		class = walk_clause_class(w, st, e, cl, arg);
		if (w->s->locks.at.at[class].role && !strcmp(w->s->locks.at.at[class].role, name + 1))
			return true;
	}
	return false;
}

bool typestate_is_event(struct walk *w, const struct state *st, uint32_t event, const char *name)
{
	const struct model_function *m = model_of(w->s, w->node, event);

	if (!m)
		return false;
	if (*name == '+' || *name == '-')
		return is_lock_event(w, st, function_event(w->s->program, w->fn, event), m, name);
	if (!m->event || strcmp(m->event, name))
		return false;
	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		struct arguments args = { function_event(w->s->program, w->fn, event), ARGS_SAME };

		if (cl->verb == MV_event_unless &&
		    walk_argument_is(w, st, &args, cl->arg[1].value, cl->arg[2].text, cl->arg[3].value))
			return false;
	}
	return true;
}

static bool is_any_event(struct walk *w, const struct typestate *t, uint32_t event)
{
	struct state none = { 0 };

	if (t->asks && t->asks(w, &none, event))
		return true;
	for (unsigned int i = 0; i < t->nsteps; i++)
		if (typestate_is_event(w, &none, event, t->steps[i].event))
			return true;
	for (unsigned int i = 0; t->asked && t->asked[i]; i++)
		if (typestate_is_event(w, &none, event, t->asked[i]))
			return true;
	return false;
}

/* The model speaks for the function: what is in it is no event of its own. */
static bool is_modelled(const struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct model_function *m = s->program->entities.at[f->entity].model;

	return m && !m->is_authors && (m->event || !m->is_body_used);
}

/* ---- locks ----------------------------------------------------------------------------------- */

#define LOCK_LEVELS	3	/* calls between whoever takes a lock and the event under it */

static void track_locks_of(struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);
		const struct model_function *m = model_of(s, node, i);
		uint32_t class;

		if (!m || !is_lock_event(&w, &none, e, m, "+"))
			continue;
		for (uint32_t a = 0; a < e->nargs; a++) {
			class = lock_class_of(&s->locks, walk_eval(&w, &none, function_arg(s->program, f, e, a)));
			if (class > CLASS_UNKNOWN)
				s->locks.at.at[class].is_tracked = true;
		}
	}
}

static bool has_event(struct solver *s, uint32_t node, const char *const *events)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct model_function *m = model_of(s, node, i);

		for (unsigned int k = 0; m && m->event && events[k]; k++)
			if (!strcmp(m->event, events[k]))
				return true;
	}
	return false;
}

/* Takes a lock for its caller: takes some, drops none. */
static bool is_lock_helper(const struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	bool acquires = false;

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct model_function *m = model_of(s, node, i);

		for (uint32_t k = 0; m && k < m->nclauses; k++) {
			if (m->clauses[k].verb == MV_releases)
				return false;
			acquires |= m->clauses[k].verb == MV_acquires;
		}
	}
	return acquires;
}

void typestate_track_locks(struct solver *s, const char *const *events)
{
	const struct callgraph *g = s->graph;
	struct bitset near, more;

	bitset_init(&near, g->nodes.n, NULL);
	bitset_init(&more, g->nodes.n, NULL);
	for (uint32_t n = 0; n < g->nodes.n; n++)
		if (has_event(s, n, events))
			bitset_set(&near, n);
	for (unsigned int level = 0; level <= LOCK_LEVELS; level++) {
		for (uint32_t n = 0; n < g->nodes.n; n++) {
			struct callee_cursor at = { .node = n };
			uint32_t to;

			while ((to = callgraph_next_callee(g, &at)) != NONE) {
				if (level < LOCK_LEVELS && bitset_test(&near, to))
					bitset_set(&more, n);
				if (level == LOCK_LEVELS && bitset_test(&near, n) && is_lock_helper(s, to))
					bitset_set(&more, to);
			}
		}
		bitset_or_into(&near, &more);
	}
	for_each_bit(n, &near)
		track_locks_of(s, n);
	bitset_release(&near);
	bitset_release(&more);
}

/* ---- what is seen while a function is walked ------------------------------------------------- */

static bool matters(struct walk *w, uint32_t event)
{
	const struct typestate_run *run = w->s->observer->data;
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		uint32_t node = w->s->graph->callees.at[k].node;

		if (node != NONE && node < run->nnodes && run->of[node])
			return true;
	}
	if (!c->ncallees)
		return run->now && run->t->asks && is_any_event(w, run->t, event);
	return !run->now || is_any_event(w, run->t, event);
}

static void apply(struct state *st, uint32_t set, uint32_t clear)
{
	st->marks = (st->marks & ~clear) | set;
	st->unmarked = (st->unmarked & ~set) | clear;
}

static uint32_t classes_of(struct solver *s, const struct held_lock *at, uint32_t n, uint32_t except, bool is_exclusive)
{
	uint32_t classes[STATE_LOCKS], k = 0;

	/* the protocols know objects, and no subclasses */
	for (uint32_t i = 0; i < n; i++) {
		uint32_t class = lock_class_base(&s->locks, at[i].class);

		if (class != CLASS_UNKNOWN && !class_set_has(&s->locks, except, class) && !(is_exclusive && at[i].shared))
			classes[k++] = class;
	}
	return k ? class_set_id(&s->locks, classes, k) : 0;
}

static uint32_t classes_held(struct solver *s, const struct state *st, uint32_t except, bool is_exclusive)
{
	return classes_of(s, st->held, st->nheld, except, is_exclusive);
}

static uint32_t classes_released(struct solver *s, const struct state *st)
{
	return classes_of(s, st->released, st->nreleased, 0, false);
}

/* What the function's author says that callers hold. */
static uint32_t classes_claimed(struct solver *s, uint32_t node, uint32_t released, bool is_exclusive)
{
	uint32_t n, left[STATE_LOCKS], nleft = 0;
	const uint32_t *classes = class_set_at(&s->locks, contract_claims(s, node, is_exclusive), &n);

	for (uint32_t i = 0; i < n; i++)
		if (!class_set_has(&s->locks, released, classes[i]))
			left[nleft++] = classes[i];
	return nleft ? class_set_id(&s->locks, left, nleft) : 0;
}

static bool is_same_context(const struct occurrence *a, const struct occurrence *b)
{
	return a->node == b->node && a->event == b->event && a->held == b->held && a->exclusive == b->exclusive && a->released == b->released &&
	       a->marks == b->marks && a->unmarked == b->unmarked && a->via == b->via && a->next == b->next;
}

static void remember(struct typestate_run *run, struct occurrence o)
{
	struct walked *now = run->now;

	for (uint32_t i = 0; i < now->at.n; i++) {
		if (!is_same_context(&now->at.at[i], &o))
			continue;
		now->at.at[i].guards = atom_set_common(&run->s->exprs, now->at.at[i].guards, o.guards);
		return;
	}
	if (now->at.n == OCCURRENCES) {
		run->s->bounds.effects_hit++;
		return;
	}
	o.is_decided = run->t->is_decided && run->t->is_decided(&o);
	if (!o.is_decided && o.depth >= run->s->bounds.callers) {
		run->s->bounds.callers_hit++;
		o.is_decided = o.is_cut = true;
	}
	array_push(&now->at, o);
}

static void ask(struct typestate_run *run, struct walk *w, const struct state *st, uint32_t event, const char *name)
{
	uint32_t released = classes_released(w->s, st);

	remember(run, (struct occurrence){
		.node = w->node, .event = event, .name = name,
		.held = class_set_union(&w->s->locks, classes_held(w->s, st, 0, false),
					classes_claimed(w->s, w->node, released, false)),
		.exclusive = class_set_union(&w->s->locks, classes_held(w->s, st, 0, true),
					     classes_claimed(w->s, w->node, released, true)),
		.released = released, .marks = st->marks, .unmarked = st->unmarked,
		.top = w->node, .via = NONE, .is_joined = st->is_joined,
		.guards = run->t->keeps_guards ? walk_collect_guards(w, st, NULL, 0) : 0 });
}

static void ask_other(struct typestate_run *run, struct walk *w, const struct state *st, uint32_t event)
{
	const char *name = run->now && run->t->asks ? run->t->asks(w, st, event) : NULL;

	if (name)
		ask(run, w, st, event, name);
}

/* The callee's occurrence, with what the caller holds and does not. */
static void add_callers_locks(struct walk *w, const struct state *st, struct occurrence *o, uint32_t released)
{
	struct locks *l = &w->s->locks;
	uint32_t all = class_set_union(l, o->released, released);

	o->held = class_set_union(l, o->held, classes_held(w->s, st, o->released, false));
	o->held = class_set_union(l, o->held, classes_claimed(w->s, w->node, all, false));
	o->exclusive = class_set_union(l, o->exclusive, classes_held(w->s, st, o->released, true));
	o->exclusive = class_set_union(l, o->exclusive, classes_claimed(w->s, w->node, all, true));
	o->released = all;
}

/* Its guards in the caller's terms, with the caller's own; false: the caller rules it out. */
static bool lift_occurrence(const struct typestate_run *run, struct walk *w, const struct state *st, uint32_t event,
			    const struct callee *callee, struct occurrence *o)
{
	const struct arguments args = { function_event(w->s->program, w->fn, event), callee->args };
	uint32_t atoms[GUARDS_MAX], n;
	bool decides = false;

	if (!run->t->keeps_guards)
		return true;
	if (!walk_lift_guards(w, st, &args, o->guards, atoms, &n, &decides))
		return false;
	o->guards = walk_collect_guards(w, st, atoms, n);
	return true;
}

static void call(struct walk *w, const struct state *st, uint32_t event)
{
	struct typestate_run *run = w->s->observer->data;
	const struct callgraph *g = w->s->graph;
	const struct call *c = &g->nodes.at[w->node].calls[event];
	uint32_t released;

	if (run->t->call)
		run->t->call(w, st, event, run->t->data);
	if (!run->now)
		return;
	released = classes_released(w->s, st);
	for (unsigned int i = 0; run->t->asked && run->t->asked[i]; i++)
		if (typestate_is_event(w, st, event, run->t->asked[i]))
			ask(run, w, st, event, run->t->asked[i]);
	ask_other(run, w, st, event);
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		uint32_t node = w->s->graph->callees.at[k].node;
		const struct walked *in = node != NONE && node < run->nnodes ? run->of[node] : NULL;

		if (!in || in == run->now || bitset_test(&run->is_entry, node))
			continue;
		for (uint32_t i = 0; i < in->at.n; i++) {
			struct occurrence o = in->at.at[i];

			if (o.is_decided || !lift_occurrence(run, w, st, event, &g->callees.at[k], &o))
				continue;
			add_callers_locks(w, st, &o, released);
			o.marks |= st->marks & ~o.unmarked;
			o.unmarked |= st->unmarked & ~o.marks;
			o.depth++;
			o.several += (c->flags & CALL_SEVERAL) != 0;
			o.top = w->node;
			o.via = event;
			o.callee = node;
			o.next = i;
			o.is_joined |= st->is_joined;
			remember(run, o);
		}
	}
}

/* The call returned so; false: it did not. */
static bool assume_classes(struct walk *w, struct state *st, uint32_t event, uint8_t classes)
{
	static const struct { uint8_t classes; enum atom_op op; int64_t value; } tests[] = {
		{ RETURN_ZERO, ATOM_EQ, 0 }, { RETURN_NEGATIVE, ATOM_LT, 0 }, { RETURN_OTHER, ATOM_GE, 1 },
		{ RETURN_ZERO | RETURN_OTHER, ATOM_GE, 0 }, { RETURN_ZERO | RETURN_NEGATIVE, ATOM_LT, 1 },
		{ RETURN_NEGATIVE | RETURN_OTHER, ATOM_NE, 0 },
	};
	uint32_t result = walk_leaf(w, FN_RESULT, event), value = state_value(st, result);

	if (value == EXPR_UNKNOWN)
		value = result;
	for (unsigned int i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		enum truth t;
		uint32_t a;

		if (tests[i].classes != classes)
			continue;
		a = atom_normal(&w->s->exprs, value, tests[i].op, tests[i].value, &t);
		return a == NONE ? t != IS_FALSE : state_assume(w->s, st, a);
	}
	return true;
}

static void pass(struct walk *w, struct state_list *out, const struct state *st, uint32_t event, const struct passage *p)
{
	struct state next;

	state_copy(&next, st);
	if (!assume_classes(w, &next, event, p->classes))
		return;
	apply(&next, p->marks, p->unmarked);
	state_list_add(out, &next);
}

/* What has been found out about the callee; NULL: nothing that matters `up` calls further up. */
static const struct walked *passages_of(const struct typestate_run *run, const struct callee *callee)
{
	uint32_t node = callee->node;

	if (node == NONE || node >= run->nnodes || run->level[node] >= run->t->up || run->of[node] == run->now)
		return NULL;
	return run->of[node];
}

bool typestate_knows(const struct walk *w, uint32_t event)
{
	const struct typestate_run *run = w->s->observer->data;
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++)
		if (passages_of(run, &w->s->graph->callees.at[k]))
			return true;
	return false;
}

bool typestate_may_set(const struct walk *w, uint32_t event, uint32_t marks)
{
	const struct typestate_run *run = w->s->observer->data;
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct walked *in = passages_of(run, &w->s->graph->callees.at[k]);

		for (uint32_t i = 0; in && i < in->npassages; i++)
			if (in->passages[i].marks & marks)
				return true;
	}
	return false;
}

uint32_t typestate_slot(struct walk *w, unsigned int n)
{
	return expr_make(&w->s->exprs, FN_OPAQUE, FO_COUNT, n, 0);
}

/* What the callees do to the marks. */
static void pass_callees(struct walk *w, struct state_list *states, uint32_t event)
{
	struct typestate_run *run = w->s->observer->data;
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[event];
	struct passage all[PASSAGES + 1];
	struct state_list out = { 0 };
	uint32_t n = 0;
	bool bare = false;

	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct walked *in = passages_of(run, &w->s->graph->callees.at[k]);

		bare |= !in;
		for (uint32_t i = 0; in && i < in->npassages && n < PASSAGES; i++)
			all[n++] = in->passages[i];
	}
	if (!n || (n == 1 && !all[0].marks && !all[0].unmarked))
		return;
	if (bare && (c->flags & CALL_SEVERAL))
		all[n++] = (struct passage){ .classes = RETURN_ANY };
	for (uint32_t i = 0; i < states->n; i++) {
		uint32_t before = out.n;

		for (uint32_t k = 0; k < n; k++)
			pass(w, &out, &states->at[i], event, &all[k]);
		if (out.n == before)
			state_list_add(&out, &states->at[i]);
	}
	free(states->at);
	*states = out;
}

static void step(struct walk *w, struct state_list *states, uint32_t event, const struct typestate_step *t)
{
	static const struct passage zero = { .classes = RETURN_ZERO };
	static const struct passage nonzero = { .classes = RETURN_NEGATIVE | RETURN_OTHER };
	struct state_list out = { 0 };

	for (uint32_t i = 0; i < states->n; i++) {
		struct passage yes = t->when == WHEN_ZERO ? zero : nonzero;

		if (!typestate_is_event(w, &states->at[i], event, t->event)) {
			state_list_add(&out, &states->at[i]);
			continue;
		}
		if (t->when == WHEN_ALWAYS) {
			apply(state_list_add(&out, &states->at[i]), t->set, t->clear);
			continue;
		}
		yes.marks = t->set;
		yes.unmarked = t->clear;
		pass(w, &out, &states->at[i], event, &yes);
		pass(w, &out, &states->at[i], event, t->when == WHEN_ZERO ? &nonzero : &zero);
	}
	free(states->at);
	*states = out;
}

static void called(struct walk *w, struct state_list *states, uint32_t event)
{
	struct typestate_run *run = w->s->observer->data;
	const struct typestate *t = run->t;

	pass_callees(w, states, event);
	for (unsigned int i = 0; i < t->nsteps; i++)
		if (model_of(w->s, w->node, event))
			step(w, states, event, &t->steps[i]);
	for (uint32_t i = 0; t->called && i < states->n; i++)
		t->called(w, &states->at[i], event, t->data);
}

static void store(struct walk *w, struct state *st, uint32_t event)
{
	struct typestate_run *run = w->s->observer->data;

	if (run->t->store && function_event(w->s->program, w->fn, event)->kind != FEV_COPY)
		run->t->store(w, st, event, run->t->data);
	ask_other(run, w, st, event);
}

static void leave(struct walk *w, const struct state *st, uint8_t classes, const struct fact_block *b)
{
	struct typestate_run *run = w->s->observer->data;
	struct walked *now = run->now;

	if (run->t->leave)
		run->t->leave(w, st, classes, b, run->t->data);
	if (!now)
		return;
	for (uint32_t i = 0; i < now->npassages; i++) {
		if (now->passages[i].marks == st->marks && now->passages[i].unmarked == st->unmarked) {
			now->passages[i].classes |= classes;
			return;
		}
	}
	if (now->npassages < PASSAGES)
		now->passages[now->npassages++] = (struct passage){ classes, st->marks, st->unmarked };
}

static void again(struct walk *w, struct state *st)
{
	const struct typestate_run *run = w->s->observer->data;
	const struct exprs *x = &w->s->exprs;
	uint32_t n = 0;

	st->marks &= ~run->t->per_round;
	/* opaque values are others then */
	for (uint32_t i = 0; i < st->nvalues; i++)
		if (!((expr_at(x, st->values[i].key)->flags | expr_at(x, st->values[i].value)->flags) & XF_OPAQUE))
			st->values[n++] = st->values[i];
	st->nvalues = n;
}

static void ignore_effect(struct solver *s, uint32_t node, const struct effect *e, void *data)
{
	(void)s;
	(void)node;
	(void)e;
	(void)data;
}

/* ---- the order of walks ------------------------------------------------------------------------- */

static void find_callers(struct typestate_run *run)
{
	const struct callgraph *g = run->s->graph;
	uint32_t total = 0;

	run->caller_first = xcalloc(run->nnodes + 2, sizeof(*run->caller_first));
	for (uint32_t n = 0; n < run->nnodes; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		while ((to = callgraph_next_callee(g, &at)) != NONE) {
			run->caller_first[to + 2]++;
			total++;
		}
	}
	for (uint32_t n = 0; n < run->nnodes; n++)
		run->caller_first[n + 2] += run->caller_first[n + 1];
	run->callers = xcalloc(total + 1, sizeof(*run->callers));
	for (uint32_t n = 0; n < run->nnodes; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		while ((to = callgraph_next_callee(g, &at)) != NONE)
			run->callers[run->caller_first[to + 1]++] = n;
	}
}

static void find_seeds(struct typestate_run *run)
{
	struct solver *s = run->s;

	for (uint32_t n = 0; n < run->nnodes; n++) {
		const struct function *f = &s->program->functions.at[s->graph->nodes.at[n].function];
		struct walk w = walk_of(s, n);

		if (is_modelled(s, n))
			continue;
		for (uint32_t i = 0; i < f->body->nevents; i++) {
			if ((s->graph->nodes.at[n].calls[i].ncallees || run->t->asks) && is_any_event(&w, run->t, i)) {
				bitset_set(&run->todo, run->position[n]);
				break;
			}
		}
	}
}

static bool changes_marks(const struct walked *in)
{
	for (uint32_t i = 0; i < in->npassages; i++)
		if (in->passages[i].marks || in->passages[i].unmarked)
			return true;
	return false;
}

static bool is_top(const struct typestate_run *run, uint32_t node)
{
	return run->caller_first[node] == run->caller_first[node + 1] || bitset_test(&run->is_entry, node);
}

static void walk_node(struct typestate_run *run, uint32_t node)
{
	struct walked *now = arena_alloc(&run->arena, sizeof(*now));
	bool is_open = false, has_marks, is_told;

	run->of[node] = now;
	run->now = now;
	explore(run->s, node, 0, ignore_effect, NULL);
	run->now = NULL;
	for (uint32_t i = 0; i < now->at.n; i++) {
		if (now->at.at[i].is_decided || is_top(run, node))
			array_push(&run->found, ((struct final){ node, i }));
		else
			is_open = true;
	}
	has_marks = changes_marks(now);
	is_told = has_marks && run->level[node] < run->t->up;
	for (uint32_t i = run->caller_first[node]; (is_open || is_told) && i < run->caller_first[node + 1]; i++) {
		uint32_t caller = run->callers[i];

		if (run->position[caller] <= run->position[node] || is_top(run, node))
			continue;
		bitset_set(&run->todo, run->position[caller]);
		if (has_marks && run->level[caller] <= run->level[node])
			run->level[caller] = run->level[node] + 1;
	}
}

static void begin_walks(struct typestate_run *run)
{
	run->s->observer = &run->observer;
	run->s->bounds.states *= MORE_STATES;
}

static void end_walks(struct typestate_run *run)
{
	run->s->observer = NULL;
	run->s->bounds.states /= MORE_STATES;
}

struct typestate_run *typestate_run(struct solver *s, const struct entries *entries, const struct typestate *t)
{
	struct typestate_run *run = xcalloc(1, sizeof(*run));
	const struct callgraph *g = s->graph;

	*run = (struct typestate_run){ .s = s, .t = t, .nnodes = g->order.n };
	run->observer = (struct observer){ matters, call, called, t->store || t->asks ? store : NULL, again, leave, run };
	arena_init(&run->arena);
	run->of = xcalloc(run->nnodes + 1, sizeof(struct walked *));
	run->level = xcalloc(run->nnodes + 1, 1);
	run->position = xcalloc(run->nnodes + 1, sizeof(*run->position));
	for (uint32_t o = 0; o < g->order.n; o++)
		run->position[g->order.at[o]] = o;
	bitset_init(&run->todo, run->nnodes, &run->arena);
	bitset_init(&run->is_entry, run->nnodes, &run->arena);
	for (uint32_t i = 0; i < entries->at.n; i++)
		if (!entries->at.at[i].is_contract)
			bitset_set(&run->is_entry, entries->at.at[i].node);
	find_callers(run);
	find_seeds(run);
	begin_walks(run);
	for (uint32_t o = 0; (o = bitset_next(&run->todo, o)) < run->nnodes; o++)
		walk_node(run, g->order.at[o]);
	end_walks(run);
	return run;
}

void typestate_free(struct typestate_run *run)
{
	for (uint32_t n = 0; n < run->nnodes; n++)
		if (run->of[n])
			array_release(&run->of[n]->at);
	free(run->of);
	free(run->level);
	free(run->position);
	free(run->caller_first);
	free(run->callers);
	array_release(&run->found);
	arena_release(&run->arena);
	free(run);
}

void typestate_walk(struct typestate_run *run, uint32_t node, uint32_t assume)
{
	begin_walks(run);
	explore(run->s, node, assume, ignore_effect, NULL);
	end_walks(run);
}

/* ---- what was found ---------------------------------------------------------------------------------- */

uint32_t typestate_count(const struct typestate_run *run)
{
	return run->found.n;
}

const struct occurrence *typestate_at(const struct typestate_run *run, uint32_t i)
{
	const struct final *f = &run->found.at[i];

	return &run->of[f->node]->at.at[f->number];
}

const struct occurrence *typestate_inner(const struct typestate_run *run, const struct occurrence *o)
{
	return o->via == NONE ? NULL : &run->of[o->callee]->at.at[o->next];
}

static const char *kind_of_step(const struct solver *s, const struct occurrence *o)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[o->node].function];

	switch (function_event(s->program, f, o->event)->kind) {
	case FEV_STORE:
	case FEV_COPY:
		return "store";
	case FEV_SET:
		return "load";
	default:
		return "call";
	}
}

struct chain typestate_chain(struct typestate_run *run, struct arena *arena, const struct occurrence *o, const char *detail)
{
	struct step *steps = arena_alloc(arena, (o->depth + 1) * sizeof(*steps));
	struct chain c = { steps, 0 };

	for (; o->via != NONE; o = typestate_inner(run, o))
		steps[c.nsteps++] = witness_step(run->s, o->top, o->via, "call",
			arena_printf(arena, "calls '%s'", function_name_of(run->s, o->callee)));
	steps[c.nsteps++] = witness_step(run->s, o->node, o->event, kind_of_step(run->s, o), detail);
	return c;
}
