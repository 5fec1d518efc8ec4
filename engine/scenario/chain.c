// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A chain tells files and lines, for people; here it is found again in the
 * facts that it was made from.
 */
#include "scenario/internal.h"

#include <string.h>

static const struct function *function_of(const struct solver *s, uint32_t node)
{
	return &s->program->functions.at[s->graph->nodes.at[node].function];
}

/* Which of several static functions of a name: the one whose file this is. */
static uint32_t find_node(const struct solver *s, const struct step *st)
{
	uint32_t found = NONE;

	for (uint32_t n = 0; st->function && n < s->program->functions.n; n++) {
		const struct function *f = function_of(s, n);

		if (strcmp(f->name, st->function))
			continue;
		if (st->file && !strcmp(f->file, st->file))
			return n;
		if (found == NONE)
			found = n;
	}
	return found;
}

static bool is_call(const struct fact_event *e)
{
	return e->kind == FEV_CALL || e->kind == FEV_ICALL;
}

/* The callee of that name, or NONE. */
static uint32_t callee_named(const struct solver *s, uint32_t node, uint32_t event, const char *name)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	for (uint32_t i = 0; name && i < c->ncallees; i++) {
		uint32_t to = s->graph->callees.at[c->callee + i].node;

		if (to != NONE && !strcmp(function_of(s, to)->name, name))
			return to;
	}
	return NONE;
}

/* "'kmalloc' with GFP_KERNEL may ...": is that what is called there? */
static bool is_told(const struct solver *s, uint32_t node, uint32_t event, const struct step *st)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	for (uint32_t i = 0; i < c->ncallees; i++) {
		const char *name = s->program->entities.at[s->graph->callees.at[c->callee + i].entity].name;
		size_t n = strlen(name);

		for (const char *at = st->detail; at && (at = strchr(at, '\'')); at++)
			if (!strncmp(at + 1, name, n) && at[1 + n] == '\'')
				return true;
	}
	return false;
}

/* Calls at one place, as a macro has them, differ in what they call: next is the name, or NULL. */
static uint32_t find_event(const struct solver *s, uint32_t node, const struct step *st, const char *next)
{
	const struct function *f = function_of(s, node);
	uint32_t found = NONE;

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);

		if (!is_call(e) || e->line != st->line || e->column != st->column)
			continue;
		if (next ? callee_named(s, node, i, next) != NONE : is_told(s, node, i, st))
			return i;
		if (found == NONE)
			found = i;
	}
	return next ? NONE : found;
}

static bool is_step_call(const struct step *st)
{
	return !strcmp(st->event, "call");
}

/* No code: a field's declaration stands for it (analysis/told.h). */
static bool is_declared(const struct chain *c)
{
	return c->nsteps == 1 && c->steps[0].function && !strncmp(c->steps[0].function, "struct ", 7);
}

bool path_find(struct solver *s, const struct chain *c, struct path *p, char **why)
{
	unsigned int first = 0, from;

	*p = (struct path){ .chain = c };
	if (!c->nsteps)
		return false;
	p->is_callback = !strcmp(c->steps[0].event, "enter") && c->steps[0].column == 0;
	first = p->is_callback;
	p->node[0] = find_node(s, &c->steps[0]);
	if (p->node[0] == NONE || first == c->nsteps) {
		*why = is_declared(c) ? xasprintf("only its author says so: %s", c->steps[0].detail) :
		       xasprintf("'%s' is not in these facts: scan again", c->steps[0].function ? c->steps[0].function : "?");
		return false;
	}
	/* Only what has not returned when the last step is reached is on the path. */
	for (unsigned int i = first; i < c->nsteps; i++) {
		const struct step *st = &c->steps[i];
		const char *next = is_step_call(st) && i + 1 < c->nsteps ? c->steps[i + 1].function : NULL;
		const char *name = st->function ? st->function : "";
		bool is_last = i + 1 == c->nsteps;
		uint32_t event;

		for (from = p->n; from > 0 && strcmp(function_of(s, p->node[from])->name, name); from--)
			;
		if (strcmp(function_of(s, p->node[from])->name, name)) {
			*why = xasprintf("'%s' is not called where the finding says: scan again", name);
			return false;
		}
		p->n = from;
		event = find_event(s, p->node[from], st, next && strcmp(next, name) ? next : NULL);
		if (event == NONE && next)
			event = find_event(s, p->node[from], st, NULL);
		if (event == NONE) {
			*why = xasprintf("%s:%u: nothing there in these facts: scan again", st->file ? st->file : "?", st->line);
			return false;
		}
		p->event[from] = event;
		if (is_last) {
			p->n = from + 1;
		} else if (next && callee_named(s, p->node[from], event, next) != NONE) {
			if (from + 2 >= CHAIN_CALLS) {
				*why = xasprintf("the chain is longer than %u calls", CHAIN_CALLS);
				return false;
			}
			p->n = from + 1;
			p->node[from + 1] = callee_named(s, p->node[from], event, next);
		}
	}
	return true;
}
