// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-return: an invalidate callback returns what its caller does not
 * expect.  Only an invocation that may not block may fail, and only so.
 *
 *	bad	if (!mutex_trylock(&d->lock))	good	if (mmu_notifier_range_blockable(range))
 *			return false;				mutex_lock(&d->lock);
 *							else if (!mutex_trylock(&d->lock))
 *								return false;
 *
 * The other way round, success is reported although the lock was not to be had
 * and nothing was done.
 */
#include "rules/rule.h"

#include <string.h>

static const char *const fail_fixes[] = {
	"ask mmu_notifier_range_blockable(), and fail only if it says no; wait for the lock otherwise",
	NULL,
};

static const char *const value_fixes[] = {
	"return -EAGAIN",
	NULL,
};

static const char *const success_fixes[] = {
	"return -EAGAIN (false for an interval notifier) if the invocation may not block, wait for the lock otherwise",
	NULL,
};

/* One thing about each place: contexts come in the order of the model, the blockable ones first. */
static bool is_reported(const struct reporter *r, const struct step *at)
{
	for (uint32_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.at[i];

		if (!strcmp(f->rule, "notifier-return") && !strcmp(f->file, at->file) && f->line == at->line)
			return true;
	}
	return false;
}

static void report(struct reporter *r, const struct ending *e, const char *message, const char *const *fixes,
		   enum confidence confidence)
{
	const struct entry *entry = &r->entries->at.at[e->entry];
	struct step steps[3];
	struct path_report p = {
		.rule = "notifier-return", .message = message, .entry = entry->name, .node = entry->node, .event = NONE,
		.confidence = e->is_joined ? CONF_LOW : confidence, .is_joined = e->is_joined, .fixes = fixes,
	};
	unsigned int n = 0;

	steps[n++] = entry_step(r, entry);
	if (e->missed != NONE)
		steps[n++] = p.at = witness_step(r->s, entry->node, e->missed, "acquire", "does not get the lock");
	steps[n++] = ending_step(r, e, "returns here");
	/* equal values of two returns are one return to the compiler: success has no place of its own */
	if (e->missed == NONE || e->is_success != IS_TRUE)
		p.at = steps[n - 1];
	if (is_reported(r, &p.at))
		return;
	p.chain = (struct chain){ arena_memdup(r->arena, steps, n * sizeof(*steps)), n };
	report_path(r, &p);
}

static const char *value_text(struct reporter *r, const struct ending *e)
{
	return e->has_value ? arena_printf(r->arena, "%lld", (long long)e->value) : "an error";
}

void rule_notifier_return(struct reporter *r);
void rule_notifier_return(struct reporter *r)
{
	for (uint32_t i = 0; i < r->outcomes->endings.n; i++) {
		const struct ending *e = &r->outcomes->endings.at[i];
		const struct entry *entry = &r->entries->at.at[e->entry];
		const char *name = function_name_of(r->s, entry->node);

		if (e->is_allowed == IS_FALSE && !e->is_excused && e->is_success == IS_FALSE &&
		    strcmp(entry->context, "oom"))
			report(r, e, arena_printf(r->arena, "'%s' fails (returns %s) in an invocation that may block",
						  name, value_text(r, e)), fail_fixes, CONF_HIGH);
		else if (e->is_allowed == IS_FALSE && !e->is_excused)
			report(r, e, arena_printf(r->arena, "'%s' fails with %s, which is not -EAGAIN", name,
						  value_text(r, e)), value_fixes, CONF_HIGH);
		else if (e->missed != NONE && e->is_success == IS_TRUE)
			report(r, e, arena_printf(r->arena, "'%s' reports success without the lock that it has tried to take",
						  name), success_fixes, CONF_MEDIUM);
	}
}
