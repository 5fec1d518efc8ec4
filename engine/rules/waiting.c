// SPDX-License-Identifier: GPL-2.0-or-later
/* Cycles through what a callback waits for: report_waits(). */
#include "rules/query.h"

#include <stdlib.h>

/* Why the wait may not end. */
struct reason {
	const struct act *end;		/* of the entry that ends the item */
	uint32_t edge;			/* where its lock is held over the cause, or NONE */
	unsigned int badness;
};

static bool is_cause(const struct solver *s, const struct effect *e)
{
	return e->kind == EFFECT_FAULT || (e->kind == EFFECT_ALLOC && level_of(s, e) != RECLAIM_NONE);
}

static bool is_cause_here(const struct solver *s, const struct effect *e)
{
	return e->kind == EFFECT_FAULT ||
	       (e->kind == EFFECT_ALLOC && reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE);
}

/* The best event under the lock, or NONE. */
static uint32_t edge_under(const struct solver *s, uint32_t class)
{
	uint32_t best = NONE;

	for (uint32_t i = 0; i < s->edges.n; i++)
		if (s->edges.at[i].lock == class && is_cause(s, &s->edges.at[i]) &&
		    (best == NONE || effect_is_better(&s->edges.at[i], &s->edges.at[best])))
			best = i;
	return best;
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

static struct reason find_reason(struct reporter *r, uint32_t item)
{
	struct solver *s = r->s;
	struct reason best = { 0 };

	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];
		const struct entry *e = &r->entries->at.at[a->entry];
		struct reason x = { a, NONE, effect_badness(&a->effect) * 64 + a->effect.depth };

		if (e->item != item || !comes_before_end(e, &a->effect))
			continue;
		if (is_cause_here(s, &a->effect)) {
			consider(&best, &x);
		} else if (a->effect.kind == EFFECT_ACQUIRE && !(a->effect.flags & (EF_TRY | EF_SYMBOLIC))) {
			x.edge = edge_under(s, a->effect.what);
			if (x.edge == NONE)
				continue;
			x.badness += (effect_badness(&s->edges.at[x.edge]) + 1) * 64;
			consider(&best, &x);
		}
	}
	return best;
}

struct place {
	uint32_t node, event, callee;
	const struct act *act;
	struct reason reason;
};

static void report_place(struct reporter *r, const struct wait_query *q, const struct place *p)
{
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
	place_finding(r, &f, p->node, p->event, waiting.waiter, "wait", chains, nchains,
		      confidence_of(badness, calls, unknown));
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
	ARRAY(struct place) places = { 0 };

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
		p.reason = find_reason(r, s->waits.at[a->effect.what].class);
		if (p.reason.end)
			array_push(&places, p);
	}
	for (uint32_t i = 0; i < places.n; i++)
		report_place(r, q, &places.at[i]);
	array_release(&places);
}
