// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which conditions stand on the way of a chain, and why they rule nothing out:
 * the context that a callback is entered in settles some, the arguments of a
 * call others, and what nobody decides is said to be open.
 *
 * A summary has a function's conditions in its own terms.  Going down the chain
 * as the witness does, each is looked at as the call above it sees it.  One that
 * becomes the caller's own condition is told there.
 */
#include "query/internal.h"

#include <stdlib.h>
#include <string.h>

#define GUARDS_TOLD 24

struct telling {
	struct reporter *r;
	struct guard *at;		/* of GUARDS_TOLD */
	unsigned int n;
	unsigned int chain;
};

/* ---- in words ---------------------------------------------------------------------------- */

/* "param0->flags" with the name that the function's author gave. */
static const char *named(struct reporter *r, const struct function *f, const char *text)
{
	const struct unit *u = &r->s->program->units.at[f->unit];
	const char *out = "";

	while (*text) {
		const char *next = strstr(text, "param"), *name = "";
		char *end = NULL;
		unsigned long n = 0;

		/* a field may have such a name */
		while (next && next > text && next[-1] == '>')
			next = strstr(next + 1, "param");
		if (next)
			n = strtoul(next + strlen("param"), &end, 10);
		if (!next || end == next + strlen("param"))
			return arena_printf(r->arena, "%s%s", out, text);
		if (n < f->body->nparams)
			name = facts_str(u->facts, u->facts->params[f->body->param_first + n].name);
		out = *name ? arena_printf(r->arena, "%s%.*s%s", out, (int)(next - text), text, name) :
			      arena_printf(r->arena, "%s%.*s", out, (int)(end - text), text);
		text = end;
	}
	return out;
}

static const char *members_of(struct reporter *r, int64_t set)
{
	const char *out = "";

	for (unsigned int i = 0; i < 64; i++)
		if ((uint64_t)set >> i & 1)
			out = arena_printf(r->arena, "%s%s%u", out, *out ? ", " : "", i);
	return out;
}

static const char *constant(struct reporter *r, int64_t value)
{
	return arena_printf(r->arena, value > 4096 ? "%#llx" : "%lld", (long long)value);
}

static const char *in_words(struct reporter *r, const struct function *f, uint32_t atom)
{
	static const char *const ops[] = { [ATOM_EQ] = "==", [ATOM_NE] = "!=", [ATOM_LT] = "<", [ATOM_GE] = ">=" };
	const struct atom *a = atom_at(&r->s->exprs, atom);
	const char *expr;
	char text[256];

	expr_print(&r->s->exprs, a->expr, text, sizeof(text));
	expr = named(r, f, text);
	if ((expr_at(&r->s->exprs, a->expr)->flags & XF_BOOL) && *expr == '(' && a->value == 0 &&
	    (a->op == ATOM_EQ || a->op == ATOM_NE))
		return a->op == ATOM_NE ? expr : arena_printf(r->arena, "!%s", expr);
	switch (a->op) {
	case ATOM_ZERO:
		return arena_printf(r->arena, "!(%s & %#llx)", expr, (long long)a->value);
	case ATOM_SOME:
		return arena_printf(r->arena, "%s & %#llx", expr, (long long)a->value);
	case ATOM_IN:
		return arena_printf(r->arena, "%s in {%s}", expr, members_of(r, a->value));
	default:
		return arena_printf(r->arena, "%s %s %s", expr, ops[a->op], constant(r, a->value));
	}
}

static const struct function *function_of(const struct reporter *r, uint32_t node)
{
	return &r->s->program->functions.at[r->s->graph->nodes.at[node].function];
}

static void tell(struct telling *t, uint32_t node, struct step at, uint32_t atom, const char *status, const char *why)
{
	const struct function *f = function_of(t->r, node);
	const char *condition = in_words(t->r, f, atom);

	if (t->n == GUARDS_TOLD || strchr(condition, '?'))
		return;
	for (unsigned int i = 0; i < t->n; i++)
		if (t->at[i].chain == t->chain && !strcmp(t->at[i].function, f->name) &&
		    !strcmp(t->at[i].condition, condition))
			return;
	t->at[t->n++] = (struct guard){ t->chain, at.file, at.line, f->name, condition, status, why };
}

/* ---- down the chain ----------------------------------------------------------------------- */

/* The function's conditions, as it has them by itself: a walk under assumptions leaves out what these decide. */
static uint32_t own_guards(const struct solver *s, uint32_t node, const struct effect *e)
{
	const struct summary *sum = &s->summaries[s->graph->nodes.at[node].plain];

	for (uint32_t i = 0; i < sum->neffects; i++) {
		const struct effect *x = &sum->effects[i];

		if (x->kind == e->kind && x->event == e->event && x->lock == e->lock && x->what == e->what &&
		    (x->callee == NONE) == (e->callee == NONE))
			return x->guards;
	}
	return e->guards;
}

static bool has_atom(const struct solver *s, uint32_t set, uint32_t atom)
{
	const struct atom_set *g = atom_set_at(&s->exprs, set);

	for (uint32_t i = 0; i < g->n; i++)
		if (g->atom[i] == atom)
			return true;
	return false;
}

