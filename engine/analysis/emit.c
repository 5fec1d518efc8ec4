// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From "it happens here" to what callers learn: the guards that go with it,
 * the bare effect, and an edge for every lock held.
 */
#include "analysis/fresh.h"
#include "analysis/walk.h"

#include <string.h>

#include "base/message.h"

/* Can a caller understand this expression? */
static bool is_liftable(const struct solver *s, uint32_t expr)
{
	const struct expr *e = expr_at(&s->exprs, expr);

	return expr != EXPR_UNKNOWN && !(e->flags & (XF_LOCAL | XF_ARITHMETIC)) && e->op != FN_CONST;
}

/*
 * How much a guard is worth to callers; 0: not worth keeping.  That a pointer
 * is there is the normal case and decides nothing; flags and small constants
 * are what callers pass.
 */
static int guard_worth(const struct solver *s, uint32_t atom)
{
	const struct atom *a = atom_at(&s->exprs, atom);
	const struct expr *e = expr_at(&s->exprs, a->expr);
	bool is_param = e->op == FN_PARAM;

	if (!is_liftable(s, a->expr))
		return 0;
	/* arguments are what callers write as constants; memory they seldom know */
	switch (a->op) {
	case ATOM_SOME:
	case ATOM_ZERO:
		return is_param ? 39 : 8;
	case ATOM_EQ:
		return is_param ? 37 : 6;
	case ATOM_IN:
		return is_param ? 37 : 7;
	case ATOM_NE:
		return is_param ? 36 : a->value ? 5 : 4;
	default:
		return is_param ? 33 : 0;
	}
}

bool walk_assumes(const struct walk *w, uint32_t atom)
{
	const struct atom_set *set = atom_set_at(&w->s->exprs, w->assume);

	for (uint32_t i = 0; i < set->n; i++)
		if (set->atom[i] == atom)
			return true;
	return false;
}

uint32_t walk_collect_guards(struct walk *w, const struct state *st, const uint32_t *inner, uint32_t ninner)
{
	struct solver *s = w->s;
	struct { uint32_t atom; int worth; } all[STATE_ATOMS + 8];
	struct atom_set set = { 0 };
	uint32_t n = 0, max = s->bounds.guards < GUARDS_MAX ? s->bounds.guards : GUARDS_MAX;

	for (uint32_t i = 0; i < ninner; i++) {
		int worth = guard_worth(s, inner[i]);

		if (worth && !walk_assumes(w, inner[i]))
			all[n].atom = inner[i], all[n++].worth = worth + 10;
	}
	for (uint32_t i = 0; i < st->natoms; i++) {
		int worth = guard_worth(s, st->atoms[i]);

		if (worth && !walk_assumes(w, st->atoms[i]))
			all[n].atom = st->atoms[i], all[n++].worth = worth;
	}
	while (set.n < max) {
		uint32_t best = NONE;

		for (uint32_t i = 0; i < n; i++)
			if (all[i].worth && (best == NONE || all[i].worth > all[best].worth))
				best = i;
		if (best == NONE)
			break;
		set.atom[set.n++] = all[best].atom;
		all[best].worth = 0;
	}
	return atom_set_id(&s->exprs, &set);
}

static uint32_t released_set(struct walk *w, const struct state *st, const struct effect *inner)
{
	uint32_t classes[STATE_LOCKS], n = 0, set;

	for (uint32_t i = 0; i < st->nreleased; i++)
		if (st->released[i].class > CLASS_UNKNOWN)
			classes[n++] = st->released[i].class;
	set = class_set_id(&w->s->locks, classes, n);
	return inner ? class_set_union(&w->s->locks, set, inner->released) : set;
}

/* Does waiting for this lock make whoever holds another one wait for memory? */
static bool is_ordered(const struct solver *s, const struct effect *e)
{
	if (e->flags & EF_TRY)
		return false;
	return (e->flags & EF_SYMBOLIC) || s->locks.at.at[e->what].is_ordered;
}

