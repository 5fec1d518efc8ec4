// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/breach.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/contract.h"
#include "analysis/promise.h"
#include "analysis/search.h"
#include "analysis/watch.h"

#define NAMELESS_BELOW	2	/* calls down which a lock that nobody can name makes what is missing uncertain */

/* Is it the same lock?  Named ones are compared by class, and no subclasses. */
static bool is_same(const struct locks *l, uint32_t class, uint32_t object, uint32_t other, uint32_t other_object)
{
	if (class == CLASS_SYMBOLIC || other == CLASS_SYMBOLIC)
		return class == other && lock_address_whole(l, object) == lock_address_whole(l, other_object);
	return class > CLASS_UNKNOWN && lock_class_base(l, class) == lock_class_base(l, other);
}

/* ---- ways out -------------------------------------------------------------------------------------- */

#define LOCKS_MAX	8
#define HIDDEN_MAX	4

/* A lock that the contract speaks of, and what it comes to. */
struct bound_lock {
	uint32_t class, object;
	const struct model_clause *clause;	/* the first */
	int net;			/* -1 dropped, 0, 1 taken; without conditions */
	const char *cond;		/* ... and one more if the result is so, or NULL */
	const char *mode;		/* that it is taken in, "": either, or nobody says */
	bool is_ambiguous;		/* the function deals with several of its class: states tell one from another by luck */
};

struct left_lock {
	uint32_t class, object, acquisition;
	int net;
	bool is_shared;
};

struct way {
	int net[LOCKS_MAX];		/* by bound lock */
	bool is_mixed[LOCKS_MAX];	/* held, and dropped: several of its class; or there is none */
	struct left_lock left[LOCKS_MAX];
	struct left_lock hidden[HIDDEN_MAX];
	uint32_t nhidden;
	uint8_t classes;
	unsigned int line;
	bool is_joined, is_nameless;
};

struct study {
	struct solver *s;
	struct breaches *breaches;
	uint32_t node;
	const struct model_function *contract;
	struct bound_lock locks[LOCKS_MAX];
	uint32_t nlocks;
	ARRAY(struct way) ways;
	bool is_open;			/* something is called that might take or drop a lock */
};

static void add_lock(struct study *y, const struct model_clause *cl, const struct promise *p)
{
	struct locks *l = &y->s->locks;
	struct bound_lock *b = y->locks;
	uint32_t object, class = promise_lock(y->s, cl, p->lock, &object);

	if (class != CLASS_SYMBOLIC && !lock_is_held_in_states(l, class))
		return;		/* the kernel's own are in no state */
	while (b < y->locks + y->nlocks && !is_same(l, b->class, b->object, class, object))
		b++;
	if (b == y->locks + LOCKS_MAX) {
		y->breaches->nundecided++;
		return;
	}
	if (b == y->locks + y->nlocks)
		y->locks[y->nlocks++] = (struct bound_lock){ .class = class, .object = object, .clause = cl, .mode = "" };
	if (p->what == PROMISE_TAKES_IF)
		b->cond = p->cond;
	else
		b->net += p->what == PROMISE_TAKES ? 1 : p->what == PROMISE_DROPS ? -1 : 0;
	if (p->what == PROMISE_TAKES || p->what == PROMISE_TAKES_IF) {
		b->mode = p->mode;
		b->clause = cl;
	}
}

static bool names_class(const struct model_clause *cl)
{
	unsigned int arg = 0;

	model_takes_lock(cl, &arg);
	return cl->arg[arg].text;
}

/* What the clause does to a lock of the class: 1 takes it, -1 drops it, 0 neither. */
static int move_of(struct walk *w, uint32_t event, const struct model_clause *cl, uint32_t class, uint32_t *object)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	unsigned int arg = 0;
	int net = model_takes_lock(cl, &arg) ? 1 : cl->verb == MV_releases ? -1 : 0;
	uint32_t moved = net ? walk_clause_class(w, NULL, e, cl, arg) : CLASS_UNKNOWN;

	*object = net ? walk_clause_value(w, NULL, e, cl, arg) : EXPR_UNKNOWN;
	return moved == CLASS_SYMBOLIC || lock_class_base(&w->s->locks, moved) == lock_class_base(&w->s->locks, class) ? net : 0;
}