/* The callee's conditions, with what this call passes; the caller's own conditions are told already. */
static void tell_callee(struct telling *t, uint32_t caller, const struct effect *call, uint32_t caller_guards,
			uint32_t assumed, uint32_t node, uint32_t guards)
{
	struct solver *s = t->r->s;
	const struct function *f = function_of(t->r, caller);
	struct walk w = walk_of(s, caller);
	const struct arguments args = { function_event(s->program, f, call->event), s->graph->callees.at[call->callee].args };
	struct step at = witness_step(s, caller, call->event, "call", "");
	const struct atom_set set = *atom_set_at(&s->exprs, guards);
	const struct state none = { 0 };

	for (uint32_t i = 0; i < set.n; i++) {
		struct atom a = *atom_at(&s->exprs, set.atom[i]);
		enum truth truth = UNDECIDED;
		uint32_t to;

		s->memo->values = 0;	/* of another walk */
		to = atom_normal(&s->exprs, walk_substitute(&w, &none, &args, a.expr), a.op, a.value, &truth);
		if (to != NONE && (has_atom(s, caller_guards, to) || has_atom(s, assumed, to)))
			continue;
		if (truth == IS_TRUE)
			tell(t, node, at, set.atom[i], "decided",
			     arena_printf(t->r->arena, "'%s' passes it so", f->name));
		else
			tell(t, node, at, set.atom[i], "open",
			     arena_printf(t->r->arena, "'%s' may pass it so", f->name));
	}
}

static void descend(struct telling *t, uint32_t node, const struct effect *effect, uint32_t assumed)
{
	const struct solver *s = t->r->s;
	struct effect e = *effect;
	uint32_t guards = own_guards(s, node, &e);

	for (int calls = 0; calls < WITNESS_STEPS && e.callee != NONE; calls++) {
		uint32_t callee = s->graph->callees.at[e.callee].node, theirs;
		struct effect next;

		if (callee == NONE)
			return;
		next = s->summaries[callee].effects[e.next];
		theirs = own_guards(s, callee, &next);
		tell_callee(t, node, &e, guards, assumed, callee, theirs);
		node = callee;
		guards = theirs;
		assumed = 0;
		e = next;
	}
}

static bool is_assumed(const struct solver *s, uint32_t assumed, uint32_t atom)
{
	const struct atom_set *set = atom_set_at(&s->exprs, assumed);

	for (uint32_t i = 0; i < set->n; i++)
		if (atom_implies(atom_at(&s->exprs, set->atom[i]), atom_at(&s->exprs, atom)) == IS_TRUE)
			return true;
	return false;
}

static void start(struct telling *t, struct reporter *r, struct finding *f, unsigned int chain)
{
	*t = (struct telling){ .r = r, .at = arena_alloc(r->arena, GUARDS_TOLD * sizeof(*t->at)), .n = f->nguards, .chain = chain };
	if (f->nguards)
		memcpy(t->at, f->guards, f->nguards * sizeof(*t->at));
}

static void finish(const struct telling *t, struct finding *f)
{
	f->guards = t->at;
	f->nguards = t->n;
}

void note_guards_of_act(struct reporter *r, struct finding *f, const struct act *act, unsigned int chain)
{
	struct solver *s = r->s;
	const struct entry *e = &r->entries->at.at[act->entry];
	const struct function *fn = function_of(r, e->node);
	const struct step at = { .file = fn->file, .line = fn->line };
	const struct atom_set own = *atom_set_at(&s->exprs, own_guards(s, e->node, &act->effect));
	const struct atom_set given = *atom_set_at(&s->exprs, e->assume);
	struct telling t;

	start(&t, r, f, chain);
	for (uint32_t i = 0; i < given.n; i++)
		tell(&t, e->node, at, given.atom[i], "given", entry_step(r, e).detail);
	for (uint32_t i = 0; i < own.n; i++) {
		if (has_atom(s, e->assume, own.atom[i]))
			continue;
		if (is_assumed(s, e->assume, own.atom[i]))
			tell(&t, e->node, at, own.atom[i], "implied", "it is called so");
		else
			tell(&t, e->node, at, own.atom[i], "open", "nothing about it is known where it is called");
	}
	descend(&t, e->node, &act->effect, e->assume);
	finish(&t, f);
}

void note_guards_of_edge(struct reporter *r, struct finding *f, uint32_t number, unsigned int chain)
{
	struct solver *s = r->s;
	const struct effect *edge = &s->edges.at[number];
	uint32_t node = s->edge_node.at[number];
	const struct atom_set own = *atom_set_at(&s->exprs, edge->guards);
	struct step at = witness_step(s, node, edge->event, "call", "");
	struct telling t;

	start(&t, r, f, chain);
	for (uint32_t i = 0; i < own.n; i++)
		tell(&t, node, at, own.atom[i], "open", "no caller is known that decides it");
	descend(&t, node, edge, 0);
	finish(&t, f);
}