/* Is it a wait for something of which it is known, here or to a caller, who ends it? */
static bool is_for_item(const struct solver *s, const struct effect *e)
{
	uint32_t class = s->waits.at[e->what].class;

	return class > CLASS_UNKNOWN ? s->locks.at.at[class].is_waited_under :
	       class == CLASS_SYMBOLIC && strcmp(wait_kind(s, e->what), "waitqueue") != 0;
}

/* Does the signal of a fence wait for whoever holds this lock? */
static bool is_signalled(const struct solver *s, const struct effect *e)
{
	return is_ordered(s, e) || (!(e->flags & (EF_TRY | EF_SYMBOLIC)) && s->locks.at.at[e->what].is_signalled);
}

/* Does an effect of this kind matter while a lock of this class is held? */
static bool makes_edge(const struct solver *s, const struct effect *e, uint32_t class)
{
	if (class == s->class_nonblock)
		return e->kind == EFFECT_SLEEP || e->kind == EFFECT_FAULT || e->kind == EFFECT_WAIT ||
		       (e->kind == EFFECT_ALLOC && reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE);
	if (class == s->class_atomic)
		return e->kind != EFFECT_ALLOC || reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE;
	if (class == s->class_signalling)
		return e->kind == EFFECT_FAULT || (e->kind == EFFECT_ACQUIRE && is_signalled(s, e)) ||
		       (e->kind == EFFECT_ALLOC && reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE);
	if (class == s->class_fs_reclaim)
		return e->kind == EFFECT_ALLOC && reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE;
	if (class == CLASS_SYMBOLIC)
		return e->kind == EFFECT_FAULT ||
		       (e->kind == EFFECT_ALLOC && reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE);
	if (!lock_is_held_in_states(&s->locks, class) || !(s->locks.at.at[class].asks >> e->kind & 1))
		return false;
	switch (e->kind) {
	case EFFECT_ALLOC:
		return reclaim_level(s, e->what, e->scopes) != RECLAIM_NONE;
	case EFFECT_FAULT:
	case EFFECT_FIRE:
	case EFFECT_VM:
		return true;
	case EFFECT_WAIT:
		return !wait_has_object(s, e->what) || s->locks.at.at[class].is_atomic || is_for_item(s, e);
	case EFFECT_ACQUIRE:
		return !s->locks.at.at[class].is_atomic && is_ordered(s, e);
	case EFFECT_SLEEP:
		return s->locks.at.at[class].is_atomic;
	default:
		return false;
	}
}

/* Outside callbacks: only what may be asked about by whoever holds a lock. */
static bool is_told(const struct walk *w, const struct state *st, const struct effect *e)
{
	const struct solver *s = w->s;
	uint32_t node = s->graph->nodes.at[w->node].plain;

	if (s->atomic_scopes)
		return !state_has_left(st, s->atomic_scopes);
	if (w->sink || bitset_test(&s->in_callback, node))
		return true;
	switch (e->kind) {
	case EFFECT_ALLOC:
	case EFFECT_FAULT:
	case EFFECT_FIRE:
	case EFFECT_VM:
		return true;
	case EFFECT_WAIT:
		return !wait_has_object(s, e->what) || (is_for_item(s, e) && e->depth <= s->bounds.order_depth) ||
		       bitset_test(&s->in_spinning, node);
	case EFFECT_SLEEP:
		return bitset_test(&s->in_spinning, node);
	case EFFECT_ACQUIRE:
		return bitset_test(&s->in_entry, node) || is_ordered(s, e);
	default:
		return false;
	}
}

static bool is_symbolic(const struct solver *s, const struct effect *e)
{
	const struct gfp *g;

	if (e->kind != EFFECT_ALLOC)
		return false;
	g = gfp_at(&s->locks, e->what);
	return g->expr != EXPR_UNKNOWN && !g->is_unknown;
}

