// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which locks are worth following, before anything is summarised: those that
 * entries take, by a walk over the call graph from them, and those that are
 * taken while one of these is held.  Also: how far up effects of every kind are
 * told (solver.in_callback, in_entry), and the entries that only matter because
 * somebody waits for them (items).
 */
#include "analysis/entry.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/pointed.h"
#include "analysis/promise.h"
#include "analysis/walk.h"

/* What closes a cycle while a lock is held that is taken there. */
#define ASKED_NESTED	(1 << EFFECT_ALLOC | 1 << EFFECT_FAULT | 1 << EFFECT_FIRE)
static const uint16_t asked[CONTEXT_KINDS] = {
	[CONTEXT_NOTIFIER] = ASKED_NESTED | 1 << EFFECT_VM | 1 << EFFECT_WAIT | 1 << EFFECT_ACQUIRE | 1 << EFFECT_SLEEP,
	[CONTEXT_SHRINKER] = 1 << EFFECT_ALLOC | 1 << EFFECT_WAIT,
	[CONTEXT_RELEASE] = 1 << EFFECT_ALLOC | 1 << EFFECT_WAIT,
	[CONTEXT_SIGNALLING] = 1 << EFFECT_ALLOC | 1 << EFFECT_FAULT | 1 << EFFECT_WAIT | 1 << EFFECT_ACQUIRE,
	[CONTEXT_FENCE] = 1 << EFFECT_ALLOC | 1 << EFFECT_FAULT | 1 << EFFECT_WAIT | 1 << EFFECT_ACQUIRE,
	[CONTEXT_FAULT] = 1 << EFFECT_FAULT | 1 << EFFECT_WAIT,
	[CONTEXT_WORK] = 1 << EFFECT_ALLOC | 1 << EFFECT_FAULT,
	[CONTEXT_ITEM] = 1 << EFFECT_ALLOC | 1 << EFFECT_FAULT,
};

/* Of what lies at this address, or NONE. */
static uint32_t type_at(const struct solver *s, uint32_t address)
{
	const struct expr *e = expr_at(&s->exprs, address);

	if (e->op == FN_FIELD)
		return s->program->fields.at[e->b].of;
	return e->op == FN_SYMBOL ? s->program->entities.at[e->a].type : NONE;
}

static bool is_lock_address(const struct solver *s, uint32_t address, bool near)
{
	uint32_t type = type_at(s, address);

	return type != NONE && s->program->types.at[type].lock_kind &&
	       (near || model_lock_sleeps(s->model, s->program->types.at[type].lock_kind));
}

static bool is_acquiring(const struct model_function *m)
{
	unsigned int arg;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (model_takes_lock(&m->clauses[i], &arg))
			return true;
	return false;
}

/* What is asked about the locks found. */
struct interest {
	uint16_t asks;		/* 0: nothing, locks do not matter */
	bool is_near;		/* those close by are the callback's own */
	bool spins;		/* those that spin count, too; of those that are near or not, only the near */
	bool is_nested;		/* those that sleep are taken under such a one */
	bool signals;		/* they are taken where a fence signalling section is */
	bool all;		/* any lock there, and no question about it */
	bool waits, waits_under;	/* and whoever ends what is waited for is of interest: in callbacks, under their locks */
	const struct items *items;	/* waits */
};

static void track(struct solver *s, uint32_t class, bool sleeps, const struct interest *why)
{
	struct lock_class *l = &s->locks.at.at[class];

	if (class <= CLASS_UNKNOWN)
		return;
	if (!sleeps && !why->is_near && !why->all) {
		l->is_listed = true;
		return;
	}
	l->is_tracked = true;
	l->is_sleeping |= sleeps;
	l->is_near |= why->is_near;
	l->is_ordered |= why->is_nested && l->is_sleeping && !l->is_kernels;
	l->is_signalled |= why->signals;
	l->asks |= why->asks;
}

/* By the type of the field or variable. */
static bool class_sleeps(const struct solver *s, uint32_t class)
{
	const struct lock_class *l = &s->locks.at.at[class];
	uint32_t type = NONE;

	if (l->kind == CLASS_FIELD)
		type = s->program->fields.at[l->id].of;
	else if (l->kind == CLASS_VARIABLE)
		type = s->program->entities.at[l->id].type;
	return type != NONE && s->program->types.at[type].lock_kind &&
	       model_lock_sleeps(s->model, s->program->types.at[type].lock_kind);
}

