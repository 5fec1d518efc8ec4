// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/witness.h"

#include <string.h>

static const char *const kinds[] = {
#define X(id, name) name,
	EFFECTS(X)
#undef X
};

const char *function_name_of(const struct solver *s, uint32_t node)
{
	return s->program->functions.at[s->graph->nodes.at[node].function].name;
}

static const struct function *function_of(const struct solver *s, uint32_t node)
{
	return &s->program->functions.at[s->graph->nodes.at[node].function];
}

struct step witness_step(struct solver *s, uint32_t node, uint32_t event, const char *kind, const char *detail)
{
	const struct function *f = function_of(s, node);
	const struct fact_event *e = function_event(s->program, f, event);

	return (struct step){
		.file = facts_str(function_facts(s->program, f), e->file),
		.line = e->line,
		.column = e->column,
		.function = f->name,
		.event = kind,
		.detail = detail,
	};
}

static void add(struct witness *w, struct step st)
{
	if (w->nsteps < WITNESS_STEPS)
		w->steps[w->nsteps++] = st;
}

/* The name of what an event calls. */
static uint32_t called_entity(const struct solver *s, uint32_t node, uint32_t event, uint32_t callee)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	if (callee != NONE)
		return s->graph->callees.at[callee].entity;
	return c->ncallees ? s->graph->callees.at[c->callee].entity : NONE;
}

static const char *entity_name(const struct solver *s, uint32_t entity)
{
	return entity == NONE ? "?" : s->program->entities.at[entity].name;
}

static const char *acquire_detail(struct solver *s, struct arena *arena, const struct effect *e)
{
	const struct lock_class *l = &s->locks.at.at[e->flags & EF_SYMBOLIC ? CLASS_UNKNOWN : e->what];
	const char *name = l == &s->locks.at.at[CLASS_UNKNOWN] ? "?" : l->name;

	if (e->flags & EF_TRY)
		return arena_printf(arena, l->is_domain ? "reader of '%s' from here on" : "tries to take lock '%s'", name);
	return arena_printf(arena, l->is_domain ? "waits for the readers of '%s'" : "lock '%s' taken here", name);
}

/* e: as the primitive has it; top: as the first function has it, with the arguments known. */
static const char *leaf_detail(struct solver *s, struct arena *arena, const struct effect *e, uint32_t entity,
			       const struct effect *top)
{
	const char *name = entity_name(s, entity);

	switch (e->kind) {
	case EFFECT_ACQUIRE:
		return acquire_detail(s, arena, e);
	case EFFECT_ALLOC:
		return arena_printf(arena, "'%s' with %s may enter direct reclaim", name,
				    reclaim_name(reclaim_level(s, top->what, top->scopes)));
	case EFFECT_FAULT:
		return arena_printf(arena, "'%s' may fault or take mmap_lock", name);
	case EFFECT_WAIT:
		return arena_printf(arena, "'%s' waits", name);
	case EFFECT_VM:
		return arena_printf(arena, "'%s' waits for the %s lock", name, intern_text(&s->texts, e->what));
	case EFFECT_FIRE:
		return arena_printf(arena, "'%s' calls the mmu notifiers in this thread", name);
	case EFFECT_PUT:
		return arena_printf(arena, "'%s' may drop the last reference", name);
	default:
		return arena_printf(arena, "'%s' may sleep", name);
	}
}

static const char *call_detail(struct solver *s, struct arena *arena, uint32_t node, uint32_t event, uint32_t callee)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];
	const char *name = entity_name(s, s->graph->callees.at[callee].entity);

	if (c->flags & CALL_SEVERAL)
		return arena_printf(arena, "calls '%s' (one of %u targets)", name, c->ncallees);
	return arena_printf(arena, c->flags & CALL_INDIRECT ? "calls '%s' through a pointer" : "calls '%s'", name);
}

