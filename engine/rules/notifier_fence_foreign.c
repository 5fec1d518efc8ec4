// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * notifier-fence-foreign: a driver outside drivers/gpu waits for a fence in a
 * shrinker or an invalidate callback.  Only GPU drivers promise that the way to
 * their fences' signals needs no memory (Documentation/driver-api/dma-buf.rst,
 * "DMA Fence Cross-Driver Contract").
 */
#include "rules/rule.h"

#include <string.h>

static const char *file_of(struct reporter *r, uint32_t node)
{
	return r->s->program->functions.at[r->s->graph->nodes.at[node].function].file;
}

static bool matches(struct reporter *r, const struct act *act, uint32_t node)
{
	return is_fence_wait(r, &act->effect) &&
	       strncmp(file_of(r, node), "drivers/gpu/", strlen("drivers/gpu/"));
}

/* accel drivers are DRM drivers: the contract is being extended to them */
static enum confidence limit(struct reporter *r, const struct act *act, uint32_t node)
{
	(void)act;
	return strncmp(file_of(r, node), "drivers/accel/", strlen("drivers/accel/")) ? CONF_HIGH : CONF_LOW;
}

static const char *message(struct reporter *r, const char *callee, const struct effect *e, const char *callback)
{
	(void)e;
	return arena_printf(r->arena, "'%s' waits for a fence in '%s', outside drivers/gpu", callee, callback);
}

static const char *const fixes[] = {
	"wait elsewhere; in the callback only stop the hardware from using the pages",
	NULL,
};

void rule_notifier_fence_foreign(struct reporter *r);
void rule_notifier_fence_foreign(struct reporter *r)
{
	static const char *const contexts[] = { "reclaim", "mm", "shrinker", NULL };
	static const struct act_query q = {
		.rule = "notifier-fence-foreign", .contexts = contexts, .kinds = 1 << EFFECT_WAIT,
		.matches = matches, .limit = limit, .message = message, .fixes = fixes,
	};

	report_acts(r, &q);
}