static void mark_item(struct solver *s, uint32_t class, const struct interest *why)
{
	if (class <= CLASS_UNKNOWN)
		return;
	s->locks.at.at[class].is_waited |= why->waits;
	s->locks.at.at[class].is_waited_under |= why->waits_under;
}

/* What the function waits for: whoever ends that is of interest. */
static void mark_waited(struct walk *w, const struct fact_event *e, const struct model_function *m,
			const struct interest *why)
{
	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t class;

		if (cl->verb != MV_waits && cl->verb != MV_waits_if)
			continue;
		class = lock_class_of(&w->s->locks, walk_clause_value(w, NULL, e, cl, 0));
		mark_item(w->s, class, why);
	}
}

/* A function that is handed an item's address may wait for it. */
static void mark_handed(struct walk *w, const struct fact_event *e, const struct interest *why)
{
	struct state none = { 0 };

	for (uint32_t a = 0; a < e->nargs; a++) {
		uint32_t address = walk_eval(w, &none, function_arg(w->s->program, w->fn, e, a)), type = type_at(w->s, address);

		if (type != NONE && bitset_test(&why->items->types, type))
			mark_item(w->s, lock_class_of(&w->s->locks, address), why);
	}
}

/*
 * Every lock that the function hands to somebody who may take it; far from the
 * callback only those that sleep: what is allocated under a spinning lock is
 * atomic, or wrong for a simpler reason than ours.
 */
static void track_locks_of(struct solver *s, uint32_t node, const struct interest *why)
{
	const struct program *p = s->program;
	const struct function *f = &p->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m;

		if (!c->ncallees)
			continue;
		m = s->graph->callees.at[c->callee].model;
		if ((why->waits || why->waits_under) && m)
			mark_waited(&w, e, m, why);
		else if (why->waits || why->waits_under)
			mark_handed(&w, e, why);
		if (!why->asks && !why->all)
			continue;
		for (uint32_t k = 0; is_acquiring(m) && k < m->nclauses; k++) {
			const struct model_clause *cl = &m->clauses[k];
			unsigned int arg;
			bool sleeps;

			if (!model_takes_lock(cl, &arg))
				continue;
			/* whoever only reads in a domain makes nobody wait here: who waits for readers does */
			if (cl->verb == MV_try_acquires && model_lock_is_domain(s->model, cl->arg[arg + 1].text))
				continue;
			sleeps = model_lock_sleeps(s->model, cl->arg[arg + 1].text);
			if (!why->spins && !sleeps)
				continue;
			track(s, walk_clause_class(&w, NULL, e, cl, arg), sleeps, why);
		}
		for (uint32_t a = 0; !m && a < e->nargs; a++) {
			uint32_t address = walk_eval(&w, &none, function_arg(p, f, e, a));

			if (is_lock_address(s, address, why->spins))
				track(s, lock_class_of(&s->locks, address), is_lock_address(s, address, false), why);
		}
	}
}

/* A lock in a struct that comes with its key: each user of the struct has a class of its own. */
static void find_wrapper(struct solver *s, uint32_t lock, uint32_t key)
{
	const struct expr *e = expr_at(&s->exprs, lock);
	struct program *p = s->program;
	struct type *t;

	if (expr_at(&s->exprs, key)->op != FN_PARAM || e->op != FN_FIELD || expr_at(&s->exprs, e->a)->op != FN_PARAM ||
	    p->fields.at[e->b].of == NONE)
		return;
	t = &p->types.at[p->fields.at[e->b].type];
	t->is_wrapper = true;
	if (!t->lock_kind)
		t->lock_kind = p->types.at[p->fields.at[e->b].of].lock_kind;
}

/* Locks with lockdep keys of their own, wherever they get them. */
static void give_key(struct solver *s, uint32_t lock, uint32_t key)
{
	const struct expr *e = expr_at(&s->exprs, key);

	if (e->op == FN_SYMBOL && s->model->no_validate &&
	    !strcmp(s->program->entities.at[e->a].name, s->model->no_validate))
		lock_class_unchecked(&s->locks, lock);
	else
		lock_class_split(&s->locks, lock);
}