/* Follow e down; what each step's effect is worth is the callee's to say. */
static void descend(struct solver *s, struct arena *arena, uint32_t node, const struct effect *effect, struct witness *w)
{
	struct effect e = *effect;
	uint32_t named = NONE;

	for (;;) {
		if (e.callee == NONE || s->graph->callees.at[e.callee].node == NONE) {
			w->leaf_node = node;
			w->leaf_event = e.event;
			w->leaf_entity = called_entity(s, node, e.event, e.callee);
			add(w, witness_step(s, node, e.event, kinds[e.kind],
					    leaf_detail(s, arena, &e, w->leaf_entity, effect)));
			if (function_of(s, node)->is_header && named != NONE)
				w->leaf_entity = named;
			return;
		}
		add(w, witness_step(s, node, e.event, "call", call_detail(s, arena, node, e.event, e.callee)));
		/* mmap_read_lock() says more than the down_read() in it */
		if (!function_of(s, node)->is_header)
			named = s->graph->callees.at[e.callee].entity;
		w->calls++;
		node = s->graph->callees.at[e.callee].node;
		e = s->summaries[node].effects[e.next];
		if (w->nsteps >= WITNESS_STEPS)
			return;
	}
}

void witness_effect(struct solver *s, struct arena *arena, uint32_t node, const struct effect *e, struct witness *w)
{
	w->nsteps = w->calls = 0;
	w->leaf_entity = NONE;
	descend(s, arena, node, e, w);
}

struct section witness_section(struct solver *s, uint32_t acquisition)
{
	struct section sec = { 0 };
	const struct model_function *m;
	const struct acquisition *a;
	const struct fact_event *e;
	struct walk w;

	for (a = &s->acquisitions.at[acquisition]; a->callee != NONE && a->inner != NONE; a = &s->acquisitions.at[a->inner])
		;
	w = walk_of(s, a->node);
	e = function_event(s->program, w.fn, a->event);
	sec.call = entity_name(s, called_entity(s, a->node, a->event, a->callee));
	m = s->graph->nodes.at[a->node].calls[a->event].ncallees ?
	    s->graph->callees.at[s->graph->nodes.at[a->node].calls[a->event].callee].model : NULL;
	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		unsigned int arg;
		uint32_t class;

		if (cl->verb == MV_enters || cl->verb == MV_enters_if)
			sec.scope = cl->arg[cl->verb == MV_enters_if].text;
		if (!model_takes_lock(cl, &arg) || !model_lock_spins(s->model, cl->arg[arg + 1].text))
			continue;
		class = walk_clause_class(&w, NULL, e, cl, arg);
		sec.lock = class > CLASS_UNKNOWN ? s->locks.at.at[class].name : NULL;
		sec.is_lock = true;
	}
	return sec;
}

static const char *opening_detail(struct solver *s, struct arena *arena, uint32_t acquisition, bool is_below)
{
	const struct section sec = witness_section(s, acquisition);
	const char *callee = is_below ? entity_name(s, s->graph->callees.at[s->acquisitions.at[acquisition].callee].entity) : NULL;

	if (callee)
		return sec.lock ? arena_printf(arena, "'%s' returns with lock '%s' held", callee, sec.lock) :
				  arena_printf(arena, "'%s' returns in the section that '%s' begins", callee, sec.call);
	return sec.lock ? arena_printf(arena, "lock '%s' taken here", sec.lock) :
			  arena_printf(arena, "'%s': nobody may sleep from here on", sec.call);
}

/* Where the section was opened: here, or inside something that returned in it. */
static void opening_steps(struct solver *s, struct arena *arena, uint32_t acquisition, struct witness *w)
{
	for (int i = 0; acquisition != NONE && i < 8; i++) {
		const struct acquisition *a = &s->acquisitions.at[acquisition];

		add(w, witness_step(s, a->node, a->event, a->callee == NONE ? "acquire" : "call",
				    opening_detail(s, arena, acquisition, a->callee != NONE)));
		acquisition = a->callee == NONE ? NONE : a->inner;
	}
}

