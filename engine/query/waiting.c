// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cycles through what somebody waits for: a callback (report_waits()), or who
 * holds a lock that a callback takes (report_held_waits()).
 */
#include "query/internal.h"

#include <stdlib.h>
#include <string.h>

/* Why the wait may not end. */
struct reason {
	const struct act *end;		/* of the entry that ends the item */
	uint32_t edge;			/* where its lock is held over the cause, or NONE */
	unsigned int badness;
};

/* What may not be done before the item ends, and who holds locks over it. */
struct causes {
	struct reporter *r;
	unsigned int kinds;
	const struct held_wait_query *query;	/* or NULL */
	uint32_t lock;				/* that is held over the wait, or NONE */
	uint32_t *under;			/* by class: the best edge, or NONE */
};

static enum reclaim level_here(const struct reporter *r, const struct effect *e)
{
	return e->kind == EFFECT_ALLOC ? reclaim_level(r->s, e->what, e->scopes) : RECLAIM_NONE;
}

static bool is_cause(const struct causes *c, const struct effect *e, enum reclaim level)
{
	if (!(c->kinds >> e->kind & 1) || (e->kind == EFFECT_ALLOC && level == RECLAIM_NONE))
		return false;
	return !c->query || !c->query->matches || c->query->matches(c->r, e, level, c->lock);
}

/* The best event under each lock. */
static void find_edges(struct causes *c)
{
	const struct solver *s = c->r->s;

	c->under = xmalloc((s->locks.at.n + 1) * sizeof(*c->under));
	memset(c->under, 0xff, (s->locks.at.n + 1) * sizeof(*c->under));
	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];
		uint32_t *best = &c->under[e->lock];

		if (is_cause(c, e, level_of(s, e)) && (*best == NONE || effect_is_better(e, &s->edges.at[*best])))
			*best = i;
	}
}

static void consider(struct reason *best, const struct reason *r)
{
	if (!best->end || r->badness < best->badness)
		*best = *r;
}

/* An item that is waited for ends only after all of its function; a completion after what stands before. */
static bool comes_before_end(const struct entry *e, const struct effect *effect)
{
	return e->event == NONE || effect->event < e->event;
}

/* Where the lock that is taken is held over a cause by others, or NONE. */
static uint32_t edge_of_acquired(const struct causes *c, const struct effect *e)
{
	if (e->kind != EFFECT_ACQUIRE || (e->flags & (EF_TRY | EF_SYMBOLIC)) || e->what == c->lock)
		return NONE;
	return c->under[e->what];
}

static struct reason find_reason(const struct causes *c, uint32_t item)
{
	const struct entries *entries = c->r->entries;
	struct solver *s = c->r->s;
	struct reason best = { 0 };

	for (uint32_t i = 0; i < entries->acts.n; i++) {
		const struct act *a = &entries->acts.at[i];
		const struct entry *e = &entries->at.at[a->entry];
		struct reason x = { a, NONE, effect_badness(&a->effect) * 64 + a->effect.depth };

		if (e->item != item || !comes_before_end(e, &a->effect))
			continue;
		if (is_cause(c, &a->effect, level_here(c->r, &a->effect))) {
			consider(&best, &x);
		} else {
			x.edge = edge_of_acquired(c, &a->effect);
			if (x.edge == NONE)
				continue;
			x.badness += (effect_badness(&s->edges.at[x.edge]) + 1) * 64;
			consider(&best, &x);
		}
	}
	return best;
}

#define ENDED_BY_OTHERS "somebody else may end the wait who needs nothing"

/* Is there anything before the end that may not be? */
static bool has_own_reason(const struct causes *c, const struct entry *e)
{
	const struct entries *entries = c->r->entries;

	for (uint32_t i = 0; i < entries->acts.n; i++) {
		const struct act *a = &entries->acts.at[i];
		const struct entry *of = &entries->at.at[a->entry];

		if (of->item == e->item && of->node == e->node && comes_before_end(of, &a->effect) &&
		    (is_cause(c, &a->effect, level_here(c->r, &a->effect)) || edge_of_acquired(c, &a->effect) != NONE))
			return true;
	}
	return false;
}

