// SPDX-License-Identifier: GPL-2.0-or-later
/* Cycles through a second lock: report_nested(). */
#include "query/internal.h"

#include <stdlib.h>

static bool is_asked(struct reporter *r, const struct nested_query *q, const struct effect *e)
{
	return (q->kinds >> e->kind & 1) && (e->kind != EFFECT_ALLOC || level_of(r->s, e) != RECLAIM_NONE);
}

/* The best event under each lock, by class; NULL: none. */
static const struct effect **inner_edges(struct reporter *r, const struct nested_query *q)
{
	struct solver *s = r->s;
	const struct effect **best = xcalloc(s->locks.at.n, sizeof(*best));

	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];

		if (is_asked(r, q, e) && (!best[e->lock] || effect_is_better(e, best[e->lock])))
			best[e->lock] = e;
	}
	return best;
}

static const char *callee_of(struct solver *s, const struct witness *w)
{
	return w->leaf_entity == NONE ? "?" : s->program->entities.at[w->leaf_entity].name;
}

static void report_pair(struct reporter *r, const struct nested_query *q, uint32_t number, const struct effect *inner,
			const struct user *u)
{
	struct solver *s = r->s;
	const struct effect *outer = &s->edges.at[number];
	struct finding f = { .rule = q->rule, .lock = s->locks.at.at[outer->lock].name,
			     .entry = r->entries->at.at[u->act->entry].name };
	bool unknown = inner->kind == EFFECT_ALLOC && level_of(s, inner) == RECLAIM_UNKNOWN;
	unsigned int calls, badness = effect_badness(outer) + effect_badness(inner) + effect_badness(&u->act->effect);
	struct nested n = { .inner = inner, .outer_lock = f.lock, .inner_lock = s->locks.at.at[inner->lock].name,
			    .callback = function_name_of(s, r->entries->at.at[u->act->entry].node),
			    .level = level_of(s, inner) };
	struct chain chains[3];
	struct witness w;
	const char *taker, *why;

	witness_edge(s, r->arena, s->edge_node.at[number], outer, &w);
	taker = callee_of(s, &w);
	calls = w.calls;
	chains[0] = keep_chain(r, w.steps, w.nsteps);
	witness_edge(s, r->arena, s->edge_node.at[inner - s->edges.at], inner, &w);
	n.callee = callee_of(s, &w);
	calls = w.calls > calls ? w.calls : calls;
	chains[1] = keep_chain(r, w.steps, w.nsteps);
	callback_chain(r, u->act, &w);
	calls = w.calls > calls ? w.calls : calls;
	chains[2] = keep_chain(r, w.steps, w.nsteps);
	f.message = q->message(r, &n);
	why = standing_of(r, outer->holder);
	if (!why)
		why = standing_of(r, inner->holder);
	if (why)
		note_standing(r, &f, why);
	place_finding(r, &f, outer->holder, outer->holder_event, taker, "acquire", chains, 3,
		      why ? CONF_LOW : confidence_of(badness, calls, unknown));
	note_limits(r, &f, outer->flags | inner->flags | u->act->effect.flags,
		    outer->several + inner->several + u->act->effect.several, unknown);
	note_fixes(&f, q->fixes, r);
	note_symptom_of_pair(r, &f, outer, inner, u->act);
	note_guards_of_edge(r, &f, number, 0);
	note_guards_of_edge(r, &f, (uint32_t)(inner - s->edges.at), 1);
	note_guards_of_act(r, &f, u->act, 2);
	array_push(&r->findings, f);
}

void report_nested(struct reporter *r, const struct nested_query *q)
{
	struct solver *s = r->s;
	const struct effect **inner = inner_edges(r, q);

	for (uint32_t class = CLASS_UNKNOWN + 1; class < s->locks.at.n; class++) {
		struct user u = find_user(r, class, q->contexts);

		if (!u.act)
			continue;
		for (uint32_t m = CLASS_UNKNOWN + 1; m < s->locks.at.n; m++) {
			uint32_t best = NONE;

			if (m == class || !inner[m] || is_taken_in(r, m, q->contexts))
				continue;
			for (uint32_t i = 0; i < s->edges.n; i++) {
				const struct effect *e = &s->edges.at[i];

				if (e->kind == EFFECT_ACQUIRE && e->lock == class && e->what == m &&
				    !(e->flags & EF_SYMBOLIC) &&
				    (best == NONE || effect_is_better(e, &s->edges.at[best])))
					best = i;
			}
			if (best != NONE)
				report_pair(r, q, best, inner[m], &u);
		}
	}
	free(inner);
}
