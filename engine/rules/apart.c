// SPDX-License-Identifier: GPL-2.0-or-later
#include "rules/apart.h"

#include <stdlib.h>

#include "analysis/walk.h"
#include "system/aside.h"

struct found {
	const struct finding *at;
	uint32_t n;
};

struct result_apart {
	struct found *found;		/* by rule */
	struct bounds bounds;		/* at the end */
	uint64_t unknown_subclasses;
};

struct apart {
	struct solver *s;
	struct entries *entries;
	const bool *chosen;
	struct aside *aside;
	const struct result_apart *result;	/* once it is there */
	struct bounds bounds;			/* at the start */
	uint64_t unknown_subclasses;
};

static const struct found *copy_findings(struct arena *arena, const struct finding *from, uint32_t n)
{
	struct found *to = arena_alloc(arena, sizeof(*to));
	struct finding *at = arena_alloc(arena, n * sizeof(*at));

	for (uint32_t i = 0; i < n; i++)
		finding_copy(arena, &at[i], &from[i]);
	*to = (struct found){ at, n };
	return to;
}

void reporter_hear(struct reporter *r)
{
	const struct found *known = aside_hear(r->aside);

	for (uint32_t i = 0; i < known->n; i++)
		array_push(&r->findings, known->at[i]);
	r->nheard = known->n;
}

static void run_apart(struct apart *p, enum rule_family family, struct reporter *r, struct result_apart *result)
{
	for (unsigned int i = 0; i < nrules; i++) {
		if (!p->chosen[i] || rules[i].family != family)
			continue;
		array_clear(&r->findings);
		r->nheard = 0;
		rules[i].run(r);
		result->found[i] = *copy_findings(aside_arena(r->aside), r->findings.at + r->nheard, r->findings.n - r->nheard);
	}
}

/* Those that wait for what others have found come last. */
static const void *work(struct aside *aside, void *data)
{
	struct apart *p = data;
	struct arena arena = { 0 };
	struct reporter r = { .s = p->s, .entries = p->entries, .arena = &arena, .aside = aside };
	struct result_apart *result = arena_alloc(aside_arena(aside), sizeof(*result));

	result->found = arena_alloc(aside_arena(aside), nrules * sizeof(*result->found));
	run_apart(p, APART, &r, result);
	run_apart(p, BOTH, &r, result);
	standing_release(&r);
	array_release(&r.findings);
	arena_release(&arena);
	result->bounds = p->s->bounds;
	result->unknown_subclasses = p->s->unknown_subclasses;
	return result;
}

struct apart *apart_start(struct solver *s, struct entries *entries, const bool *chosen)
{
	struct apart *p;
	bool any = false;

	for (unsigned int i = 0; i < nrules; i++)
		any |= chosen[i] && (rules[i].family == APART || rules[i].family == BOTH);
	if (!any)
		return NULL;
	p = xcalloc(1, sizeof(*p));
	*p = (struct apart){ .s = s, .entries = entries, .chosen = chosen, .bounds = s->bounds,
			     .unknown_subclasses = s->unknown_subclasses };
	p->aside = aside_start(work, p);
	return p;
}

void apart_collect(struct apart *p, unsigned int rule, struct reporter *r)
{
	if (!p->result) {
		aside_tell(p->aside, copy_findings(aside_arena(p->aside), r->findings.at, r->findings.n));
		p->result = aside_result(p->aside);
		bounds_add_hits(&p->s->bounds, &p->bounds, &p->result->bounds);
		p->s->unknown_subclasses += p->result->unknown_subclasses - p->unknown_subclasses;
	}
	for (uint32_t i = 0; i < p->result->found[rule].n; i++)
		array_push(&r->findings, p->result->found[rule].at[i]);
}

void apart_free(struct apart *p)
{
	if (!p)
		return;
	aside_free(p->aside);
	free(p);
}