static bool has_reason(const struct causes *c, const struct entry *e)
{
	const struct entries *entries = c->r->entries;
	bool any = false;

	if (has_own_reason(c, e))
		return true;
	/* all who call it, then */
	for (uint32_t i = 0; i < entries->at.n; i++) {
		const struct entry *caller = &entries->at.at[i];

		if (caller->item != e->item || caller->event == NONE ||
		    entries->items.ends.at[caller->end].inner != e->end)
			continue;
		if (!has_reason(c, caller))
			return false;
		any = true;
	}
	return any;
}

/* Does everybody who ends the item need what must not be needed?  A function's return is the only end there is. */
static bool have_all_reason(const struct causes *c, uint32_t item)
{
	const struct entries *entries = c->r->entries;

	for (uint32_t i = 0; i < entries->at.n; i++) {
		const struct entry *e = &entries->at.at[i];

		if (e->item == item && e->event != NONE && entries->items.ends.at[e->end].inner == NONE && !has_reason(c, e))
			return false;
	}
	return true;
}

/* Under a work item lies all of its function, as in lockdep; which of the others it is that ends is not known. */
static enum confidence at_best(const struct solver *s, uint32_t wait)
{
	const char *kind = wait_kind(s, wait);

	return strcmp(kind, "work") && strcmp(kind, "cancel") ? CONF_MEDIUM : CONF_HIGH;
}

struct place {
	uint32_t node, event, callee;
	const struct act *act;
	struct reason reason;
};

static void report_place(const struct causes *c, const struct wait_query *q, const struct place *p)
{
	struct reporter *r = c->r;
	struct solver *s = r->s;
	const struct effect *wait = &p->act->effect, *end = &p->reason.end->effect;
	const struct effect *held = p->reason.edge == NONE ? NULL : &s->edges.at[p->reason.edge];
	const struct entry *callback = &r->entries->at.at[p->act->entry];
	const struct effect *cause = held ? held : end;
	struct finding f = { .rule = q->rule, .entry = callback->name, .lock = held ? s->locks.at.at[held->lock].name : NULL };
	struct waiting waiting = {
		.waiter = p->callee == NONE ? "?" : s->program->entities.at[p->callee].name,
		.item = s->locks.at.at[s->waits.at[wait->what].class].name,
		.callback = function_name_of(s, callback->node),
		.ender = function_name_of(s, r->entries->at.at[p->reason.end->entry].node),
		.lock = f.lock, .cause = cause,
	};
	unsigned int calls, several = wait->several + end->several, flags = wait->flags | end->flags;
	unsigned int badness = effect_badness(wait) + effect_badness(end);
	bool unknown = cause->kind == EFFECT_ALLOC && reclaim_level(s, cause->what, cause->scopes) == RECLAIM_UNKNOWN;
	enum confidence confidence;
	struct chain chains[3];
	unsigned int nchains = 0;
	struct witness w;

	callback_chain(r, p->act, &w);
	calls = w.calls;
	chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	callback_chain(r, p->reason.end, &w);
	calls = w.calls > calls ? w.calls : calls;
	chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	if (held) {
		witness_edge(s, r->arena, s->edge_node.at[p->reason.edge], held, &w);
		calls = w.calls > calls ? w.calls : calls;
		badness += effect_badness(held);
		several += held->several;
		flags |= held->flags;
		chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	}
	waiting.callee = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	f.message = q->message(r, &waiting);
	confidence = confidence_of(badness, calls, unknown);
	if (!have_all_reason(c, s->waits.at[wait->what].class)) {
		note_standing(r, &f, ENDED_BY_OTHERS);
		confidence = CONF_LOW;
	}
	if (confidence < at_best(s, wait->what))
		confidence = at_best(s, wait->what);
	place_finding(r, &f, p->node, p->event, waiting.waiter, "wait", chains, nchains, confidence);
	note_limits(r, &f, flags, several, unknown);
	note_fixes(&f, q->fixes, r);
	note_symptom_of_wait(r, &f, p->act, p->reason.end, held);
	note_guards_of_act(r, &f, p->act, 0);
	note_guards_of_act(r, &f, p->reason.end, 1);
	if (held)
		note_guards_of_edge(r, &f, p->reason.edge, 2);
	array_push(&r->findings, f);
}

