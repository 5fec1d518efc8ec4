// SPDX-License-Identifier: GPL-2.0-or-later
/* Findings of the path rules: each place is its own root. */
#include "query/internal.h"

#include <string.h>

static bool is_known(const struct reporter *r, const struct path_report *p, const struct step *at)
{
	for (uint32_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.at[i];

		if (!strcmp(f->rule, p->rule) && !strcmp(f->file, at->file) && f->line == at->line &&
		    f->column == at->column && !strcmp(f->message, p->message))
			return true;
	}
	return false;
}

static bool is_taken(const struct reporter *r, const uint64_t fingerprint[2])
{
	for (uint32_t i = 0; i < r->findings.n; i++)
		if (!memcmp(r->findings.at[i].fingerprint, fingerprint, sizeof(r->findings.at[i].fingerprint)))
			return true;
	return false;
}

static const char *callee_at(const struct solver *s, const struct path_report *p)
{
	const struct call *c;

	if (p->event == NONE)
		return "return";
	c = &s->graph->nodes.at[p->node].calls[p->event];
	return c->ncallees ? s->program->entities.at[s->graph->callees.at[c->callee].entity].name : "?";
}

static void note_limit(struct reporter *r, struct finding *f, const char *text)
{
	const char **limits = arena_alloc(r->arena, (f->nlimits + 1) * sizeof(*limits));

	if (f->nlimits)
		memcpy(limits, f->limits, f->nlimits * sizeof(*limits));
	limits[f->nlimits++] = text;
	f->limits = limits;
}

void report_path(struct reporter *r, const struct path_report *p)
{
	struct step at = p->at.file ? p->at : witness_step(r->s, p->node, p->event, "call", "");
	struct finding f = { .rule = p->rule, .message = p->message, .lock = p->lock, .entry = p->entry };
	const char *callee = callee_at(r->s, p), *why = standing_of_test(r, p->node);

	if (is_known(r, p, &at))
		return;
	for (unsigned int ordinal = 1; ; ordinal++) {
		place_finding_at(r, &f, at, callee, &p->chain, 1, why ? CONF_LOW : p->confidence);
		if (!is_taken(r, f.fingerprint))
			break;
		callee = arena_printf(r->arena, "%s#%u", callee_at(r->s, p), ordinal);
	}
	if (why)
		note_standing(r, &f, why);
	if (p->is_cut)
		note_limit(r, &f, "callers further up were not looked at (bound 'callers')");
	note_limits(r, &f, p->is_joined ? EF_JOINED : 0, p->several, false);
	note_fixes(&f, p->fixes, r);
	array_push(&r->findings, f);
}

struct step ending_step(struct reporter *r, const struct ending *e, const char *detail)
{
	const struct entry *entry = &r->entries->at.at[e->entry];
	const struct function *f = &r->s->program->functions.at[r->s->graph->nodes.at[entry->node].function];

	return (struct step){ .file = f->file, .line = e->line, .function = f->name, .event = "return", .detail = detail };
}
