// SPDX-License-Identifier: GPL-2.0-or-later
/* Locks that authors say are taken in a context, against the callbacks that are seen: report_untrue(). */
#include "query/internal.h"

#include <string.h>

struct step told_step(struct reporter *r, const struct told *t)
{
	const char *lock = r->s->locks.at.at[t->class].name;
	const char *detail = arena_printf(r->arena, "'%s' is %s to be taken in %ss", lock, t->node == NONE ? "declared" : "told",
					  role_of(t->context));

	if (t->node != NONE)
		return witness_step(r->s, t->node, t->event, "acquire", detail);
	return (struct step){ .file = t->file, .line = t->line, .function = t->tag, .event = "acquire", .detail = detail };
}

static bool is_beside(const char *a, const char *b)
{
	const char *x = strrchr(a, '/'), *y = strrchr(b, '/');
	size_t n = x ? (size_t)(x - a) : 0, m = y ? (size_t)(y - b) : 0;

	return n == m && !strncmp(a, b, n);
}

/* A callback of that context beside the word: whoever wrote it meant this one, if any. */
static const struct entry *find_callback(const struct reporter *r, const struct told *t, const char *file)
{
	for (uint32_t i = 0; i < r->entries->at.n; i++) {
		const struct entry *e = &r->entries->at.at[i];
		const struct node *n = &r->s->graph->nodes.at[e->node];

		if (!e->is_contract && !strcmp(e->context, t->context) &&
		    is_beside(r->s->program->functions.at[n->function].file, file))
			return e;
	}
	return NULL;
}

/* Waiting for it or not. */
static bool is_taken(const struct reporter *r, const struct told *t)
{
	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];

		if (a->effect.kind == EFFECT_ACQUIRE && !(a->effect.flags & EF_SYMBOLIC) && a->effect.what == t->class &&
		    !strcmp(r->entries->at.at[a->entry].context, t->context))
			return true;
	}
	return false;
}

void report_untrue(struct reporter *r, const char *rule)
{
	for (uint32_t i = 0; i < r->entries->tolds.at.n; i++) {
		const struct told *t = &r->entries->tolds.at.at[i];
		struct finding f = { .rule = rule, .lock = r->s->locks.at.at[t->class].name };
		struct step at = told_step(r, t);
		const struct entry *e = find_callback(r, t, at.file);
		struct chain chains[2];
		struct step enter;

		if (!e || is_taken(r, t))
			continue;
		f.message = arena_printf(r->arena, "%s, and '%s' does not take it", at.detail,
					 function_name_of(r->s, e->node));
		f.entry = e->name;
		enter = entry_step(r, e);
		chains[0] = keep_chain(r, &at, 1);
		chains[1] = keep_chain(r, &enter, 1);
		place_finding_at(r, &f, at, f.lock, chains, 2, CONF_LOW);
		array_push(&r->findings, f);
	}
}