void report_waits(struct reporter *r, const struct wait_query *q)
{
	struct solver *s = r->s;
	struct causes causes = { .r = r, .kinds = 1 << EFFECT_ALLOC | 1 << EFFECT_FAULT, .lock = NONE };
	ARRAY(struct place) places = { 0 };

	find_edges(&causes);
	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];
		struct place p = { .act = a };
		uint32_t k;

		if (a->effect.kind != EFFECT_WAIT || !entry_is_in(r, a, q->contexts) ||
		    s->waits.at[a->effect.what].class <= CLASS_UNKNOWN)
			continue;
		witness_last_in_image(s, r->entries->at.at[a->entry].node, &a->effect, &p.node, &p.event, &p.callee);
		for (k = 0; k < places.n; k++)
			if (places.at[k].node == p.node && places.at[k].event == p.event)
				break;
		if (k < places.n)
			continue;
		p.reason = find_reason(&causes, s->waits.at[a->effect.what].class);
		if (p.reason.end)
			array_push(&places, p);
	}
	for (uint32_t i = 0; i < places.n; i++)
		report_place(&causes, q, &places.at[i]);
	array_release(&places);
	free(causes.under);
}

/* ---- under a lock that a callback takes -------------------------------------------------- */

/* Is it certain enough that the lock is held over such a cause itself? */
static bool is_shorter(const struct causes *c, uint32_t lock)
{
	const struct solver *s = c->r->s;

	return c->under[lock] != NONE &&
	       confidence_of(effect_badness(&s->edges.at[c->under[lock]]), 0, false) != CONF_LOW;
}

const char *held_wait_message(struct reporter *r, const struct held_wait *w)
{
	const char *what = w->cause->kind == EFFECT_FAULT ? "may fault or take mmap_lock" :
		arena_printf(r->arena, "with %s may enter direct reclaim", reclaim_name(w->level));

	if (w->inner)
		return arena_printf(r->arena,
			"'%s' waits for '%s' while holding '%s', which %s '%s' takes, but its '%s' takes '%s', under which '%s' %s",
			w->waiter, w->item, w->lock, w->role, w->callback, w->ender, w->inner, w->callee, what);
	return arena_printf(r->arena, "'%s' waits for '%s' while holding '%s', which %s '%s' takes, but '%s' %s in its '%s'",
			    w->waiter, w->item, w->lock, w->role, w->callback, w->callee, what, w->ender);
}

static void report_held_wait(const struct causes *c, uint32_t number, const struct reason *reason, const struct user *u)
{
	struct reporter *r = c->r;
	struct solver *s = r->s;
	const struct held_wait_query *q = c->query;
	const struct effect *outer = &s->edges.at[number], *end = &reason->end->effect;
	const struct effect *held = reason->edge == NONE ? NULL : &s->edges.at[reason->edge];
	const struct entry *callback = &r->entries->at.at[u->act->entry];
	struct finding f = { .rule = q->rule, .lock = s->locks.at.at[outer->lock].name, .entry = callback->name };
	uint32_t item = s->waits.at[outer->what].class;
	struct held_wait hw = {
		.item = s->locks.at.at[item].name, .ender = function_name_of(s, r->entries->at.at[reason->end->entry].node),
		.lock = f.lock, .callback = function_name_of(s, callback->node), .role = role_of(callback->context),
		.inner = held ? s->locks.at.at[held->lock].name : NULL, .cause = held ? held : end,
		.level = held ? level_of(s, held) : level_here(r, end),
	};
	unsigned int badness = effect_badness(outer) + effect_badness(end) + effect_badness(&u->act->effect);
	unsigned int flags = outer->flags | end->flags | u->act->effect.flags, calls, nchains = 0;
	unsigned int several = outer->several + end->several + u->act->effect.several;
	const char *why = standing_of(r, outer->holder);
	bool unknown = hw.cause->kind == EFFECT_ALLOC && hw.level == RECLAIM_UNKNOWN;
	enum confidence confidence;
	struct chain chains[4];
	struct witness w;

	witness_edge(s, r->arena, s->edge_node.at[number], outer, &w);
	hw.waiter = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	calls = w.calls;
	chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	callback_chain(r, reason->end, &w);
	calls = w.calls > calls ? w.calls : calls;
	chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	if (held) {
		witness_edge(s, r->arena, s->edge_node.at[reason->edge], held, &w);
		calls = w.calls > calls ? w.calls : calls;
		badness += effect_badness(held);
		several += held->several;
		flags |= held->flags;
		why = why ? why : is_handed_on(s, held) ? HANDED_ON : standing_of(r, held->holder);
		chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	}
	hw.callee = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	callback_chain(r, u->act, &w);
	calls = w.calls > calls ? w.calls : calls;
	chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
	f.message = q->message(r, &hw);
	if (!why && !have_all_reason(c, item))
		why = ENDED_BY_OTHERS;
	if (why)
		note_standing(r, &f, why);
	/* four links instead of two: one call with several targets is enough to doubt it */
	confidence = why ? CONF_LOW : confidence_of(badness * 2, calls, unknown);
	if (confidence < at_best(s, outer->what))
		confidence = at_best(s, outer->what);
	place_finding(r, &f, outer->holder, outer->holder_event, hw.waiter, "wait", chains, nchains, confidence);
	note_limits(r, &f, flags, several, unknown);
	note_fixes(&f, q->fixes, r);
	note_symptom_of_held_wait(r, &f, outer, reason->end, held, u->act);
	note_guards_of_edge(r, &f, number, 0);
	note_guards_of_act(r, &f, reason->end, 1);
	if (held)
		note_guards_of_edge(r, &f, reason->edge, 2);
	note_guards_of_act(r, &f, u->act, nchains - 1);
	array_push(&r->findings, f);
}

