// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/told.h"

#include <string.h>

#include "analysis/walk.h"

static void add_declared(struct tolds *t, struct solver *s, struct arena *arena, const struct model_field *m)
{
	uint32_t class = CLASS_UNKNOWN;

	for (uint32_t i = 0; i < m->nclauses; i++) {
		if (m->clauses[i].verb != MV_taken_in)
			continue;
		if (class == CLASS_UNKNOWN)
			class = lock_class_named(&s->locks, arena_printf(arena, "struct %s.%s", m->tag, m->name));
		array_push(&t->at, ((struct told){
			.class = class, .context = m->clauses[i].arg[0].text, .node = NONE, .event = NONE,
			.file = m->file, .tag = arena_printf(arena, "struct %s", m->tag), .line = m->line }));
	}
}

static void add_called(struct tolds *t, struct walk *w, uint32_t event)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct model_function *m = e->kind == FEV_CALL ? w->s->program->entities.at[w->unit->entity[e->a]].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t class;

		if (cl->verb != MV_tells)
			continue;
		class = walk_clause_class(w, NULL, e, cl, 0);
		if (class > CLASS_UNKNOWN)
			array_push(&t->at, ((struct told){ .class = class, .context = cl->arg[1].text, .node = w->node, .event = event }));
	}
}

static bool any_tells(const struct model *m)
{
	for (uint32_t i = 0; i < m->functions.n; i++)
		for (uint32_t k = 0; k < m->functions.at[i].nclauses; k++)
			if (m->functions.at[i].clauses[k].verb == MV_tells)
				return true;
	return false;
}

void tolds_find(struct tolds *t, struct solver *s, struct arena *arena)
{
	const struct program *p = s->program;

	memset(t, 0, sizeof(*t));
	for (uint32_t i = 0; i < s->model->fields.n; i++)
		if (program_find_field(p, s->model->fields.at[i].tag, s->model->fields.at[i].name) != NONE)
			add_declared(t, s, arena, &s->model->fields.at[i]);
	if (!any_tells(s->model))
		return;
	for (uint32_t i = 0; i < p->functions.n; i++) {
		struct walk w = walk_of(s, i);

		for (uint32_t k = 0; k < w.fn->body->nevents; k++)
			add_called(t, &w, k);
	}
}

void tolds_release(struct tolds *t)
{
	array_release(&t->at);
}
