// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/promise.h"

#include <string.h>

#include "analysis/contract.h"
#include "analysis/search.h"

#define WANTED_BELOW	2	/* calls: helpers that take a spinning lock which only callers can name */

/* ---- clauses -------------------------------------------------------------------------------- */

bool promise_of(const struct model_clause *cl, struct promise *p)
{
	*p = (struct promise){ .kind = "", .mode = "" };
	switch (cl->verb) {
	case MV_acquires:
		p->what = PROMISE_TAKES;
		p->kind = cl->arg[1].text;
		p->mode = cl->arg[2].text;
		return true;
	case MV_acquires_if:
	case MV_try_acquires:
		p->what = strcmp(cl->arg[0].text, "always") ? PROMISE_TAKES_IF : PROMISE_TAKES;
		p->lock = 1;
		p->cond = cl->arg[0].text;
		p->kind = cl->arg[2].text;
		p->mode = cl->arg[3].text;
		p->is_try = cl->verb == MV_try_acquires;
		return true;
	case MV_claims_acquires:
		p->what = PROMISE_TAKES;
		p->mode = cl->arg[1].text;
		return true;
	case MV_claims_acquires_if:
		p->what = PROMISE_TAKES_IF;
		p->lock = 1;
		p->cond = cl->arg[0].text;
		p->mode = cl->arg[2].text;
		return true;
	case MV_releases:
	case MV_claims_releases:
		p->what = PROMISE_DROPS;
		return true;
	case MV_must_hold:
	case MV_must_hold_shared:
	case MV_must_hold_either:
		p->what = PROMISE_KEEPS;
		return true;
	default:
		return false;
	}
}

uint32_t promise_lock(struct solver *s, const struct model_clause *cl, unsigned int arg, uint32_t *object)
{
	*object = EXPR_UNKNOWN;
	if (cl->arg[arg].text)
		return lock_class_named(&s->locks, cl->arg[arg].text);
	if (cl->arg[arg].value < 1)
		return CLASS_UNKNOWN;
	*object = expr_param(&s->exprs, (uint32_t)cl->arg[arg].value - 1);
	return lock_class_of(&s->locks, *object);
}

bool contract_cuts(const struct model_function *m)
{
	return !m->is_body_used;
}

bool wait_is_alike(const char *a, const char *b)
{
	static const char *const alike[][3] = {
		{ "work", "cancel", "workqueue" }, { "notifier", "unregister", "callbacks" }, { "fence", "polled fence", "" },
	};

	if (!strcmp(a, b))
		return true;
	for (unsigned int i = 0; i < sizeof(alike) / sizeof(*alike); i++) {
		bool has_a = false, has_b = false;

		for (unsigned int k = 0; k < 3; k++) {
			has_a |= !strcmp(alike[i][k], a);
			has_b |= !strcmp(alike[i][k], b);
		}
		if (has_a && has_b)
			return true;
	}
	return false;
}

/* ---- entries ------------------------------------------------------------------------------------ */

static void enter(struct entries *e, struct solver *s, uint32_t node, const char *context, uint32_t assume)
{
	array_push(&e->at, ((struct entry){
		.context = context, .kind = CONTEXT_ATOMIC, .field = NONE, .item = NONE, .node = node,
		.assume = assume, .is_contract = true, .name = s->program->functions.at[node].name }));
}

/* With masks of these parameters that have none of the flags. */
static void enter_masked(struct entries *e, struct solver *s, uint32_t node, const struct model_function *m,
			 const char *context, int64_t flags)
{
	struct atom_set set = { 0 };

	for (uint32_t i = 0; i < m->nclauses && set.n < GUARDS_MAX; i++) {
		const struct model_clause *cl = &m->clauses[i];
		enum truth t;
		uint32_t atom;

		if (cl->verb != MV_allocates || cl->arg[0].value < 1)
			continue;
		atom = atom_normal(&s->exprs, expr_param(&s->exprs, (uint32_t)cl->arg[0].value - 1), ATOM_ZERO, flags, &t);
		if (atom != NONE)
			set.atom[set.n++] = atom;
	}
	if (set.n)
		enter(e, s, node, context, atom_set_id(&s->exprs, &set));
}