/* Is the lock not taken at this event, but asserted to be held?  The name of what asserts it, or NULL. */
static const char *asserted_by(const struct solver *s, const struct acquisition *a)
{
	const struct call *c = &s->graph->nodes.at[a->node].calls[a->event];
	const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_must_hold)
			return m->name;
	return NULL;
}

/* Where the lock was taken: here, or inside something that returned with it. */
static void acquisition_steps(struct solver *s, struct arena *arena, uint32_t acquisition,
			      const char *lock, bool is_domain, struct witness *w)
{
	const char *taken = is_domain ? "reader of '%s' from here on" : "lock '%s' taken here";
	const char *returned = is_domain ? "'%s' returns as a reader of '%s'" : "'%s' returns with lock '%s' held";

	for (int i = 0; acquisition != NONE && i < 8; i++) {
		const struct acquisition *a = &s->acquisitions.at[acquisition];
		const char *by = a->callee == NONE ? asserted_by(s, a) : NULL;

		if (by) {
			add(w, witness_step(s, a->node, a->event, "acquire",
					    arena_printf(arena, "lock '%s' is held by the caller, asserts '%s'", lock, by)));
			return;
		}
		if (a->callee == NONE) {
			add(w, witness_step(s, a->node, a->event, "acquire",
					    arena_printf(arena, taken, lock)));
			return;
		}
		add(w, witness_step(s, a->node, a->event, "call",
				    arena_printf(arena, returned,
						 entity_name(s, s->graph->callees.at[a->callee].entity), lock)));
		acquisition = a->inner;
	}
}

void witness_acquisition(struct solver *s, struct arena *arena, uint32_t acquisition, const char *lock, struct witness *w)
{
	w->nsteps = w->calls = 0;
	w->leaf_entity = NONE;
	acquisition_steps(s, arena, acquisition, lock, false, w);
}

void witness_edge(struct solver *s, struct arena *arena, uint32_t node, const struct effect *edge, struct witness *w)
{
	struct effect e = *edge;

	w->nsteps = w->calls = 0;
	w->leaf_entity = NONE;
	/* callers whose arguments decide: down to the holder */
	while ((node != e.holder || e.event != e.holder_event) && e.callee != NONE &&
	       s->graph->callees.at[e.callee].node != NONE && w->nsteps < WITNESS_STEPS / 2) {
		const struct effect *next;

		add(w, witness_step(s, node, e.event, "call", call_detail(s, arena, node, e.event, e.callee)));
		node = s->graph->callees.at[e.callee].node;
		next = &s->summaries[node].effects[e.next];
		e = *next;
		if (e.lock == NONE)
			break;
	}
	if (edge->lock == s->class_atomic)
		opening_steps(s, arena, edge->acquisition, w);
	else if (edge->acquisition != NONE)
		acquisition_steps(s, arena, edge->acquisition, s->locks.at.at[edge->lock].name,
				  s->locks.at.at[edge->lock].is_domain, w);
	e.lock = NONE;
	descend(s, arena, node, &e, w);
}

void witness_last_in_image(struct solver *s, uint32_t node, const struct effect *effect, uint32_t *at_node,
			   uint32_t *at_event, uint32_t *callee)
{
	uint32_t image = function_of(s, node)->image;
	struct effect e = *effect;

	/* evidence may be found anew within a cycle and then lead round it */
	for (unsigned int calls = 0; calls < WITNESS_STEPS; calls++) {
		const struct function *f = function_of(s, node);

		if (f->image == image && !f->is_header) {
			*at_node = node;
			*at_event = e.event;
			*callee = called_entity(s, node, e.event, e.callee);
		}
		if (e.callee == NONE || s->graph->callees.at[e.callee].node == NONE || (e.flags & EF_DECIDES))
			return;
		node = s->graph->callees.at[e.callee].node;
		e = s->summaries[node].effects[e.next];
	}
}
