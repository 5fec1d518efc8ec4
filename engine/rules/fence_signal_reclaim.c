// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fence-signal-reclaim: something on the way to a fence's signal needs memory,
 * or waits for somebody who does.  Reclaim, shrinkers and invalidate callbacks
 * may wait for fences: no allocation with any reclaim, no mmap_lock, no
 * dma_resv, no lock that is held elsewhere over one of these.
 *
 *	bad	cookie = dma_fence_begin_signalling();	good	p = kmalloc(n, GFP_KERNEL);
 *		p = kmalloc(n, GFP_NOFS);			cookie = dma_fence_begin_signalling();
 *
 * The way is what stands between dma_fence_begin_signalling() and
 * dma_fence_end_signalling(), and the scheduler's run_job and timedout_job.  A
 * lock that only sections take is told of against the section.  So is what is
 * done before dma_fence_signal(), see query/fences.c.
 */
#include "rules/rule.h"

#include <string.h>

#define KINDS	(1 << EFFECT_ALLOC | 1 << EFFECT_FAULT | 1 << EFFECT_ACQUIRE)

static bool is_resv(const struct reporter *r, const struct effect *e)
{
	const char *role;

	if (e->kind != EFFECT_ACQUIRE || (e->flags & (EF_TRY | EF_SYMBOLIC)))
		return false;
	role = r->s->locks.at.at[e->what].role;
	return role && !strcmp(role, "dma_resv");
}

static const char *what_of(struct reporter *r, const struct effect *e)
{
	switch (e->kind) {
	case EFFECT_ALLOC: return "may enter direct reclaim";
	case EFFECT_FAULT: return "may fault or take mmap_lock";
	case EFFECT_WAIT: return "waits for a fence";
	default: return is_resv(r, e) ? "takes a dma_resv" : "waits";
	}
}

static bool is_forbidden(struct reporter *r, const struct act *act, uint32_t node)
{
	const struct effect *e = &act->effect;

	(void)node;
	return is_fence_cause(r, e, e->kind == EFFECT_ALLOC ? reclaim_level(r->s, e->what, e->scopes) : RECLAIM_NONE);
}

static const char *act_message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	return arena_printf(r->arena, "'%s' %s on the way to a fence's signal in '%s'", callee, what_of(r, e), callback);
}

static const char *section_message(struct reporter *r, const char *callee, const struct effect *e)
{
	return arena_printf(r->arena, "'%s' %s in a fence signalling section", callee, what_of(r, e));
}

static bool is_in_section(const struct reporter *r, const struct effect *e)
{
	return e->kind != EFFECT_ACQUIRE || is_resv(r, e);
}

static bool matches(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	const char *role = r->s->locks.at.at[edge->lock].role;

	(void)level;
	(void)act;
	if (role && !strcmp(role, "dma_resv"))	/* taking it is wrong by itself */
		return false;
	if (edge->kind == EFFECT_WAIT)
		return is_fence_wait(r, edge);
	return edge->kind != EFFECT_ACQUIRE || is_resv(r, edge);
}

/* Waits are told of only for what that signaller signals. */
static bool matches_signaller(struct reporter *r, const struct effect *edge, enum reclaim level, const struct act *act)
{
	return matches(r, edge, level, act) && (edge->kind != EFFECT_WAIT || fence_is_waited_by(r, edge, act));
}

static const char *message(struct reporter *r, const struct cycle *c)
{
	return arena_printf(r->arena, "'%s' %s while holding '%s', which '%s' takes %s", c->callee, what_of(r, c->edge),
			    c->lock, c->callback, c->in_section ? "in a fence signalling section" : "on the way to a fence's signal");
}

static const char *const fixes[] = {
	"allocate when the job is made, not when it runs",
	"GFP_NOWAIT or GFP_ATOMIC, with a way to go on without the memory",
	NULL,
};

void rule_fence_signal_reclaim(struct reporter *r);
void rule_fence_signal_reclaim(struct reporter *r)
{
	static const char *const contexts[] = { "signalling", NULL }, *const signallers[] = { "fence", NULL };
	static const struct act_query inside = {
		.rule = "fence-signal-reclaim", .contexts = contexts, .kinds = KINDS,
		.matches = is_forbidden, .message = act_message, .fixes = fixes,
	};
	const struct section_query section = {
		.rule = "fence-signal-reclaim", .class = r->s->class_signalling, .kinds = KINDS,
		.matches = is_in_section, .message = section_message, .fixes = fixes,
	};
	const struct cycle_query cycles = {
		.rule = "fence-signal-reclaim", .kinds = KINDS | 1 << EFFECT_WAIT, .contexts = contexts,
		.section = r->s->class_signalling,
		.matches = matches, .message = message, .fixes = fixes,
	};
	static const struct act_query before = {
		.rule = "fence-signal-reclaim", .contexts = signallers, .kinds = KINDS,
		.matches = is_forbidden, .message = act_message, .fixes = fixes, .of_fences = true,
	};
	static const struct cycle_query held = {
		.rule = "fence-signal-reclaim", .kinds = KINDS | 1 << EFFECT_WAIT, .contexts = signallers, .unless = contexts,
		.matches = matches_signaller, .message = message, .fixes = fixes, .of_fences = true,
	};

	report_acts(r, &inside);
	report_sections(r, &section);
	report_cycles(r, &cycles);
	report_acts(r, &before);
	report_cycles(r, &held);
}
