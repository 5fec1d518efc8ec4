// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * unmap-pinned: reclaim unmaps an anonymous page and nobody has looked whether
 * it can be freed at all.  A page with a pin keeps its reference: unmapping it
 * fires the notifiers, and a device that has to stop for them, for nothing.
 *
 *	bad	if (folio_mapped(folio))	good	if (folio_maybe_dma_pinned(folio))
 *			try_to_unmap(folio, 0);			goto keep;
 *							if (folio_mapped(folio))
 *								try_to_unmap(folio, 0);
 *
 *	TESTED	pins or references were looked at
 *	FILE	the page is not anonymous
 *	ANON	it is, as a test on this way has said
 *	PASSED	it is in the swap cache, so has been through such a test, or it is
 *		not kept in swap and its contents may be dropped
 *
 * A way on which the page is known to be anonymous needs a test of its own,
 * unless it has PASSED: vmscan tests pages on their way into the swap cache
 * only.  Where nobody asks what it is, one way with a test is enough.
 */
#include "rules/rule.h"

#include "analysis/typestate.h"

enum { TESTED = 1, FILE_PAGE = 2, ANON_PAGE = 4, PASSED = 8 };

#define RECLAIM_DEPTH	8	/* calls from where reclaim begins */

static bool is_harmless(const struct occurrence *o)
{
	return o->marks & (FILE_PAGE | PASSED);
}

static bool is_decided(const struct occurrence *o)
{
	return is_harmless(o) || (o->marks & TESTED);
}

/* Nodes that reclaim reaches by calls that name their callee. */
static void find_reclaim(struct reporter *r, struct bitset *in_reclaim)
{
	const struct callgraph *g = r->s->graph;
	ARRAY(uint32_t) queue = { 0 };
	uint32_t head = 0;

	bitset_init(in_reclaim, g->nodes.n, r->arena);
	for (uint32_t n = 0; n < g->order.n; n++) {
		const struct function *f = &r->s->program->functions.at[g->nodes.at[n].function];
		const struct model_function *m = r->s->program->entities.at[f->entity].model;

		if (m && m->event && !strcmp(m->event, "reclaim") && bitset_set(in_reclaim, n))
			array_push(&queue, n);
	}
	for (uint32_t i = 0; i < r->entries->at.n; i++)
		if (!strcmp(r->entries->at.at[i].context, "shrinker") && bitset_set(in_reclaim, r->entries->at.at[i].node))
			array_push(&queue, r->entries->at.at[i].node);
	for (unsigned int depth = 0; depth < RECLAIM_DEPTH; depth++) {
		for (uint32_t end = queue.n; head < end; head++) {
			uint32_t node = queue.at[head];
			const struct function *f = &r->s->program->functions.at[g->nodes.at[node].function];

			for (uint32_t e = 0; e < f->body->nevents; e++) {
				const struct call *c = &g->nodes.at[node].calls[e];
				uint32_t to = c->ncallees == 1 ? g->callees.at[c->callee].node : NONE;

				if (to != NONE && !(c->flags & CALL_INDIRECT) && bitset_set(in_reclaim, to))
					array_push(&queue, to);
			}
		}
	}
	array_release(&queue);
}

static bool is_tested_somewhere(const struct typestate_run *run, const struct occurrence *o)
{
	for (uint32_t i = 0; i < typestate_count(run); i++) {
		const struct occurrence *other = typestate_at(run, i);

		if (other->node == o->node && other->event == o->event && !is_harmless(other) && (other->marks & TESTED))
			return true;
	}
	return false;
}

static const char *const fixes[] = {
	"test folio_maybe_dma_pinned() first, and keep the page if it says yes",
	NULL,
};

void rule_unmap_pinned(struct reporter *r);
void rule_unmap_pinned(struct reporter *r)
{
	static const struct typestate_step steps[] = {
		{ "pin_test", WHEN_ALWAYS, TESTED, 0 },
		{ "reference_test", WHEN_ALWAYS, TESTED, 0 },
		{ "anon_test", WHEN_ZERO, FILE_PAGE, ANON_PAGE },
		{ "anon_test", WHEN_NONZERO, ANON_PAGE, FILE_PAGE },
		{ "swapcache_test", WHEN_NONZERO, PASSED, 0 },
		{ "swapbacked_test", WHEN_ZERO, PASSED, 0 },
	};
	static const char *const asked[] = { "unmap", NULL };
	const struct typestate t = {
		.steps = steps, .nsteps = sizeof(steps) / sizeof(*steps), .asked = asked,
		.per_round = TESTED | FILE_PAGE | ANON_PAGE | PASSED,
		.up = 1, .is_decided = is_decided,
	};
	struct typestate_run *run = typestate_run(r->s, r->entries, &t);
	struct bitset in_reclaim;

	find_reclaim(r, &in_reclaim);
	for (uint32_t i = 0; i < typestate_count(run); i++) {
		const struct occurrence *o = typestate_at(run, i);
		const struct function *f = &r->s->program->functions.at[r->s->graph->nodes.at[o->node].function];

		if (is_decided(o) || !bitset_test(&in_reclaim, o->node))
			continue;
		if (!(o->marks & ANON_PAGE) && is_tested_somewhere(run, o))
			continue;
		report_path(r, &(struct path_report){
			.rule = "unmap-pinned",
			.message = arena_printf(r->arena, "'%s' unmaps a page that may be pinned, in reclaim", f->name),
			.node = o->node, .event = o->event,
			.chain = typestate_chain(run, r->arena, o, o->marks & ANON_PAGE ?
				"an anonymous page, and this way does not test for pins or references" :
				"no way here tests for pins or references"),
			.confidence = CONF_MEDIUM, .is_joined = o->is_joined, .is_cut = o->is_cut, .fixes = fixes });
	}
	typestate_free(run);
}