static void deliver(struct walk *w, const struct effect *e)
{
	if (w->sink)
		w->sink(w->s, w->node, e, w->data);
	else if (summary_add(w->s, w->summary, e))
		w->changed = true;
}

/* Only what memory holds has a say, not what callers pass. */
static bool is_up_to_memory(const struct solver *s, const struct effect *e)
{
	const struct atom_set *set = atom_set_at(&s->exprs, e->guards);

	for (uint32_t i = 0; i < set->n; i++)
		if (!(expr_at(&s->exprs, atom_at(&s->exprs, set->atom[i])->expr)->flags & XF_LOAD))
			return false;
	return !is_symbolic(s, e);
}

static void edge(struct walk *w, const struct effect *e)
{
	if (e->lock == CLASS_SYMBOLIC) {	/* some caller knows the lock */
		deliver(w, e);
		return;
	}
	if (e->guards == 0 && !is_symbolic(w->s, e)) {
		if (!w->sink)
			edge_settle(w->s, w->node, e);
		return;
	}
	if (w->is_root && !w->sink) {
		edge_settle(w->s, w->node, e);
		return;
	}
	if (w->s->is_last && !w->sink && is_up_to_memory(w->s, e)) {
		struct effect unasked = *e;

		unasked.flags |= EF_UNASKED;
		edge_settle(w->s, w->node, &unasked);
	}
	deliver(w, e);
}

/* Does it happen in tasks only, and this is an interrupt, or may be one? */
static bool is_elsewhere(const struct walk *w, const struct state *st, const struct effect *e)
{
	if (e->scopes >> SCOPE_task & 1)
		return w->is_atomic || state_is_in(st, w->s->interrupt_scopes | w->s->irq_scopes);
	return e->kind == EFFECT_SLEEP && e->what == SLEEP_IN_TASK &&
	       (w->is_atomic || state_is_in(st, w->s->interrupt_scopes));
}

static void edges(struct walk *w, const struct state *st, const struct effect *bare)
{
	struct solver *s = w->s;
	struct effect e = *bare;
	const struct { int scope; uint32_t class; } pseudo[] = {
		{ SCOPE_nonblock, s->class_nonblock }, { SCOPE_fs_reclaim, s->class_fs_reclaim },
		{ SCOPE_signalling, s->class_signalling },
	};

	e.holder = w->node;
	e.holder_event = e.event;
	if (s->atomic_scopes) {
		if (!walk_is_atomic(w, st) || !makes_edge(s, bare, s->class_atomic) || is_elsewhere(w, st, bare))
			return;
		e.lock = s->class_atomic;
		e.acquisition = st->opened;
		edge(w, &e);
		return;
	}
	for (uint32_t i = 0; i < st->nheld; i++) {
		const struct held_lock *h = &st->held[i];

		if (!makes_edge(s, bare, h->class) ||
		    class_set_has(&s->locks, bare->released, lock_class_base(&s->locks, h->class)))
			continue;
		if (bare->kind == EFFECT_ACQUIRE && bare->what == h->class)
			continue;
		if (fresh_is_at(w, lock_address_plain(&s->locks, h->object), bare->event))
			continue;
		e.lock = h->class;
		e.object = h->class == CLASS_SYMBOLIC ? h->object : bare->object;
		e.acquisition = h->acquisition;
		edge(w, &e);
	}
	for (unsigned int i = 0; i < sizeof(pseudo) / sizeof(*pseudo); i++) {
		if (st->scopes[pseudo[i].scope] <= 0 || !makes_edge(s, bare, pseudo[i].class))
			continue;
		e.lock = pseudo[i].class;
		e.object = bare->object;
		e.acquisition = NONE;
		edge(w, &e);
	}
}

