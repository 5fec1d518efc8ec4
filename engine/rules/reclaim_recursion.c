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
 * itself the task has PF_MEMALLOC and does not recurse, but an allocation there
 * eats the reserves: in a shrinker it is told at low confidence.
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

/* lockdep knows fs_reclaim by __GFP_FS: mm/page_alloc.c, fs_reclaim_acquire() */
static bool is_with_fs(const struct reporter *r, const struct effect *e)
{
	enum reclaim level = reclaim_level(r->s, e->what, e->scopes);

	return level == RECLAIM_FS || level == RECLAIM_UNKNOWN;
}

/* PF_MEMALLOC: reclaim is not entered again, but what is left for freeing memory is spent. */
static const char *reserves_message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	return arena_printf(r->arena, "'%s' with %s in '%s', which reclaim calls, takes from the emergency reserves", callee,
			    reclaim_name(reclaim_level(r->s, e->what, e->scopes)), callback);
}

static enum confidence low(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)r;
	(void)act;
	(void)node;
	return CONF_LOW;
}

static const char *const fixes[] = {
	"allocate beforehand, or leave it to a work item",
	"GFP_NOWAIT, with a way to go on without the memory",
	NULL,
};

void rule_reclaim_recursion(struct reporter *r);
void rule_reclaim_recursion(struct reporter *r)
{
	static const char *const contexts[] = { "mm", NULL }, *const memalloc[] = { "shrinker", NULL };
	static const struct act_query reserves = {
		.rule = "reclaim-recursion", .contexts = memalloc, .kinds = 1 << EFFECT_ALLOC,
		.limit = low, .message = reserves_message, .fixes = fixes,
	};
	const struct act_query q = {
		.rule = "reclaim-recursion", .contexts = contexts, .kinds = 1 << EFFECT_ALLOC,
		.message = message, .fixes = fixes,
	};
	const struct section_query section = {
		.kinds = 1 << EFFECT_ALLOC,
		.rule = "reclaim-recursion", .class = r->s->class_fs_reclaim, .matches = is_with_fs,
		.message = section_message, .fixes = fixes,
	};

	report_acts(r, &q);
	report_acts(r, &reserves);
	report_sections(r, &section);
}
