// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dma-pin-race: *_maybe_dma_pinned() says no, and that is taken for certain
 * although GUP-fast, which takes no lock, may pin the page right after.
 *
 *	bad	if (!page_maybe_dma_pinned(page))	good	pte = ptep_clear_flush(vma, addr, ptep);
 *			ClearPageAnonExclusive(page);		if (!page_maybe_dma_pinned(page))
 *									ClearPageAnonExclusive(page);
 *
 * Certain are: the test after the page-table entry was cleared (GUP-fast looks
 * at it again once it has its pin), and the test under mm->write_protect_seq.
 *
 *	CLEARED		the entry is out of the page table
 *	EXCLUDED	write_protect_seq is held for write
 *	RACY		a test has said no, and neither was so
 *	SHARED		since then the page was made shared, write-protected or moved
 *
 * Where nothing is SHARED after the test its answer may only steer effort: low.
 */
#include "rules/rule.h"

#include "analysis/typestate.h"

enum { CLEARED = 1, EXCLUDED = 2, RACY = 4, SHARED = 8 };

enum { TEST };

/* A test, or the call of a function that makes it, on which a page was made shared. */
struct act_on {
	uint32_t node, event;
};

struct search {
	ARRAY(struct act_on) acts;
};

static bool is_acted_on(const struct search *search, uint32_t node, uint32_t event)
{
	for (uint32_t i = 0; i < search->acts.n; i++)
		if (search->acts.at[i].node == node && search->acts.at[i].event == event)
			return true;
	return false;
}

static bool is_certain(uint32_t marks)
{
	return marks & (CLEARED | EXCLUDED);
}

static bool is_decided(const struct occurrence *o)
{
	return is_certain(o->marks);
}

static void called(struct walk *w, struct state *st, uint32_t event, void *data)
{
	struct search *search = data;
	bool is_test = typestate_is_event(w, st, event, "pin_test");
	int64_t test;

	if (is_test && is_certain(st->marks))
		st->marks &= ~(uint32_t)RACY;
	if ((st->marks & RACY) && (is_test || typestate_may_set(w, event, RACY)))
		state_set_value(st, typestate_slot(w, TEST), expr_const(&w->s->exprs, event));
	if ((st->marks & (RACY | SHARED)) == (RACY | SHARED) &&
	    expr_is_const(&w->s->exprs, state_value(st, typestate_slot(w, TEST)), &test) &&
	    !is_acted_on(search, w->node, (uint32_t)test))
		array_push(&search->acts, ((struct act_on){ w->node, (uint32_t)test }));
}

static const char *const fixes[] = {
	"clear the page-table entry first (ptep_clear_flush()), under the page-table lock, test then, and put it back if pinned",
	"in fork, hold mm->write_protect_seq for write",
	NULL,
};

static bool is_act(const struct search *search, const struct occurrence *o)
{
	return is_acted_on(search, o->node, o->event) || (o->depth == 1 && is_acted_on(search, o->top, o->via));
}

/* The same test, in a context in which somebody acts on it. */
static bool is_reported(const struct typestate_run *run, const struct search *search, const struct occurrence *o)
{
	for (uint32_t i = 0; i < typestate_count(run); i++) {
		const struct occurrence *other = typestate_at(run, i);

		if (other->node == o->node && other->event == o->event && !is_certain(other->marks) && is_act(search, other))
			return true;
	}
	return false;
}

static void report(struct reporter *r, struct typestate_run *run, const struct search *search, const struct occurrence *o)
{
	const struct function *f = &r->s->program->functions.at[r->s->graph->nodes.at[o->node].function];
	bool acts = is_act(search, o);
	struct occurrence here = *o;

	/* no caller has anything to do with it: the place says it all */
	if (!acts || is_acted_on(search, o->node, o->event))
		here.via = NONE;
	report_path(r, &(struct path_report){
		.rule = "dma-pin-race",
		.message = acts ?
			arena_printf(r->arena, "'%s' makes the page shared on a test for pins that GUP-fast may outrun", f->name) :
			arena_printf(r->arena, "test for pins in '%s' may be outrun by GUP-fast", f->name),
		.node = o->node, .event = o->event,
		.chain = typestate_chain(run, r->arena, &here, "not pinned here may be pinned right after"),
		.confidence = !acts ? CONF_LOW : o->is_joined ? CONF_MEDIUM : CONF_HIGH,
		.is_joined = o->is_joined, .is_cut = o->is_cut, .fixes = fixes });
}

void rule_dma_pin_race(struct reporter *r);
void rule_dma_pin_race(struct reporter *r)
{
	static const struct typestate_step steps[] = {
		{ "entry_clear", WHEN_ALWAYS, CLEARED, 0 },
		{ "entry_share", WHEN_ALWAYS, SHARED, CLEARED },
		{ "+gup_fast", WHEN_ALWAYS, EXCLUDED, 0 },
		{ "-gup_fast", WHEN_ALWAYS, 0, EXCLUDED },
		{ "pin_test", WHEN_ZERO, RACY, SHARED },
		{ "pin_test", WHEN_NONZERO, 0, RACY },
	};
	static const char *const asked[] = { "pin_test", NULL };
	struct search search = { 0 };
	const struct typestate t = {
		.steps = steps, .nsteps = sizeof(steps) / sizeof(*steps), .per_round = RACY | SHARED, .asked = asked,
		.up = 1, .is_decided = is_decided, .called = called, .data = &search,
	};
	struct typestate_run *run = typestate_run(r->s, r->entries, &t);

	/* one report for a place: the one that is acted on */
	for (int acts = 1; acts >= 0; acts--) {
		for (uint32_t i = 0; i < typestate_count(run); i++) {
			const struct occurrence *o = typestate_at(run, i);

			if (is_certain(o->marks) || is_act(&search, o) != acts)
				continue;
			if (!acts && is_reported(run, &search, o))
				continue;
			report(r, run, &search, o);
		}
	}
	array_release(&search.acts);
	typestate_free(run);
}