/* Does the function itself take or drop several objects of the class? */
static bool has_several(const struct study *y, uint32_t class)
{
	struct solver *s = y->s;
	struct walk w = walk_of(s, y->node);
	uint32_t first = NONE;

	for (uint32_t i = 0; class != CLASS_SYMBOLIC && i < w.fn->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[y->node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t k = 0; m && k < m->nclauses; k++) {
			uint32_t object;

			/* a contract that names the class means none in particular */
			if (!move_of(&w, i, &m->clauses[k], class, &object) || names_class(&m->clauses[k]) ||
			    lock_class_of(&s->locks, object) == CLASS_SYMBOLIC)
				continue;
			if (first != NONE && object != first)
				return true;
			first = object;
		}
	}
	return false;
}

static void add_left(struct study *y, struct way *way, const struct held_lock *h, int net)
{
	const struct left_lock left = { h->class, h->object, net > 0 ? h->acquisition : NONE, net, h->shared };
	const struct locks *l = &y->s->locks;

	for (uint32_t i = 0; i < y->nlocks; i++) {
		if (!is_same(l, y->locks[i].class, y->locks[i].object, h->class, h->object))
			continue;
		way->is_mixed[i] |= way->net[i] != 0;
		way->net[i] = net;
		way->left[i] = left;
		return;
	}
	if (way->nhidden < HIDDEN_MAX)
		way->hidden[way->nhidden++] = left;
}

/* The caller has passed no lock on this way. */
static bool is_absent(struct walk *w, const struct state *st, const struct bound_lock *b)
{
	return b->class == CLASS_SYMBOLIC &&
	       state_decide(w->s, st, atom_id(&w->s->exprs, b->object, ATOM_EQ, 0)) == IS_TRUE;
}

static void on_leave(struct walk *w, const struct state *st, const struct way_out *out, void *data)
{
	struct study *y = data;
	struct way way = { .classes = out->classes, .line = out->line, .is_joined = st->is_joined,
			   .is_nameless = st->trace->has_unknown_lock };

	for (uint32_t i = 0; i < st->nheld; i++)
		if (!st->held[i].is_asserted)
			add_left(y, &way, &st->held[i], 1);
	for (uint32_t i = 0; i < st->nreleased; i++)
		add_left(y, &way, &st->released[i], -1);
	for (uint32_t i = 0; i < y->nlocks; i++)
		way.is_mixed[i] |= is_absent(w, st, &y->locks[i]);
	array_push(&y->ways, way);
}

/* Is the result of the class? */
static enum truth is_result(const char *cond, uint8_t classes)
{
	const struct result_word *word = result_word(cond);

	if (!word)
		return UNDECIDED;
	return !(classes & ~word->classes) ? IS_TRUE : !(classes & word->classes) ? IS_FALSE : UNDECIDED;
}

static bool is_mode(const char *mode, bool is_shared)
{
	return !*mode || is_shared == (strcmp(mode, "write") != 0);
}

static void add_breach(struct study *y, const struct way *way, struct breach b)
{
	struct breaches *all = y->breaches;

	b.node = y->node;
	b.event = NONE;
	b.line = way->line;
	b.is_joined |= way->is_joined;
	for (uint32_t i = all->at.n; i-- > 0 && all->at.at[i].node == b.node;) {
		struct breach *old = &all->at.at[i];

		if (old->kind != b.kind || old->line != b.line || old->class != b.class || old->object != b.object)
			continue;
		old->is_joined &= b.is_joined;
		return;
	}
	array_push(&all->at, b);
}

/* Does any way out come to this? */
static bool is_seen(const struct study *y, uint32_t lock, int net)
{
	for (uint32_t i = 0; i < y->ways.n; i++)
		if (y->ways.at[i].net[lock] == net)
			return true;
	return false;
}