struct wanted_lock {
	uint32_t class, object;
};

static bool takes_it(struct walk *w, uint32_t event, const struct model_clause *cl, void *data)
{
	const struct wanted_lock *lock = data;
	unsigned int arg;
	uint32_t class;

	if (!model_takes_lock(cl, &arg) || cl->verb == MV_try_acquires)
		return false;
	class = walk_clause_class(w, NULL, function_event(w->s->program, w->fn, event), cl, arg);
	return class <= CLASS_UNKNOWN || lock_class_base(&w->s->locks, class) == lock_class_base(&w->s->locks, lock->class);
}

static bool drops_it(struct walk *w, uint32_t event, const struct model_clause *cl, void *data)
{
	const struct wanted_lock *lock = data;
	uint32_t class;

	if (cl->verb != MV_releases)
		return false;
	class = walk_clause_class(w, NULL, function_event(w->s->program, w->fn, event), cl, 0);
	return class <= CLASS_UNKNOWN || lock_class_base(&w->s->locks, class) == lock_class_base(&w->s->locks, lock->class);
}

/*
 * Callers hold it: might it be taken again, not far below?  Where an assertion
 * stands for callers that nobody knows, nothing says that it was dropped before.
 */
static bool may_take(struct solver *s, uint32_t node, const struct model_clause *cl)
{
	struct wanted_lock lock;
	struct search taking = { .s = s, .is_found = takes_it, .data = &lock, .depth = s->bounds.order_depth };
	struct search dropping = { .s = s, .is_found = drops_it, .data = &lock };

	lock.class = promise_lock(s, cl, 0, &lock.object);
	return lock.class != CLASS_UNKNOWN && search_from(&taking, node) &&
	       !(callgraph_is_uncalled(s->graph, node) && search_from(&dropping, node));
}

static void enter_node(struct entries *e, struct solver *s, uint32_t node, const struct model_function *m)
{
	bool tries = false, holds = false;

	for (uint32_t i = 0; i < m->nclauses; i++) {
		struct promise p;

		if (!promise_of(&m->clauses[i], &p))
			continue;
		tries |= p.is_try;
		holds |= p.what == PROMISE_KEEPS && !holds && may_take(s, node, &m->clauses[i]);
	}
	if (contract_cuts(m)) {
		enter(e, s, node, "contract", 0);
		enter_masked(e, s, node, m, "contract_atomic", s->gfp_direct_reclaim);
		enter_masked(e, s, node, m, "contract_noio", s->gfp_io);
		enter_masked(e, s, node, m, "contract_nofs", s->gfp_fs);
	}
	if (tries)
		enter(e, s, node, "contract_try", 0);
	if (holds && !m->is_unchecked)
		enter(e, s, node, "contract_held", 0);
}

void promises_enter(struct entries *e, struct solver *s)
{
	for (uint32_t n = 0; n < s->program->functions.n; n++) {
		const struct model_function *m = contract_of(s, n);

		if (m)
			enter_node(e, s, n, m);
	}
}

static bool has_promise(const struct model_function *m)
{
	struct promise p;

	for (uint32_t i = 0; i < m->nclauses; i++)
		if (promise_of(&m->clauses[i], &p))
			return true;
	return false;
}

void promises_want(struct solver *s, struct bitset *wanted)
{
	struct bitset at;
	bool any = false;

	bitset_init(&at, wanted->nbits, NULL);
	for (uint32_t n = 0; n < s->program->functions.n; n++) {
		const struct model_function *m = contract_of(s, n);

		if (m && has_promise(m))
			any |= bitset_set(&at, n);
	}
	for (int level = 0; any && level <= WANTED_BELOW; level++) {
		struct bitset more;

		bitset_or_into(wanted, &at);
		bitset_init(&more, wanted->nbits, NULL);
		for_each_bit(n, &at) {
			struct callee_cursor cursor = { .node = n };
			uint32_t to;

			while ((to = callgraph_next_callee(s->graph, &cursor)) != NONE)
				bitset_set(&more, to);
		}
		bitset_release(&at);
		at = more;
	}
	bitset_release(&at);
}
