// SPDX-License-Identifier: GPL-2.0-or-later
/* Findings of the path rules: each place is its own root. */
#include "rules/query.h"

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

void report_path(struct reporter *r, const struct path_report *p)
{
	struct solver *s = r->s;
	const struct call *c = &s->graph->nodes.at[p->node].calls[p->event];
	const char *callee = c->ncallees ? s->program->entities.at[s->graph->callees.at[c->callee].entity].name : "?";
	struct step at = p->at.file ? p->at : witness_step(s, p->node, p->event, "call", "");
	struct finding f = { .rule = p->rule, .message = p->message, .lock = p->lock, .entry = p->entry };

	if (is_known(r, p, &at))
		return;
	for (unsigned int ordinal = 1; ; ordinal++) {
		place_finding(r, &f, p->node, p->event, callee, at.event, &p->chain, 1, p->confidence);
		if (!is_taken(r, f.fingerprint))
			break;
		callee = arena_printf(r->arena, "%s#%u", callee, ordinal);
	}
	/* a return is no event of the function: its place is the branch's */
	f.file = f.sites->file = at.file;
	f.line = f.sites->line = at.line;
	f.column = f.sites->column = at.column;
	note_limits(r, &f, p->is_joined ? EF_JOINED : 0, 0, false);
	note_fixes(&f, p->fixes, r);
	array_push(&r->findings, f);
}