static void split_classes(struct solver *s, enum model_verb verb, void (*done)(struct solver *s, uint32_t lock, uint32_t key))
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		struct walk w = walk_of(s, i);

		for (uint32_t k = 0; k < f->body->nevents; k++) {
			const struct fact_event *e = function_event(p, f, k);
			const struct model_function *m;

			if (e->kind != FEV_CALL)
				continue;
			m = p->entities.at[w.unit->entity[e->a]].model;
			for (uint32_t c = 0; m && c < m->nclauses; c++)
				if (m->clauses[c].verb == verb)
					done(s, walk_clause_value(&w, NULL, e, &m->clauses[c], 0),
					     walk_clause_value(&w, NULL, e, &m->clauses[c], 1));
		}
	}
}

/*
 * Walk the call graph from what is queued; depth is how far one may still go,
 * plus one, and from what it is at the start.
 */
static void spread(struct solver *s, uint32_t *queue, uint8_t *depth, uint32_t *tail, uint32_t from,
		   const struct interest *interest)
{
	const struct callgraph *g = s->graph;
	uint32_t head = 0;

	while (head < *tail) {
		uint32_t node = queue[head++];
		struct callee_cursor at = { .node = node };
		bool near = depth[node] + s->bounds.spin_depth >= from;
		struct interest why = *interest;
		uint32_t to;

		why.is_near &= near;
		why.spins &= near || !interest->is_near;
		if (why.asks || why.all || why.waits || why.waits_under)
			track_locks_of(s, node, &why);
		while ((to = callgraph_next_callee(g, &at)) != NONE) {
			if (depth[to])
				continue;
			if (depth[node] == 1) {
				s->bounds.callback_depth_hit++;
				continue;
			}
			depth[to] = depth[node] - 1;
			queue[(*tail)++] = to;
		}
	}
}

/* +1 for each non_block_start() of the function, -1 for each end; *any: there are some. */
static int section_balance(const struct solver *s, uint32_t node, bool *any)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct program *p = s->program;
	int balance = 0;

	*any = false;
	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);
		const struct fact_node *to, *value;
		const struct model_field *m;

		if (e->kind != FEV_STORE)
			continue;
		to = function_node(p, f, e->a);
		value = function_node(p, f, e->b);
		if (to->op != FN_FIELD || (value->op != FN_ADD && value->op != FN_SUB))
			continue;
		m = p->fields.at[p->units.at[f->unit].field[to->b]].model;
		if (!m || !m->scope)
			continue;
		*any = true;
		value = function_node(p, f, value->b);
		balance += value->op == FN_CONST && (int32_t)fact_const_value(value) > 0 ? 1 : -1;
	}
	return balance;
}

/*
 * Nodes with a hand-made section in them, and those that call something which
 * opens one and leaves it open.
 */
static void find_sections(const struct solver *s, struct bitset *in_section)
{
	const struct callgraph *g = s->graph;
	struct bitset opens;

	bitset_init(&opens, g->nodes.n, NULL);
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		bool any;

		if (section_balance(s, n, &any) > 0)
			bitset_set(&opens, n);
		if (any)
			bitset_set(in_section, n);
	}
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		struct callee_cursor at = { .node = n };
		uint32_t to;

		while ((to = callgraph_next_callee(g, &at)) != NONE)
			if (bitset_test(&opens, to))
				bitset_set(in_section, n);
	}
	bitset_release(&opens);
}

static bool may_wait_under(const struct lock_class *l)
{
	return l->is_tracked && l->is_sleeping && !l->is_kernels && (l->asks >> EFFECT_WAIT & 1);
}

static bool is_ordered(const struct lock_class *l)
{
	return l->is_ordered;
}

static bool is_spinning(const struct lock_class *l)
{
	return l->is_near && !l->is_sleeping;
}

/* Does the function itself take a lock of that sort? */
static bool takes_lock(struct solver *s, uint32_t node, bool (*is_such)(const struct lock_class *l))
{
	const struct program *p = s->program;
	const struct function *f = &p->functions.at[s->graph->nodes.at[node].function];
	struct walk w = walk_of(s, node);
	struct state none = { 0 };

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t a = 0; is_acquiring(m) && a < e->nargs; a++) {
			/* a new class may move the table */
			uint32_t class = lock_class_of(&s->locks, walk_eval(&w, &none, function_arg(p, f, e, a)));

			if (is_such(&s->locks.at.at[class]))
				return true;
		}
	}
	return false;
}

/*
 * Locks that are taken while one is held which an invalidate callback takes:
 * who holds these must not wait for memory either.
 */
