// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/claim.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"

static const struct model_function *modelled(const struct walk *w, const struct fact_event *e)
{
	return e->kind == FEV_CALL ? w->s->program->entities.at[w->unit->entity[e->a]].model : NULL;
}

/* fs_reclaim_acquire(GFP_KERNEL) and its end; mm's own sections pass masks that are not constant. */
static bool is_edge_of_section(struct walk *w, const struct fact_event *e, enum model_verb verb)
{
	const struct model_function *m = modelled(w, e);
	int64_t gfp;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];

		if (cl->verb == verb && !strcmp(cl->arg[0].text, "fs_reclaim") &&
		    expr_is_const(&w->s->exprs, walk_clause_value(w, NULL, e, cl, 1), &gfp))
			return true;
	}
	return false;
}

/* A lock, and not one of lockdep's own maps? */
static bool is_of_lock(const struct walk *w, uint32_t address)
{
	const struct program *p = w->s->program;
	const struct expr *e = expr_at(&w->s->exprs, address);

	return e->op != FN_SYMBOL || p->entities.at[e->a].type == NONE ||
	       strcmp(p->types.at[p->entities.at[e->a].type].tag, "lockdep_map");
}

/* The lock's address as the function has it, for a clause that names one. */
static uint32_t lock_address(struct walk *w, const struct fact_event *e, const struct model_clause *cl)
{
	unsigned int arg;

	model_takes_lock(cl, &arg);
	return walk_clause_value(w, NULL, e, cl, arg);
}

/* lock_acquire() tells lockdep, and lock_release() takes it back; might_lock() does both. */
static bool opens_map(const struct model_function *m)
{
	for (uint32_t i = 0; i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_opens)
			return true;
	return false;
}

static void add_claim(struct claims *c, struct walk *w, uint32_t address, uint32_t event, bool is_outer);

/* The lock is parameter n: what callers hand over. */
static void claim_in_callers(struct claims *c, struct solver *s, uint32_t callee, uint32_t n, bool is_outer)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		struct walk w = walk_of(s, i);
		struct state none = { 0 };

		for (uint32_t k = 0; k < f->body->nevents; k++) {
			const struct fact_event *e = function_event(p, f, k);
			uint32_t address;

			if (e->kind != FEV_CALL || n >= e->nargs || p->entities.at[w.unit->entity[e->a]].function != callee)
				continue;
			address = walk_eval(&w, &none, function_arg(p, f, e, n));
			if (lock_class_of(&s->locks, address) != CLASS_SYMBOLIC)
				add_claim(c, &w, address, k, is_outer);
		}
	}
}

static void add_claim(struct claims *c, struct walk *w, uint32_t address, uint32_t event, bool is_outer)
{
	struct solver *s = w->s;
	uint32_t class = address == EXPR_UNKNOWN ? CLASS_UNKNOWN : lock_class_of(&s->locks, address);

	if (class == CLASS_SYMBOLIC) {
		const struct expr *root = expr_at(&s->exprs, expr_root(&s->exprs, address));

		if (root->op == FN_PARAM)
			claim_in_callers(c, s, w->node, root->a, is_outer);
		return;
	}
	if (class == CLASS_UNKNOWN || s->locks.at.at[class].is_kernels || !is_of_lock(w, address))
		return;
	array_push(&c->at, ((struct claim){ class, w->node, event, is_outer }));
}

#define HELD_MAX	8

static void look_at(struct claims *c, struct walk *w)
{
	const struct program *p = w->s->program;
	struct { uint32_t address, event; } held[HELD_MAX];
	unsigned int nheld = 0;
	bool inside = false, any = false;

	for (uint32_t k = 0; k < w->fn->body->nevents && !any; k++)
		any = is_edge_of_section(w, function_event(p, w->fn, k), MV_enters_when);
	for (uint32_t k = 0; any && k < w->fn->body->nevents; k++) {
		const struct fact_event *e = function_event(p, w->fn, k);
		const struct model_function *m = modelled(w, e);

		if (is_edge_of_section(w, e, MV_enters_when)) {
			inside = true;
			for (unsigned int i = 0; i < nheld; i++)
				add_claim(c, w, held[i].address, held[i].event, true);
			continue;
		}
		if (is_edge_of_section(w, e, MV_leaves_when))
			inside = false;
		for (uint32_t i = 0; m && i < m->nclauses; i++) {
			const struct model_clause *cl = &m->clauses[i];
			uint32_t address;

			if (cl->verb == MV_releases || cl->verb == MV_closes) {
				address = cl->verb == MV_closes ? walk_clause_value(w, NULL, e, cl, 1) : lock_address(w, e, cl);
				for (unsigned int h = 0; h < nheld; h++)
					if (held[h].address == address)
						held[h--] = held[--nheld];
				continue;
			}
			if (cl->verb != MV_acquires && cl->verb != MV_acquires_if && cl->verb != MV_might_acquire)
				continue;
			address = lock_address(w, e, cl);
			if (inside)
				add_claim(c, w, address, k, false);
			else if ((cl->verb == MV_acquires || opens_map(m)) && nheld < HELD_MAX)
				held[nheld].address = address, held[nheld++].event = k;
		}
	}
}

static int by_place(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	if (x->event != y->event)
		return x->event < y->event ? -1 : 1;
	return x->is_outer - y->is_outer;
}

void claims_find(struct claims *c, struct solver *s)
{
	const struct program *p = s->program;

	memset(c, 0, sizeof(*c));
	for (uint32_t i = 0; i < p->functions.n; i++) {
		struct walk w = walk_of(s, i);

		look_at(c, &w);
	}
	if (c->at.n)
		qsort(c->at.at, c->at.n, sizeof(*c->at.at), by_place);
}

void claims_release(struct claims *c)
{
	array_release(&c->at);
}