/* Is this a path on which a reference turned out to be the last one? */
static bool is_past_last_put(const struct walk *w, const struct state *st)
{
	const struct solver *s = w->s;

	for (uint32_t i = 0; i < st->natoms; i++) {
		const struct atom *a = atom_at(&s->exprs, st->atoms[i]);
		const struct expr *e = expr_at(&s->exprs, a->expr);
		const struct call *c;
		const struct model_function *m;

		if (e->op != FN_RESULT)
			continue;
		c = &s->graph->nodes.at[w->node].calls[e->a];
		m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;
		if (m && m->last && (a->op == ATOM_NE || a->op == ATOM_SOME) == !strcmp(m->last, "nonzero"))
			return true;
	}
	return false;
}

/* All that matters in an atomic section. */
static bool is_slept_for(const struct solver *s, const struct emission *em)
{
	switch (em->kind) {
	case EFFECT_SLEEP:
	case EFFECT_ALLOC:
	case EFFECT_FAULT:
		return true;
	case EFFECT_WAIT:
		return wait_is_slept_for(wait_kind(s, em->what));
	default:
		return false;
	}
}

bool walk_emit(struct walk *w, const struct state *st, struct emission *em)
{
	struct solver *s = w->s;
	const struct effect *in = em->inner;
	struct effect e = {
		.kind = (uint8_t)em->kind, .event = em->event,
		.what = em->what, .object = em->object,
		.lock = NONE, .holder = NONE, .holder_event = NONE, .acquisition = NONE,
		.callee = em->callee, .next = em->next, .origin = em->origin,
	};
	unsigned int flags = em->flags, depth = in ? in->depth + 1u : 0;
	bool is_heard;

	if (in) {
		flags |= in->flags & (EF_TRY | EF_SHARED | EF_FINAL | EF_JOINED);
		e.several = (uint8_t)(in->several + em->is_several > 15 ? 15 : in->several + em->is_several);
	} else {
		e.several = em->is_several;
	}
	if (s->asks || (s->atomic_scopes && !is_slept_for(s, em)))
		return true;
	if (e.several > s->bounds.several) {
		s->bounds.several_hit++;
		return true;
	}
	if (depth > s->bounds.depth) {
		s->bounds.depth_hit++;
		return true;
	}
	is_heard = w->sink || depth + w->level <= s->bounds.depth;
	if (!is_heard && !walk_holds(w, st) && !(in && in->lock != NONE))
		return true;
	if (em->is_final || is_past_last_put(w, st))
		flags |= EF_FINAL;
	if (st->is_joined)
		flags |= EF_JOINED;
	e.depth = (uint8_t)depth;
	/* only scopes that change what the effect is */
	if (e.kind == EFFECT_ALLOC)
		e.scopes = (state_scopes(st) & ALLOC_SCOPES) | (in ? in->scopes : 0);
	else if (e.kind == EFFECT_FAULT)
		e.scopes = (state_scopes(st) & 1 << SCOPE_user_mm) | (in ? in->scopes : 0);
	e.scopes |= (state_scopes(st) | (in ? in->scopes : 0)) & 1 << SCOPE_task;
	if (e.kind == EFFECT_ALLOC && reclaim_level(s, e.what, e.scopes) == RECLAIM_NONE)
		return false;
	e.released = released_set(w, st, in);
	if (em->released)
		e.released = class_set_union(&s->locks, e.released, em->released);
	if (!em->lifted)
		e.guards = walk_collect_guards(w, st, em->atoms, em->natoms);
	else if (em->lifted->collected != NONE)
		e.guards = em->lifted->collected;
	else
		e.guards = em->lifted->collected = walk_collect_guards(w, st, em->lifted->atoms, em->lifted->natoms);
	e.flags = (uint8_t)flags;
	if (in && in->lock != NONE) {
		/* an edge on its way up: the lock is not this function's */
		e.lock = em->lock;
		e.holder = in->holder;
		e.holder_event = in->holder_event;
		e.acquisition = in->acquisition;
		if (makes_edge(s, &e, e.lock))
			edge(w, &e);
		return false;
	}
	if (is_heard && is_told(w, st, &e))
		deliver(w, &e);
	edges(w, st, &e);
	return e.guards == 0 && !(e.flags & EF_JOINED);
}