/* A lock that is left over, and may be this one: one of them is a parameter, or of a class that a key splits. */
static bool may_be_hidden(const struct study *y, const struct way *way, const struct bound_lock *b, int net)
{
	for (uint32_t i = 0; i < way->nhidden; i++) {
		const struct left_lock *h = &way->hidden[i];

		if (h->net == net && ((h->class == CLASS_SYMBOLIC) != (b->class == CLASS_SYMBOLIC) ||
				      y->s->locks.at.at[h->class].kind == CLASS_KEYED))
			return true;
	}
	return false;
}

struct moves {
	uint32_t class;
	bool takes, drops;
};

static bool note_move(struct walk *w, uint32_t event, const struct model_clause *cl, void *data)
{
	struct moves *m = data;
	uint32_t object;
	int net = move_of(w, event, cl, m->class, &object);

	m->takes |= net > 0;
	m->drops |= net < 0;
	return false;
}

static bool exit_moves(const struct locks *l, const struct exit *x, uint32_t class)
{
	for (uint32_t k = 0; k < x->nheld; k++)
		if (x->held[k].class == CLASS_SYMBOLIC || lock_class_base(l, x->held[k].class) == lock_class_base(l, class))
			return true;
	for (uint32_t k = 0; k < x->nreleased; k++)
		if (x->released[k].class == CLASS_SYMBOLIC || lock_class_base(l, x->released[k].class) == lock_class_base(l, class))
			return true;
	return false;
}

enum shown { SHOWN_NEVER, SHOWN_BY_RESULT, SHOWN_SOMETIMES };

/* Do callers of the node see that the lock is taken or dropped: whenever the result says so, or under other conditions, too? */
static enum shown shows_move(const struct solver *s, uint32_t node, uint32_t class)
{
	const struct summary *sum = &s->summaries[node];
	uint8_t moving = 0, idle = 0;

	for (uint32_t i = 0; i < sum->nexits; i++)
		*(exit_moves(&s->locks, &sum->exits[i], class) ? &moving : &idle) |= sum->exits[i].classes;
	return !moving ? SHOWN_NEVER : moving & idle ? SHOWN_SOMETIMES : SHOWN_BY_RESULT;
}

/*
 * Does the function call one that takes the lock (net 1), or drops it (-1), under a
 * condition over its parameters, or one that is not followed?  The same may decide
 * whether it was taken at all.
 */
static bool is_moved_below(const struct study *y, uint32_t class, int net)
{
	struct callee_cursor at = { .node = y->node };
	uint32_t to;

	while ((to = callgraph_next_callee(y->s->graph, &at)) != NONE) {
		struct moves m = { .class = class };
		struct search x = { .s = y->s, .is_found = note_move, .data = &m, .depth = NAMELESS_BELOW };
		enum shown shown = to == y->node ? SHOWN_BY_RESULT : shows_move(y->s, to, class);

		if (shown == SHOWN_BY_RESULT)
			continue;
		search_from(&x, to);
		if (shown == SHOWN_SOMETIMES ? (net > 0 ? m.takes : m.drops) :
		    net > 0 ? m.takes && !m.drops : m.drops && !m.takes)
			return true;
	}
	return false;
}

/* Is it known whether the lock is moved so as it is due?  Not by a callee in a way that its summary does not tell. */
static bool is_certain(const struct study *y, const struct way *way, uint32_t number, int due, bool *is_joined)
{
	const struct bound_lock *b = &y->locks[number];
	int net = way->net[number];

	*is_joined = false;
	if (way->is_nameless || (due && may_be_hidden(y, way, b, due)))
		return false;
	*is_joined = is_moved_below(y, b->class, due > net ? 1 : -1);
	return !due || is_seen(y, number, due) || !(y->is_open || *is_joined);
}

