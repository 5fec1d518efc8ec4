// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What is done before a driver signals fences that it waits for itself, in a
 * callback or under a lock that a callback takes.
 *
 * Which fence somebody waits for is seldom known, so a driver's fences are taken
 * for each other.  What keeps that from linking everything with everything: all
 * who signal fences of a class must need what they should not, or the one who
 * does not is the one that ends the wait.
 */
#include "query/internal.h"

#include <string.h>

#define ALL_OF_OBJECT	"resv_wait"	/* event of the model */

enum { NOT_KNOWN, LATE, LATE_AS_A_RULE, NOT_LATE };

/* Who waits for fences in a driver. */
struct fence_waiter {
	uint32_t node;			/* a function of the driver */
	const struct act *act;		/* in a callback, or takes the lock of the edge there */
	uint32_t edge;			/* or NONE */
};

struct fence_facts {
	uint32_t *under;		/* by class: the best edge to a cause, or NONE */
	uint8_t *late;			/* by class of fences: how_late() */
	struct fence_waiter *waiters;	/* the best of each driver */
	unsigned int nwaiters, room;
};

static const char *const in_reclaim[] = { "reclaim", "mm", "shrinker", "shrinker_nofs", "shrinker_noio", NULL };

bool is_fence_wait(const struct reporter *r, const struct effect *e)
{
	return e->kind == EFFECT_WAIT && !strcmp(wait_kind(r->s, e->what), "fence");
}

bool is_fence_cause(struct reporter *r, const struct effect *e, enum reclaim level)
{
	const char *role;

	switch (e->kind) {
	case EFFECT_ALLOC:
		return level != RECLAIM_NONE;
	case EFFECT_FAULT:
		return true;
	case EFFECT_ACQUIRE:
		role = e->flags & (EF_TRY | EF_SYMBOLIC) ? NULL : r->s->locks.at.at[e->what].role;
		return role && !strcmp(role, "dma_resv");
	default:
		return false;
	}
}

static const struct function *function_at(const struct reporter *r, uint32_t node)
{
	return &r->s->program->functions.at[r->s->graph->nodes.at[node].function];
}

/* In one module; of what is built in, in one directory. */
static bool is_same_driver(const struct reporter *r, uint32_t a, uint32_t b)
{
	const struct function *f = function_at(r, a), *g = function_at(r, b);
	const char *slash = strrchr(f->file, '/'), *other = strrchr(g->file, '/');

	if (f->image != g->image || f->image == NONE)
		return false;
	if (strcmp(program_image_name(r->s->program, f->image), "vmlinux"))
		return true;
	return slash && other && slash - f->file == other - g->file && !strncmp(f->file, g->file, slash - f->file);
}

static const struct effect *wait_of(const struct reporter *r, const struct fence_waiter *w)
{
	return w->edge == NONE ? &w->act->effect : &r->s->edges.at[w->edge];
}

/* In the callback itself, if somebody does. */
static bool is_better_waiter(const struct reporter *r, const struct fence_waiter *a, const struct fence_waiter *b)
{
	if ((a->edge == NONE) != (b->edge == NONE))
		return a->edge == NONE;
	return effect_is_better(wait_of(r, a), wait_of(r, b));
}

static struct fence_waiter *waiter_of(const struct reporter *r, const struct fence_facts *f, uint32_t node)
{
	for (unsigned int i = 0; i < f->nwaiters; i++)
		if (is_same_driver(r, f->waiters[i].node, node))
			return &f->waiters[i];
	return NULL;
}

static void offer_waiter(struct reporter *r, struct fence_facts *f, struct fence_waiter w)
{
	struct fence_waiter *known = waiter_of(r, f, w.node);

	if (known) {
		if (is_better_waiter(r, &w, known))
			*known = w;
		return;
	}
	if (function_at(r, w.node)->image == NONE)
		return;
	if (f->nwaiters == f->room) {
		struct fence_waiter *old = f->waiters;

		f->room = f->room * 2 + 8;
		f->waiters = arena_alloc(r->arena, f->room * sizeof(*f->waiters));
		memcpy(f->waiters, old ? old : &w, f->nwaiters * sizeof(*f->waiters));
	}
	f->waiters[f->nwaiters++] = w;
}

static void find_waiters(struct reporter *r, struct fence_facts *f)
{
	struct solver *s = r->s;

	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];

		if (is_fence_wait(r, &a->effect) && entry_is_in(r, a, in_reclaim))
			offer_waiter(r, f, (struct fence_waiter){ r->entries->at.at[a->entry].node, a, NONE });
	}
	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];
		const struct act *taking = is_fence_wait(r, e) ? find_user(r, e->lock, in_reclaim).act : NULL;

		if (taking)
			offer_waiter(r, f, (struct fence_waiter){ e->holder, taking, i });
	}
}

static struct fence_facts *facts_of(struct reporter *r)
{
	struct solver *s = r->s;
	struct fence_facts *f = r->fences;

