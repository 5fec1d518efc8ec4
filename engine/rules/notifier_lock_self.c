// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-lock-self: a lock that an invalidate callback takes is held over a
 * call that runs the notifiers in this thread.
 *
 *	bad	mutex_lock(&d->lock);		good	migrate_vma_setup(&args);
 *		migrate_vma_setup(&args);		mutex_lock(&d->lock);
 *
 * migrate_vma_*() and make_device_exclusive_range() say who asks (range->owner):
 * silent for a callback that tests it, or the event, before it takes the lock.
 * A call that takes mmap_lock as well (vm_munmap()) is notifier-lock-fault's,
 * one that allocates as well (migrate_vma_pages()) notifier-lock-alloc's.
 */
#include "rules/rule.h"

#include <string.h>

static const char *const own[] = { "own", NULL }, *const any[] = { "mm", NULL }, *const reclaim[] = { "reclaim", NULL };

static bool loads_owner(struct reporter *r, uint32_t guards)
{
	const struct atom_set *set = atom_set_at(&r->s->exprs, guards);
	const struct program *p = r->s->program;

	for (uint32_t i = 0; set->n && i < p->fields.n; i++) {
		if (strcmp(p->fields.at[i].name, "owner") ||
		    strcmp(p->types.at[p->fields.at[i].type].tag, "mmu_notifier_range"))
			continue;
		for (uint32_t k = 0; k < set->n; k++)
			if (expr_loads_field(&r->s->exprs, atom_at(&r->s->exprs, set->atom[k])->expr, i))
				return true;
	}
	return false;
}

/* The first rule that fits speaks. */
static bool is_another_rules(struct reporter *r, const struct effect *edge)
{
	return call_also_does(r, edge, 1 << EFFECT_FAULT) ||
	       (is_taken_in(r, edge->lock, reclaim) && call_also_does(r, edge, 1 << EFFECT_ALLOC));
}

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	(void)level;
	if (strcmp(intern_text(&r->s->texts, edge->what), r->entries->at.at[act->entry].context))
		return false;
	return !loads_owner(r, act->effect.guards) && !is_another_rules(r, edge);
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena, "'%s' calls '%s' in this thread while holding '%s', which it takes",
			    c->callee, c->callback, c->lock);
}

static const char *const fixes[] = {
	"call it without the lock",
	"let the callback ignore its own migrations: MMU_NOTIFY_MIGRATE or _EXCLUSIVE with its range->owner",
	NULL,
};

void rule_notifier_lock_self(struct reporter *r);
void rule_notifier_lock_self(struct reporter *r)
{
	static const struct cycle_query queries[] = {
		{ .rule = "notifier-lock-self", .kinds = 1 << EFFECT_FIRE, .contexts = own,
		  .matches = matches, .message = message, .fixes = fixes },
		{ .rule = "notifier-lock-self", .kinds = 1 << EFFECT_FIRE, .contexts = any,
		  .matches = matches, .message = message, .fixes = fixes },
	};

	for (unsigned int i = 0; i < 2; i++)
		report_cycles(r, &queries[i]);
}