static void judge_lock(struct study *y, const struct way *way, uint32_t number)
{
	const struct bound_lock *b = &y->locks[number];
	const struct left_lock *left = &way->left[number];
	struct breach breach = { .clause = b->clause, .class = b->class, .object = b->object, .acquisition = NONE };
	int net = way->net[number], due = b->net;
	enum truth t = b->cond ? is_result(b->cond, way->classes) : IS_FALSE;

	if (net > 0) {
		breach.acquisition = left->acquisition;
		breach.is_shared = left->is_shared;
	}
	due += t == IS_TRUE;
	due = due > 1 ? 1 : due < -1 ? -1 : due;
	if (t == UNDECIDED || b->is_ambiguous || way->is_mixed[number] ||
	    (net != due && !is_certain(y, way, number, due, &breach.is_joined))) {
		y->breaches->nundecided++;
		return;
	}
	if (net == due && (net <= 0 || is_mode(b->mode, left->is_shared)))
		return;
	breach.is_partial = is_seen(y, number, due);
	breach.kind = net == due ? BREACH_MODE : due > 0 ? BREACH_MISSING : due < 0 ? BREACH_KEPT :
		      net > 0 ? BREACH_EXTRA : BREACH_DROPPED;
	add_breach(y, way, breach);
}

static void judge_hidden(struct study *y, const struct way *way)
{
	for (uint32_t i = 0; i < way->nhidden; i++) {
		const struct left_lock *h = &way->hidden[i];

		if (has_several(y, h->class)) {
			y->breaches->nundecided++;
			continue;
		}
		add_breach(y, way, (struct breach){
			.kind = h->net > 0 ? BREACH_HIDDEN_HELD : BREACH_HIDDEN_DROPPED,
			.class = h->class, .object = h->object, .acquisition = h->acquisition, .is_shared = h->is_shared,
			.is_joined = is_moved_below(y, h->class, -h->net) });
	}
}

static bool is_nameless(struct walk *w, uint32_t event, const struct model_clause *cl, void *data)
{
	unsigned int arg = 0;

	/* what the function itself does is known on every path */
	if (w->node == *(const uint32_t *)data || (!model_takes_lock(cl, &arg) && cl->verb != MV_releases))
		return false;
	return walk_clause_class(w, NULL, function_event(w->s->program, w->fn, event), cl, arg) == CLASS_UNKNOWN;
}

static bool may_hide_lock(struct solver *s, uint32_t node)
{
	struct search x = { .s = s, .is_found = is_nameless, .data = &node, .depth = NAMELESS_BELOW };

	return search_from(&x, node) || x.is_open;
}

static void study_ways(struct study *y)
{
	const struct watch watch = { .leave = on_leave, .data = y };

	/* its author knows more than the body shows */
	if (y->contract->is_unseen) {
		y->breaches->nundecided++;
		return;
	}
	for (uint32_t k = 0; k < y->nlocks; k++)
		y->locks[k].is_ambiguous = has_several(y, y->locks[k].class);
	explore_watched(y->s, y->node, 0, &watch);
	y->is_open = may_hide_lock(y->s, y->node);
	for (uint32_t i = 0; i < y->ways.n; i++) {
		for (uint32_t k = 0; k < y->nlocks; k++)
			judge_lock(y, &y->ways.at[i], k);
		if (contract_cuts(y->contract))
			judge_hidden(y, &y->ways.at[i]);
	}
}

/* ---- assertions -------------------------------------------------------------------------------------- */

/* The body asserts that a lock is held which its callers do not hold, and which it does not take. */
static void study_assertions(struct study *y, const struct model_clause *not_held)
{
	struct solver *s = y->s;
	struct walk w = walk_of(s, y->node);
	uint32_t held_object, held = promise_lock(s, not_held, 0, &held_object);
	struct moves moves = { .class = held };
	struct search x = { .s = s, .is_found = note_move, .data = &moves };

	if (held == CLASS_UNKNOWN || search_from(&x, y->node) || moves.takes)
		return;
	for (uint32_t i = 0; i < w.fn->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, w.fn, i);
		const struct call *c = &s->graph->nodes.at[y->node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t k = 0; m && !m->is_authors && k < m->nclauses; k++) {
			const struct model_clause *cl = &m->clauses[k];
			uint32_t object = EXPR_UNKNOWN, class;

			if (cl->verb != MV_must_hold || cl->arg[0].text || contract_is_unchecked(s, y->node, i))
				continue;
			object = walk_clause_value(&w, NULL, e, cl, 0);
			class = lock_class_of(&s->locks, object);
			if (is_same(&s->locks, class, object, held, held_object))
				array_push(&y->breaches->at, ((struct breach){
					.kind = BREACH_ASSERTED, .node = y->node, .event = i, .clause = not_held,
					.class = class, .object = object, .acquisition = NONE, .line = e->line }));
		}
	}
}