static void track_nested(struct solver *s, uint32_t *queue, uint8_t *depth)
{
	uint32_t n = s->graph->nodes.n, tail = 0;

	for (uint32_t i = CLASS_UNKNOWN + 1; i < s->locks.at.n; i++)
		s->locks.at.at[i].is_ordered |= s->locks.at.at[i].is_near && s->locks.at.at[i].is_sleeping &&
					       !s->locks.at.at[i].is_kernels;
	memset(depth, 0, n);
	for (uint32_t i = 0; i < n; i++) {
		if (!takes_lock(s, i, is_ordered))
			continue;
		depth[i] = (uint8_t)(s->bounds.order_depth + 1);
		queue[tail++] = i;
	}
	spread(s, queue, depth, &tail, 0, &(struct interest){ .asks = ASKED_NESTED, .is_nested = true });
}

/* Does the function itself only take locks, for its caller? */
static bool takes_for_caller(const struct solver *s, uint32_t node)
{
	const struct program *p = s->program;
	const struct function *f = &p->functions.at[s->graph->nodes.at[node].function];

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (m->clauses[k].verb == MV_releases)
				return false;
	}
	return true;
}

/*
 * Items that are waited for while a lock is held that callbacks take: what these
 * do counts as done under the lock.
 */
static void mark_waited_under(struct entries *e, struct solver *s, uint32_t *queue, uint8_t *depth)
{
	uint32_t n = s->graph->nodes.n, tail = 0;
	struct bitset takers;

	bitset_init(&takers, n, NULL);
	for (uint32_t i = 0; i < n; i++)
		if (takes_lock(s, i, may_wait_under))
			bitset_set(&takers, i);
	memset(depth, 0, n);
	for (uint32_t i = 0; i < n; i++) {
		struct callee_cursor at = { .node = i };
		bool is_holder = bitset_test(&takers, i);
		uint32_t to;

		while (!is_holder && (to = callgraph_next_callee(s->graph, &at)) != NONE)
			is_holder = bitset_test(&takers, to) && takes_for_caller(s, to);
		if (!is_holder)
			continue;
		depth[i] = (uint8_t)(s->bounds.order_depth + 1);
		queue[tail++] = i;
	}
	bitset_release(&takers);
	spread(s, queue, depth, &tail, 0, &(struct interest){ .waits_under = true, .items = &e->items });
	/* nothing is known of the rest */
	for (uint32_t i = 0, k = 0; i < s->locks.at.n; i++) {
		while (k < e->items.ends.n && e->items.ends.at[k].class < i)
			k++;
		s->locks.at.at[i].is_waited_under &= k < e->items.ends.n && e->items.ends.at[k].class == i;
	}
}

/* The functions in `from` and what they call, fewer than `left` calls down, is added to reach. */
static void spread_over(struct solver *s, const struct bitset *from, uint32_t left, uint32_t *queue, uint8_t *depth,
			const struct interest *why, struct bitset *reach)
{
	uint32_t tail = 0;

	memset(depth, 0, s->graph->nodes.n);
	for_each_bit(n, from) {
		depth[n] = (uint8_t)left;
		queue[tail++] = n;
	}
	spread(s, queue, depth, &tail, left, why);
	while (tail)
		bitset_set(reach, queue[--tail]);
}

/* Locks that authors tell of: as if a callback of that context took them itself. */
static void track_told(struct entries *e, struct solver *s)
{
	tolds_find(&e->tolds, s, &e->arena);
	for (uint32_t i = 0; i < e->tolds.at.n; i++) {
		const struct told *t = &e->tolds.at.at[i];
		enum context_kind kind = context_kind_of(t->context);

		if (kind != CONTEXT_KINDS)
			track(s, t->class, class_sleeps(s, t->class),
			      &(struct interest){ .asks = asked[kind], .is_near = kind == CONTEXT_NOTIFIER });
	}
}

/* What may be called while a spinning lock is held that an invalidate callback takes: does it sleep? */
static void spread_from_spinning(struct solver *s, uint32_t *queue, uint8_t *depth)
{
	struct bitset takers;

	bitset_init(&takers, s->graph->nodes.n, NULL);
	for (uint32_t i = 0; i < s->graph->nodes.n; i++)
		if (takes_lock(s, i, is_spinning))
			bitset_set(&takers, i);
	spread_over(s, &takers, s->bounds.spin_depth + 1, queue, depth, &(struct interest){ .asks = 0 }, &s->in_spinning);
	bitset_release(&takers);
}