/* by_item: the best edge to each, or NONE.  Of items that end for want of the same inner lock, the best one. */
static void report_items(const struct causes *c, const uint32_t *by_item, const struct user *u)
{
	const struct solver *s = c->r->s;
	struct reason *of_lock = xcalloc(s->locks.at.n + 1, sizeof(*of_lock));
	uint32_t *edge_of_lock = xcalloc(s->locks.at.n + 1, sizeof(*edge_of_lock));

	for (uint32_t item = CLASS_UNKNOWN + 1; item < s->locks.at.n; item++) {
		struct reason reason;
		uint32_t inner;

		if (by_item[item] == NONE)
			continue;
		reason = find_reason(c, item);
		if (!reason.end)
			continue;
		if (reason.edge == NONE) {
			report_held_wait(c, by_item[item], &reason, u);
			continue;
		}
		inner = s->edges.at[reason.edge].lock;
		reason.badness += effect_badness(&s->edges.at[by_item[item]]) * 64;
		if (of_lock[inner].end && of_lock[inner].badness <= reason.badness)
			continue;
		of_lock[inner] = reason;
		edge_of_lock[inner] = by_item[item];
	}
	for (uint32_t inner = 0; inner < s->locks.at.n; inner++)
		if (of_lock[inner].end)
			report_held_wait(c, edge_of_lock[inner], &of_lock[inner], u);
	free(of_lock);
	free(edge_of_lock);
}

void report_held_waits(struct reporter *r, const struct held_wait_query *q)
{
	struct solver *s = r->s;
	uint32_t *best = xmalloc((s->locks.at.n + 1) * sizeof(*best));	/* by item */

	for (uint32_t class = CLASS_UNKNOWN + 1; class < s->locks.at.n; class++) {
		struct causes causes = { .r = r, .kinds = q->causes, .query = q, .lock = class };
		struct user u;
		bool any = false;

		if (!s->locks.at.at[class].is_tracked)
			continue;
		memset(best, 0xff, (s->locks.at.n + 1) * sizeof(*best));
		for (uint32_t i = 0; i < s->edges.n; i++) {
			const struct effect *e = &s->edges.at[i];
			uint32_t item;

			if (e->kind != EFFECT_WAIT || e->lock != class)
				continue;
			item = s->waits.at[e->what].class;
			if (!s->locks.at.at[item].is_waited_under)
				continue;
			any = true;
			if (best[item] == NONE || effect_is_better(e, &s->edges.at[best[item]]))
				best[item] = i;
		}
		if (!any)
			continue;
		u = find_user(r, class, q->contexts);
		if (!u.act || (q->unless && is_taken_in(r, class, q->unless)))
			continue;
		find_edges(&causes);
		if (!is_shorter(&causes, class))
			report_items(&causes, best, &u);
		free(causes.under);
	}
	free(best);
}
