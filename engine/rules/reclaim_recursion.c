// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reclaim-recursion: an allocation that may enter reclaim in a callback that an
 * operation on the address space calls, or in a hand-made fs_reclaim section.
 * The reclaim it enters calls notifiers again, under the first one: lockdep
 * reports mmu_notifier twice.
 *
 *	bad	invalidate(...)			good	invalidate(...)
 *		{					{
 *			p = kmalloc(n, GFP_KERNEL);		p = kmalloc(n, GFP_NOWAIT);
 *
 * Not in release, nor for RELEASE: exit_mmap holds no notifier.  Under reclaim
 * itself the task has PF_MEMALLOC and does not recurse.
 */
#include "rules/rule.h"

static const char *message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	return arena_printf(r->arena, "'%s' with %s may enter reclaim again from invalidate callback '%s'", callee,
			    reclaim_name(reclaim_level(r->s, e->what, e->scopes)), callback);
}

static const char *section_message(struct reporter *r, const char *callee, const struct effect *e)
{
	return arena_printf(r->arena, "'%s' with %s may enter reclaim again in an fs_reclaim section", callee,
			    reclaim_name(reclaim_level(r->s, e->what, e->scopes)));
}

static const char *const fixes[] = {
	"allocate beforehand, or leave it to a work item",
	"GFP_NOWAIT, with a way to go on without the memory",
	NULL,
};

void rule_reclaim_recursion(struct reporter *r);
void rule_reclaim_recursion(struct reporter *r)
{
	static const char *const contexts[] = { "mm", NULL };
	const struct act_query q = {
		.rule = "reclaim-recursion", .contexts = contexts, .kinds = 1 << EFFECT_ALLOC,
		.message = message, .fixes = fixes,
	};
	const struct section_query section = {
		.kinds = 1 << EFFECT_ALLOC,
		.rule = "reclaim-recursion", .class = r->s->class_fs_reclaim,
		.message = section_message, .fixes = fixes,
	};

	report_acts(r, &q);
	report_sections(r, &section);
}