	if (f)
		return f;
	f = r->fences = arena_alloc(r->arena, sizeof(*f));
	f->under = arena_alloc(r->arena, (s->locks.at.n + 1) * sizeof(*f->under));
	f->late = arena_alloc(r->arena, s->locks.at.n + 1);
	memset(f->under, 0xff, (s->locks.at.n + 1) * sizeof(*f->under));
	memset(f->late, NOT_KNOWN, s->locks.at.n + 1);
	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];
		uint32_t *best = &f->under[e->lock];

		if (is_fence_cause(r, e, level_of(s, e)) && (*best == NONE || effect_is_better(e, &s->edges.at[*best])))
			*best = i;
	}
	find_waiters(r, f);
	return f;
}

/* Does the act keep the signal waiting for memory, or for somebody who does? */
static bool is_reason(struct reporter *r, const struct act *a)
{
	const struct effect *e = &a->effect;

	if (is_fence_cause(r, e, e->kind == EFFECT_ALLOC ? reclaim_level(r->s, e->what, e->scopes) : RECLAIM_NONE))
		return true;
	return e->kind == EFFECT_ACQUIRE && !(e->flags & (EF_TRY | EF_SYMBOLIC)) && facts_of(r)->under[e->what] != NONE;
}

static bool has_reason(struct reporter *r, uint32_t entry)
{
	const struct entries *entries = r->entries;
	const struct entry *e = &entries->at.at[entry];
	bool any = false;

	for (uint32_t i = 0; i < entries->acts.n; i++)
		if (entries->acts.at[i].entry == entry && is_reason(r, &entries->acts.at[i]))
			return true;
	/* all who call it, then */
	for (uint32_t i = 0; i < entries->at.n; i++) {
		const struct entry *caller = &entries->at.at[i];

		if (caller->kind != CONTEXT_FENCE || caller->item != e->item ||
		    entries->items.ends.at[caller->end].inner != e->end)
			continue;
		if (!has_reason(r, i))
			return false;
		any = true;
	}
	return any;
}

static uint8_t how_late(struct reporter *r, uint32_t class)
{
	const struct entries *entries = r->entries;
	uint8_t how = LATE;

	for (uint32_t i = 0; i < entries->at.n && how != NOT_LATE; i++) {
		const struct entry *e = &entries->at.at[i];

		if (e->kind != CONTEXT_FENCE || e->item != class || entries->items.ends.at[e->end].inner != NONE || has_reason(r, i))
			continue;
		how = fence_is_counted_on(&entries->fences, &entries->items.ends.at[e->end]) ? NOT_LATE : LATE_AS_A_RULE;
	}
	return how;
}

bool fence_is_late(struct reporter *r, const struct act *act)
{
	const struct entry *e = &r->entries->at.at[act->entry];
	uint8_t *how = &facts_of(r)->late[e->item];

	if (*how == NOT_KNOWN)
		*how = how_late(r, e->item);
	return *how == LATE || (*how == LATE_AS_A_RULE && fence_is_worked_for(&r->entries->items, e->end));
}

bool fence_is_waited_for(struct reporter *r, const struct act *act)
{
	return waiter_of(r, facts_of(r), r->entries->at.at[act->entry].node);
}

enum confidence fence_confidence(struct reporter *r, const struct act *act)
{
	return fence_is_waited_for(r, act) ? CONF_MEDIUM : CONF_LOW;
}

unsigned int fence_waiter_chains(struct reporter *r, const struct act *act, struct chain *chains)
{
	const struct fence_waiter *w = waiter_of(r, facts_of(r), r->entries->at.at[act->entry].node);
	struct witness steps;
	unsigned int n = 0;

	if (!w)
		return 0;
	if (w->edge != NONE) {
		witness_edge(r->s, r->arena, r->s->edge_node.at[w->edge], &r->s->edges.at[w->edge], &steps);
		chains[n++] = keep_chain(r, steps.steps, steps.nsteps);
	}
	callback_chain(r, w->act, &steps);
	chains[n++] = keep_chain(r, steps.steps, steps.nsteps);
	return n;
}

/* Does the call wait for fences of that class, or for all of a reservation object? */
static bool is_wait_for(struct reporter *r, uint32_t node, uint32_t event, uint32_t class)
{
	const struct call *c = &r->s->graph->nodes.at[node].calls[event];
	const struct model_function *m = c->ncallees ? r->s->graph->callees.at[c->callee].model : NULL;
	struct walk w = walk_of(r->s, node);

	if (m && m->event && !strcmp(m->event, ALL_OF_OBJECT))
		return true;
	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if ((m->clauses[i].verb == MV_waits || m->clauses[i].verb == MV_waits_if) &&
		    walk_clause_class(&w, NULL, function_event(r->s->program, w.fn, event), &m->clauses[i], 0) == class)
			return true;
	return false;
}

bool fence_is_waited_by(struct reporter *r, const struct effect *edge, const struct act *act)
{
	const struct entry *e = &r->entries->at.at[act->entry];
	struct witness w;

	if (!is_fence_wait(r, edge) || !is_same_driver(r, edge->holder, e->node))
		return false;
	witness_edge(r->s, r->arena, r->s->edge_node.at[edge - r->s->edges.at], edge, &w);
	return w.leaf_node != NONE && is_wait_for(r, w.leaf_node, w.leaf_event, e->item);
}
