// SPDX-License-Identifier: GPL-2.0-or-later
/* What is told to lockdep against what was derived: report_claims(), is_claimed(). */
#include "query/internal.h"

/* Reclaim may also wait for a fence, and its signal for the lock. */
static const char *const in_reclaim[] = { "reclaim", "shrinker", "oom_notifier", "signalling", NULL };

static const struct effect *held_over_reclaim(struct reporter *r, uint32_t class, uint32_t *number)
{
	const struct effect *best = NULL;

	for (uint32_t i = 0; i < r->s->edges.n; i++) {
		const struct effect *e = &r->s->edges.at[i];

		if (e->lock != class || e->kind != EFFECT_ALLOC || level_of(r->s, e) != RECLAIM_FS ||
		    (best && !effect_is_better(e, best)))
			continue;
		best = e;
		*number = i;
	}
	return best;
}

bool is_claimed(const struct reporter *r, uint32_t class, const struct claim *before)
{
	for (uint32_t i = 0; i < r->entries->claims.at.n; i++) {
		const struct claim *c = &r->entries->claims.at.at[i];

		if (c == before)
			return false;
		if (c->class == class && !c->is_outer)
			return true;
	}
	return false;
}

void report_claims(struct reporter *r, const struct claim_query *q)
{
	struct solver *s = r->s;

	for (uint32_t i = 0; i < r->entries->claims.at.n; i++) {
		const struct claim *c = &r->entries->claims.at.at[i];
		struct finding f = { .rule = q->rule, .lock = s->locks.at.at[c->class].name };
		struct user u = find_user(r, c->class, in_reclaim);
		struct judged j = { .claim = c, .lock = f.lock };
		struct step at = witness_step(s, c->node, c->event, "acquire",
			arena_printf(r->arena, c->is_outer ? "lockdep is told that reclaim is entered under '%s'" :
				     "lockdep is told that '%s' is taken in reclaim", f.lock));
		unsigned int nchains = 0, badness = 0, calls = 0;
		struct chain chains[3];
		uint32_t number = NONE;
		struct witness w;

		if (u.told)
			continue;	/* said twice, and nobody is seen who does */
		j.held = held_over_reclaim(r, c->class, &number);
		j.callback = u.act ? function_name_of(s, r->entries->at.at[u.act->entry].node) : NULL;
		f.message = q->judge(r, &j);
		if (!f.message)
			continue;
		chains[nchains++] = keep_chain(r, &at, 1);
		if (u.act) {
			f.entry = r->entries->at.at[u.act->entry].name;
			callback_chain(r, u.act, &w);
			chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
			badness += effect_badness(&u.act->effect);
			calls = w.calls;
		}
		if (j.held && !u.act) {
			witness_edge(s, r->arena, s->edge_node.at[number], j.held, &w);
			chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
			badness += effect_badness(j.held);
			calls = w.calls;
		}
		place_finding(r, &f, c->node, c->event, f.lock, "acquire", chains, nchains,
			      confidence_of(badness, calls, false));
		note_fixes(&f, q->fixes, r);
		note_symptom_of_claim(r, &f, c, u.act, j.held);
		if (u.act)
			note_guards_of_act(r, &f, u.act, 1);
		else if (j.held)
			note_guards_of_edge(r, &f, number, 1);
		array_push(&r->findings, f);
	}
}
