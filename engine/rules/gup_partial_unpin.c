// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gup-partial-unpin: the tail of an array of pinned pages is given back, and
 * then a count is returned or stored that includes it.  Whoever gets the count
 * uses, and later unpins, pages that are no longer pinned.
 *
 *	bad	unpin_user_pages(&pages[i], n - i);	good	unpin_user_pages(&pages[i], n - i);
 *		return i + 1;					return i;
 *
 * States of a path: nothing given back; pages from `kept` on given back (the
 * index and the old count are remembered as values, so that changing them, or
 * the next round of a loop, ends the state).
 */
#include "rules/rule.h"

#include "analysis/typestate.h"

enum { TAIL = 1 };
enum { KEPT, TOTAL, WHERE, COUNTED, REMEMBERED };

struct search {
	struct reporter *r;
};

static void forget(struct walk *w, struct state *st)
{
	st->marks &= ~(uint32_t)TAIL;
	for (unsigned int i = 0; i < REMEMBERED; i++)
		state_forget_value(st, typestate_slot(w, i));
}

/* unpin(&pages[i], n - i) remembers i and n; any other unpin is not about a tail. */
static void unpinned(struct walk *w, struct state *st, uint32_t event, void *data)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	struct exprs *x = &w->s->exprs;
	const struct fact_node *pages;
	uint32_t kept, count;

	(void)data;
	if (typestate_is_event(w, st, event, "unpin_page"))
		forget(w, st);
	if (!typestate_is_event(w, st, event, "unpin_pages") || e->nargs < 2)
		return;
	forget(w, st);
	pages = function_node(w->s->program, w->fn, function_arg(w->s->program, w->fn, e, 0));
	if (pages->op != FN_INDEX || pages->b == FACT_NONE)
		return;
	kept = walk_eval(w, st, pages->b);
	count = walk_eval(w, st, function_arg(w->s->program, w->fn, e, 1));
	/* the tail: what is left of n behind i */
	if (kept == EXPR_UNKNOWN || expr_at(x, count)->op != FN_SUB || expr_at(x, count)->b != kept)
		return;
	st->marks |= TAIL;
	state_set_value(st, typestate_slot(w, KEPT), kept);
	state_set_value(st, typestate_slot(w, TOTAL), expr_at(x, count)->a);
	state_set_value(st, typestate_slot(w, WHERE), expr_const(x, event));
}

static bool is_too_many(struct walk *w, const struct state *st, uint32_t value)
{
	struct exprs *x = &w->s->exprs;
	uint32_t kept = state_value(st, typestate_slot(w, KEPT));

	if (!(st->marks & TAIL) || kept == EXPR_UNKNOWN || value == EXPR_UNKNOWN || value == kept)
		return false;
	return value == expr_make(x, FN_ADD, kept, expr_const(x, 1), 0) || value == state_value(st, typestate_slot(w, TOTAL));
}

static const char *const fixes[] = {
	"the count of pages that are still pinned is the index of the first one given back",
	NULL,
};

static void report(struct search *search, struct walk *w, const struct state *st, struct step at)
{
	struct reporter *r = search->r;
	struct step steps[2];
	const char *callee;
	uint32_t entity;
	int64_t where;

	if (!expr_is_const(&w->s->exprs, state_value(st, typestate_slot(w, WHERE)), &where))
		return;
	entity = w->s->graph->callees.at[w->s->graph->nodes.at[w->node].calls[where].callee].entity;
	callee = w->s->program->entities.at[entity].name;
	steps[0] = witness_step(w->s, w->node, (uint32_t)where, "call",
				arena_printf(r->arena, "'%s' gives back the last pages", callee));
	steps[1] = at;
	steps[1].detail = "this count includes some of them";
	report_path(r, &(struct path_report){
		.rule = "gup-partial-unpin",
		.message = arena_printf(r->arena, "count of pinned pages in '%s' includes pages that '%s' has unpinned",
					at.function, callee),
		.node = w->node, .event = (uint32_t)where, .at = at,
		.chain = { arena_memdup(r->arena, steps, sizeof(steps)), 2 },
		.confidence = st->is_joined ? CONF_MEDIUM : CONF_HIGH, .is_joined = st->is_joined, .fixes = fixes });
}

static void stored(struct walk *w, struct state *st, uint32_t event, void *data)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	const struct expr *kept;
	uint32_t to;

	if (e->kind == FEV_SET) {	/* the place of "return x" where a function has several; the first, not its copies */
		if (state_value(st, typestate_slot(w, COUNTED)) == EXPR_UNKNOWN && is_too_many(w, st, walk_eval(w, st, e->b)))
			state_set_value(st, typestate_slot(w, COUNTED), expr_const(&w->s->exprs, event));
		return;
	}
	to = walk_eval(w, st, e->a);
	/* what stays in the function is judged where it is used */
	if (expr_at(&w->s->exprs, expr_root(&w->s->exprs, to))->op == FN_LOCAL)
		return;
	/* "head = tail": not a count but where the rest begins, and there is none */
	kept = expr_at(&w->s->exprs, state_value(st, typestate_slot(w, KEPT)));
	if ((st->marks & TAIL) && kept->op == FN_LOAD && kept->a == to) {
		forget(w, st);
		return;
	}
	if (is_too_many(w, st, walk_eval(w, st, e->b)))
		report(data, w, st, witness_step(w->s, w->node, event, "store", ""));
}

static void returned(struct walk *w, const struct state *st, uint8_t classes, const struct fact_block *b, void *data)
{
	struct step at = { .file = w->fn->file, .line = b->line, .function = w->fn->name, .event = "return" };
	int64_t counted;

	(void)classes;
	if (b->value == FACT_NONE || !is_too_many(w, st, walk_eval(w, st, b->value)))
		return;
	if (function_node(w->s->program, w->fn, b->value)->op == FN_VAR &&
	    expr_is_const(&w->s->exprs, state_value(st, typestate_slot(w, COUNTED)), &counted))
		at = witness_step(w->s, w->node, (uint32_t)counted, "return", "");
	report(data, w, st, at);
}

void rule_gup_partial_unpin(struct reporter *r);
void rule_gup_partial_unpin(struct reporter *r)
{
	static const struct typestate_step steps[] = {
		{ "unpin_pages", WHEN_ALWAYS, 0, 0 },
	};
	struct search search = { r };
	const struct typestate t = {
		.steps = steps, .nsteps = 1, .called = unpinned, .store = stored, .leave = returned, .data = &search,
	};

	typestate_free(typestate_run(r->s, r->entries, &t));
}