static uint32_t depth_of(const struct bounds *b, enum context_kind kind)
{
	uint32_t depth = b->shrinker_depth;

	if (kind == CONTEXT_NOTIFIER || kind == CONTEXT_RELEASE)
		depth = b->callback_depth;
	else if (kind == CONTEXT_FAULT)
		depth = b->fault_depth;
	else if (kind == CONTEXT_ITEM)
		depth = b->order_depth;
	return depth > 254 ? 254 : depth;
}

/* Everything that entries of a kind may call, as far as it is followed, is added to reach. */
static void spread_from(struct entries *e, struct solver *s, enum context_kind kind, uint32_t *queue,
			uint8_t *depth, struct bitset *reach)
{
	uint32_t tail = 0, left = depth_of(&s->bounds, kind) + 1;

	memset(depth, 0, s->graph->nodes.n);
	for (uint32_t i = 0; i < e->at.n; i++) {
		if (depth[e->at.at[i].node] || e->at.at[i].kind != kind)
			continue;
		depth[e->at.at[i].node] = (uint8_t)left;
		queue[tail++] = e->at.at[i].node;
	}
	spread(s, queue, depth, &tail, left, &(struct interest){
		.asks = asked[kind], .is_near = kind == CONTEXT_NOTIFIER,
		.spins = kind == CONTEXT_NOTIFIER || kind == CONTEXT_RELEASE,
		.waits = kind == CONTEXT_NOTIFIER || kind == CONTEXT_SHRINKER || kind == CONTEXT_RELEASE,
		.items = &e->items });
	while (tail)
		bitset_set(reach, queue[--tail]);
}

static void spread_from_sections(struct solver *s, uint32_t *queue, uint8_t *depth, struct bitset *reach)
{
	struct bitset sections;

	bitset_init(&sections, s->graph->nodes.n, NULL);
	find_sections(s, &sections);
	spread_over(s, &sections, depth_of(&s->bounds, CONTEXT_NOTIFIER) + 1, queue, depth, &(struct interest){ .asks = 0 },
		    reach);
	bitset_release(&sections);
}

/* Does the function itself begin a fence signalling section? */
static bool begins_signalling(const struct solver *s, uint32_t node)
{
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct call *c = &s->graph->nodes.at[node].calls[i];
		const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			if (m->clauses[k].verb == MV_enters &&
			    model_scope(s->model, m->clauses[k].arg[0].text) == SCOPE_signalling)
				return true;
	}
	return false;
}

/* Locks that are taken in a section which somebody wrote out: the signal waits for whoever holds them. */
static void track_signalled(struct solver *s, uint32_t *queue, uint8_t *depth)
{
	struct bitset begin;

	bitset_init(&begin, s->graph->nodes.n, NULL);
	for (uint32_t i = 0; i < s->graph->nodes.n; i++)
		if (begins_signalling(s, i))
			bitset_set(&begin, i);
	spread_over(s, &begin, depth_of(&s->bounds, CONTEXT_SIGNALLING) + 1, queue, depth,
		    &(struct interest){ .asks = asked[CONTEXT_SIGNALLING], .signals = true }, &s->in_entry);
	bitset_release(&begin);
}

/* Locks in functions whose authors say what they do: what callers are not told of is looked for. */
static void track_promised(struct entries *e, struct solver *s, uint32_t *queue, uint8_t *depth)
{
	struct bitset bodies, reach;

	bitset_init(&bodies, s->graph->nodes.n, NULL);
	bitset_init(&reach, s->graph->nodes.n, NULL);
	for (uint32_t i = 0; i < e->at.n; i++)
		if (!strncmp(e->at.at[i].context, "contract", strlen("contract")))
			bitset_set(&bodies, e->at.at[i].node);
	if (bitset_count(&bodies))
		spread_over(s, &bodies, s->bounds.order_depth + 1, queue, depth,
			    &(struct interest){ .all = true, .spins = true }, &reach);
	bitset_release(&bodies);
	bitset_release(&reach);
}

