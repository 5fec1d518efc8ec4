// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-end-after-fail: invalidate_range_start may fail, and the subscription
 * cannot tell: either invalidate_range_end comes all the same, or what start has
 * changed by then is never undone.
 *
 *	bad	d->active++;			good	if (!mutex_trylock(&d->lock))
 *		if (!mutex_trylock(&d->lock))			return -EAGAIN;
 *			return -EAGAIN;			d->active++;
 *
 * -EAGAIN under mmu_notifier_range_mayfail() is known to the caller, whose end
 * must put up with it.
 */
#include "rules/rule.h"

#include <string.h>

static const char *const end_fixes[] = {
	"do without invalidate_range_end: an interval notifier, or all of the work in invalidate_range_start",
	"never fail: take a spinning lock, or hand what has to wait to a work item",
	NULL,
};

static const char *const undo_fixes[] = {
	"fail before anything is changed, or undo it on this way out",
	NULL,
};

/* The callback that follows this one in some table that has both; NONE: nothing does. */
static uint32_t follower(const struct reporter *r, const struct entry *entry, const char *name)
{
	const struct program *p = r->s->program;
	const struct field *f = &p->fields.at[entry->field];
	uint32_t next = program_find_field(p, p->types.at[f->type].tag, name);

	if (next == NONE)
		return NONE;
	for (uint32_t i = f->targets; i < f->targets + f->ntargets; i++) {
		const struct target *t = &p->targets.at[i];

		if (t->table == NONE || p->entities.at[t->function].function != r->s->graph->nodes.at[entry->node].function)
			continue;
		for (uint32_t k = p->fields.at[next].targets; k < p->fields.at[next].targets + p->fields.at[next].ntargets; k++)
			if (p->targets.at[k].table == t->table && p->targets.at[k].outer == t->outer)
				return p->targets.at[k].function;
	}
	return NONE;
}

static uint32_t end_of(const struct reporter *r, const struct entry *entry)
{
	const struct model_field *m = r->s->program->fields.at[entry->field].model;

	for (uint32_t i = 0; i < m->nclauses; i++)
		if (m->clauses[i].verb == MV_followed_by)
			return follower(r, entry, m->clauses[i].arg[0].text);
	return NONE;
}

static void report(struct reporter *r, const struct ending *e, const char *message, const char *lock,
		   const struct step *before, const char *const *fixes)
{
	const struct entry *entry = &r->entries->at.at[e->entry];
	struct step steps[3];
	struct path_report p = {
		.rule = "notifier-end-after-fail", .message = message, .lock = lock, .entry = entry->name,
		.node = entry->node, .event = NONE, .confidence = e->is_joined ? CONF_LOW : CONF_HIGH,
		.is_joined = e->is_joined, .fixes = fixes,
	};
	unsigned int n = 0;

	steps[n++] = entry_step(r, entry);
	if (before)
		steps[n++] = *before;
	steps[n++] = p.at = ending_step(r, e, "fails here");
	p.chain = (struct chain){ arena_memdup(r->arena, steps, n * sizeof(*steps)), n };
	report_path(r, &p);
}

static const char *memory_name(struct reporter *r, uint32_t address)
{
	const struct program *p = r->s->program;
	const struct expr *e = expr_at(&r->s->exprs, address);
	char text[256];

	if (e->op == FN_FIELD)
		return arena_printf(r->arena, "struct %s.%s", p->types.at[p->fields.at[e->b].type].tag, p->fields.at[e->b].name);
	if (e->op == FN_SYMBOL)
		return p->entities.at[e->a].name;
	expr_print(&r->s->exprs, address, text, sizeof(text));
	return arena_strdup(r->arena, text);
}

static void look_at(struct reporter *r, const struct ending *e)
{
	struct solver *s = r->s;
	const struct entry *entry = &r->entries->at.at[e->entry];
	const char *name = function_name_of(s, entry->node);
	uint32_t end = end_of(r, entry);
	struct step before;

	if (e->is_excused && end != NONE)
		return;		/* end is told that start may have failed */
	if (end != NONE)
		report(r, e, arena_printf(r->arena, "'%s' fails, and '%s' is called all the same", name,
					  s->program->entities.at[end].name), NULL, NULL, end_fixes);
	if (e->held.class > CLASS_UNKNOWN) {
		const char *lock = s->locks.at.at[e->held.class].name;
		const struct acquisition *a = &s->acquisitions.at[e->held.acquisition];

		before = witness_step(s, a->node, a->event, "acquire", arena_printf(r->arena, "lock '%s' taken here", lock));
		report(r, e, arena_printf(r->arena, "'%s' fails with lock '%s' held", name, lock), lock, &before, undo_fixes);
	}
	if (e->counter.event != NONE) {
		const char *memory = memory_name(r, e->counter.address);

		before = witness_step(s, entry->node, e->counter.event, "call", arena_printf(r->arena, "'%s' is changed here", memory));
		report(r, e, arena_printf(r->arena, "'%s' fails and leaves '%s' changed", name, memory), NULL, &before, undo_fixes);
	}
}

void rule_notifier_end_after_fail(struct reporter *r);
void rule_notifier_end_after_fail(struct reporter *r)
{
	for (uint32_t i = 0; i < r->outcomes->endings.n; i++)
		if (r->outcomes->endings.at[i].is_success == IS_FALSE)
			look_at(r, &r->outcomes->endings.at[i]);
}
