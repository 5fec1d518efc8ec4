// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What callbacks of a context do, by the place where they do it.
 */
#include "query/internal.h"

#include <string.h>

struct place {
	uint32_t node, event, callee;
	const struct act *act;
};

static bool stands_at(const struct reporter *r, const char *rule, const struct step *at)
{
	for (uint32_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.at[i];

		if (!strcmp(f->rule, rule) && !strcmp(f->file, at->file) && f->line == at->line && f->column == at->column)
			return true;
	}
	return false;
}

/* A function that calls itself gets there on several ways: the shortest tells it all. */
static bool is_told(struct reporter *r, const struct finding *f)
{
	for (uint32_t i = 0; i < r->findings.n; i++) {
		struct finding *o = &r->findings.at[i];

		if (!o->nchains || strcmp(o->rule, f->rule) || strcmp(o->file, f->file) || o->line != f->line || o->column != f->column ||
		    strcmp(o->message, f->message))
			continue;
		if (f->chains[0].nsteps < o->chains[0].nsteps)
			*o = *f;
		return true;
	}
	return false;
}

void report_acts(struct reporter *r, const struct act_query *q)
{
	struct solver *s = r->s;
	ARRAY(struct place) places = { 0 };

	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];
		const struct entry *e = &r->entries->at.at[a->entry];
		struct place p = { .act = a };
		uint32_t k;

		if (!(q->kinds >> a->effect.kind & 1) || !entry_is_in(r, a, q->contexts))
			continue;
		witness_last_in_image(s, e->node, &a->effect, &p.node, &p.event, &p.callee);
		if ((q->matches && !q->matches(r, a, p.node)) || (q->of_fences && !fence_is_late(r, a)))
			continue;
		for (k = 0; k < places.n; k++)
			if (places.at[k].node == p.node && places.at[k].event == p.event)
				break;
		if (k == places.n)
			array_push(&places, p);
		else if (effect_is_better(&a->effect, &places.at[k].act->effect))
			places.at[k] = p;
	}
	for (uint32_t i = 0; i < places.n; i++) {
		const struct place *p = &places.at[i];
		const struct entry *e = &r->entries->at.at[p->act->entry];
		const struct effect *ef = &p->act->effect;
		const struct step at = witness_step(s, p->node, p->event, "", "");
		bool unknown = ef->kind == EFFECT_ALLOC && reclaim_level(s, ef->what, ef->scopes) == RECLAIM_UNKNOWN &&
			       !(q->takes_any_mask && !gfp_at(&s->locks, ef->what)->is_unknown);
		const char *callee = p->callee == NONE ? "?" : s->program->entities.at[p->callee].name;
		struct finding f = { .rule = q->rule, .entry = e->name };
		enum confidence confidence;
		struct chain chains[3];
		unsigned int nchains = 0;
		struct witness w;

		if ((q->of_fences || q->is_rest) && stands_at(r, q->rule, &at))
			continue;
		callback_chain(r, p->act, &w);
		confidence = standing_of_test(r, p->node) ? CONF_LOW : confidence_of(effect_badness(ef), w.calls, unknown);
		if (q->limit && confidence < q->limit(r, p->act, p->node))
			confidence = q->limit(r, p->act, p->node);
		if (q->of_fences && confidence < fence_confidence(r, p->act))
			confidence = fence_confidence(r, p->act);
		f.message = q->message(r, callee, ef, function_name_of(s, e->node));
		chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
		if (q->of_fences)
			nchains += fence_waiter_chains(r, p->act, &chains[nchains]);
		place_finding(r, &f, p->node, p->event, callee, w.steps[w.nsteps - 1].event, chains, nchains, confidence);
		note_limits(r, &f, ef->flags, ef->several, unknown);
		note_fixes(&f, q->fixes, r);
		note_symptom_of_act(r, &f, p->act);
		note_guards_of_act(r, &f, p->act, 0);
		if (!is_told(r, &f))
			array_push(&r->findings, f);
	}
	array_release(&places);
}