/* Work items that only ever run on work queues which reclaim may depend on. */
static void add_rescued(struct entries *e, struct solver *s)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < e->items.ends.n; i++) {
		const struct item_end *end = &e->items.ends.at[i];

		if (end->event != NONE || !items_have_rescuer(&e->items, end->class))
			continue;
		array_push(&e->at, ((struct entry){
			.context = "rescuer", .kind = CONTEXT_RESCUER, .field = NONE, .item = end->class, .event = NONE, .node = end->node,
			.name = arena_printf(&e->arena, "%s = %s", s->locks.at.at[end->class].name,
					     p->functions.at[end->node].name) }));
	}
}

/* The functions that signal fences which somebody else has made. */
static void add_signallers(struct entries *e, struct solver *s)
{
	for (uint32_t i = 0; i < e->items.ends.n; i++) {
		const struct item_end *end = &e->items.ends.at[i];
		const struct lock_class *l = &s->locks.at.at[end->class];

		if (!l->is_fence || end->is_poll || fence_is_aside(&e->fences, s, end))
			continue;
		array_push(&e->at, ((struct entry){
			.context = "fence", .kind = CONTEXT_FENCE, .field = NONE,
			.item = end->class, .event = end->event, .end = i, .node = end->node,
			.name = arena_printf(&e->arena, "%s = %s", l->name, s->program->functions.at[end->node].name) }));
	}
}

/* The functions that end what callbacks wait for, or who holds their locks. */
static void add_waited(struct entries *e, struct solver *s)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < e->items.ends.n; i++) {
		const struct item_end *end = &e->items.ends.at[i];
		const struct lock_class *l = &s->locks.at.at[end->class];

		if (!(l->is_waited || l->is_waited_under) || l->kind == CLASS_PSEUDO)
			continue;
		array_push(&e->at, ((struct entry){
			.context = end->event == NONE ? "work" : "signaller",
			.kind = l->is_waited ? CONTEXT_WORK : end->event == NONE ? CONTEXT_ITEM : CONTEXT_ENDER,
			.field = NONE, .item = end->class, .event = end->event, .end = i, .node = end->node,
			.name = arena_printf(&e->arena, "%s = %s", l->name, p->functions.at[end->node].name) }));
	}
}

void entries_track_locks(struct entries *e, struct solver *s)
{
	uint32_t n = s->graph->nodes.n;
	uint32_t *queue = xcalloc(n + 1, sizeof(*queue));
	uint8_t *depth = xcalloc(n + 1, sizeof(*depth));

	split_classes(s, MV_inits, find_wrapper);
	split_classes(s, MV_keys, give_key);
	pointed_find(s);
	items_find(&e->items, s);
	fences_find(&e->fences, s, &e->items);
	bitset_init(&s->in_callback, n, NULL);
	bitset_init(&s->in_entry, n, NULL);
	bitset_init(&s->in_spinning, n, NULL);
	spread_from(e, s, CONTEXT_NOTIFIER, queue, depth, &s->in_callback);
	track_told(e, s);
	track_nested(s, queue, depth);
	spread_from_spinning(s, queue, depth);
	spread_from(e, s, CONTEXT_SHRINKER, queue, depth, &s->in_callback);
	spread_from(e, s, CONTEXT_RELEASE, queue, depth, &s->in_callback);
	spread_from(e, s, CONTEXT_SIGNALLING, queue, depth, &s->in_callback);
	track_signalled(s, queue, depth);
	spread_from(e, s, CONTEXT_FAULT, queue, depth, &s->in_entry);
	mark_waited_under(e, s, queue, depth);
	claims_find(&e->claims, s);
	for (uint32_t i = 0; i < e->claims.at.n; i++)
		track(s, e->claims.at.at[i].class, true, &(struct interest){ .asks = 1 << EFFECT_ALLOC });
	items_lift(&e->items, s);
	fences_narrow(&e->fences, s, &e->items);
	add_waited(e, s);
	add_signallers(e, s);
	add_rescued(e, s);
	spread_from(e, s, CONTEXT_WORK, queue, depth, &s->in_entry);
	spread_from(e, s, CONTEXT_ITEM, queue, depth, &s->in_entry);
	spread_from(e, s, CONTEXT_FENCE, queue, depth, &s->in_entry);
	spread_from(e, s, CONTEXT_RESCUER, queue, depth, &s->in_callback);
	promises_enter(e, s);
	track_promised(e, s, queue, depth);
	spread_from(e, s, CONTEXT_ATOMIC, queue, depth, &s->in_callback);
	spread_from_sections(s, queue, depth, &s->in_callback);
	free(queue);
	free(depth);
}