/* ---- waits and signals --------------------------------------------------------------------------------- */

static bool is_wait_or_signal(const struct model_clause *cl, enum model_verb verb)
{
	return cl->verb == verb || (verb == MV_waits && cl->verb == MV_waits_if);
}

struct wanted_end {
	enum model_verb verb;
	const char *kind;
	uint32_t class;
};

static bool does_it(struct walk *w, uint32_t event, const struct model_clause *cl, void *data)
{
	const struct wanted_end *end = data;
	uint32_t class;

	if (!is_wait_or_signal(cl, end->verb) || !wait_is_alike(cl->arg[1].text, end->kind))
		return false;
	class = walk_clause_class(w, NULL, function_event(w->s->program, w->fn, event), cl, 0);
	return class <= CLASS_UNKNOWN || end->class <= CLASS_UNKNOWN || class == end->class;
}

/* Is there any function that the model says does so?  Else nobody can be seen doing it. */
static bool is_modelled(const struct model *m, const struct wanted_end *end)
{
	for (uint32_t i = 0; i < m->functions.n; i++)
		for (uint32_t k = 0; !m->functions.at[i].is_authors && k < m->functions.at[i].nclauses; k++)
			if (is_wait_or_signal(&m->functions.at[i].clauses[k], end->verb) &&
			    wait_is_alike(m->functions.at[i].clauses[k].arg[1].text, end->kind))
				return true;
	return false;
}

static void study_end(struct study *y, const struct model_clause *cl)
{
	struct wanted_end end = { .verb = cl->verb, .kind = cl->arg[1].text };
	struct search x = { .s = y->s, .is_found = does_it, .data = &end, .depth = y->s->bounds.depth };
	uint32_t object;

	end.class = promise_lock(y->s, cl, 0, &object);
	if (search_from(&x, y->node))
		return;
	if (x.is_open || !is_modelled(y->s->model, &end)) {
		y->breaches->nundecided++;
		return;
	}
	array_push(&y->breaches->at, ((struct breach){
		.kind = cl->verb == MV_waits ? BREACH_NEVER_WAITS : BREACH_NEVER_SIGNALS, .node = y->node, .event = NONE,
		.clause = cl, .class = end.class, .object = object, .acquisition = NONE,
		.line = y->s->program->functions.at[y->node].line }));
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static void study(struct study *y)
{
	const struct model_function *m = y->contract;

	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		struct promise p;

		if (promise_of(cl, &p))
			add_lock(y, cl, &p);
		else if (cl->verb == MV_must_not_hold && !m->is_unchecked)
			study_assertions(y, cl);
		else if (cl->verb == MV_waits || cl->verb == MV_signals)
			study_end(y, cl);
	}
	if ((y->nlocks || contract_cuts(m)) && !m->is_unchecked)
		study_ways(y);
	array_release(&y->ways);
}

void breaches_find(struct breaches *b, struct solver *s)
{
	memset(b, 0, sizeof(*b));
	for (uint32_t n = 0; n < s->program->functions.n; n++) {
		struct study y = { .s = s, .breaches = b, .node = n, .contract = contract_of(s, n) };

		if (y.contract && s->program->functions.at[n].body->nblocks && (!s->kept.words || bitset_test(&s->kept, n)))
			study(&y);
	}
}

void breaches_release(struct breaches *b)
{
	array_release(&b->at);
}
