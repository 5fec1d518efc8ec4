// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/entry.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"

/* ---- finding them -------------------------------------------------------------------- */

static uint32_t field_of_type(const struct program *p, uint32_t type, const char *name)
{
	for (uint32_t i = 0; i < p->fields.n; i++)
		if (p->fields.at[i].type == type && !strcmp(p->fields.at[i].name, name))
			return i;
	return NONE;
}

uint32_t entry_parameter(struct solver *s, const struct function *f, int64_t number, const char *field_name)
{
	const struct unit *u = &s->program->units.at[f->unit];
	const struct fact_param *fp;
	uint32_t field;

	if (number < 1 || number > f->body->nparams)
		return EXPR_UNKNOWN;
	if (!*field_name)
		return expr_param(&s->exprs, (uint32_t)number - 1);
	fp = &u->facts->params[f->body->param_first + number - 1];
	if (fp->type == FACT_NONE)
		return EXPR_UNKNOWN;
	field = field_of_type(s->program, u->type[fp->type], field_name);
	if (field == NONE)
		return EXPR_UNKNOWN;	/* nobody reads it: nothing to decide */
	return expr_make(&s->exprs, FN_LOAD,
			 expr_make(&s->exprs, FN_FIELD, expr_param(&s->exprs, (uint32_t)number - 1), field, 0), 0, 0);
}

/* What the clause says about the function's parameter, as an atom; NONE: does not apply. */
static uint32_t given_atom(struct solver *s, const struct function *f, const struct model_clause *cl)
{
	uint32_t expr = entry_parameter(s, f, cl->arg[1].value, cl->arg[2].text);
	enum truth t;

	if (expr == EXPR_UNKNOWN)
		return NONE;
	if (cl->verb == MV_given_set)
		return atom_id(&s->exprs, expr, ATOM_IN, cl->arg[3].value);
	if (!strcmp(cl->arg[3].text, "=="))
		return atom_normal(&s->exprs, expr, ATOM_EQ, cl->arg[4].value, &t);
	if (!strcmp(cl->arg[3].text, "!="))
		return atom_normal(&s->exprs, expr, ATOM_NE, cl->arg[4].value, &t);
	if (!strcmp(cl->arg[3].text, "&"))
		return atom_normal(&s->exprs, expr, ATOM_SOME, cl->arg[4].value, &t);
	if (!strcmp(cl->arg[3].text, "!&"))
		return atom_normal(&s->exprs, expr, ATOM_ZERO, cl->arg[4].value, &t);
	return NONE;
}

static uint32_t assumptions(struct solver *s, const struct model_field *m, const char *context,
			    const struct function *f)
{
	struct atom_set set = { 0 };

	for (uint32_t i = 0; i < m->nclauses && set.n < GUARDS_MAX; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t a;

		if ((cl->verb != MV_given && cl->verb != MV_given_set) || strcmp(cl->arg[0].text, context))
			continue;
		a = given_atom(s, f, cl);
		if (a != NONE)
			set.atom[set.n++] = a;
	}
	return atom_set_id(&s->exprs, &set);
}

/* Contexts in which the kernel holds something of its own that others wait for. */
static const struct { const char *name; enum context_kind kind; } contexts[] = {
	{ "reclaim", CONTEXT_NOTIFIER }, { "mm", CONTEXT_NOTIFIER }, { "oom", CONTEXT_NOTIFIER }, { "own", CONTEXT_NOTIFIER },
	{ "release", CONTEXT_RELEASE }, { "oom_notifier", CONTEXT_SHRINKER },
	{ "shrinker", CONTEXT_SHRINKER }, { "shrinker_nofs", CONTEXT_SHRINKER }, { "shrinker_noio", CONTEXT_SHRINKER },
	{ "signalling", CONTEXT_SIGNALLING },
	{ "atomic", CONTEXT_ATOMIC },
	{ "fault", CONTEXT_FAULT },
	/* what authors claim */
	{ "never_sleeps", CONTEXT_ATOMIC }, { "never_reclaims", CONTEXT_ATOMIC },
};

static bool is_followed(const char *context, enum context_kind *kind)
{
	for (unsigned int i = 0; i < sizeof(contexts) / sizeof(*contexts); i++) {
		if (strcmp(context, contexts[i].name))
			continue;
		*kind = contexts[i].kind;
		return true;
	}
	return false;
}

enum context_kind context_kind_of(const char *context)
{
	enum context_kind kind = CONTEXT_KINDS;

	is_followed(context, &kind);
	return kind;
}

static void add_entries(struct entries *e, struct solver *s, uint32_t field, uint32_t function)
{
	const struct program *p = s->program;
	const struct field *f = &p->fields.at[field];
	const struct function *fn = &p->functions.at[function];
	enum context_kind kind;

	for (uint32_t i = 0; i < f->model->nclauses; i++) {
		const struct model_clause *cl = &f->model->clauses[i];

		if (cl->verb != MV_entry || !is_followed(cl->arg[0].text, &kind))
			continue;
		array_push(&e->at, ((struct entry){
			.context = cl->arg[0].text,
			.kind = (uint8_t)kind,
			.field = field,
			.item = NONE,
			.node = function,	/* plain nodes are numbered as functions */
			.assume = assumptions(s, f->model, cl->arg[0].text, fn),
			.name = arena_printf(&e->arena, "%s.%s = %s", p->types.at[f->type].tag, f->name, fn->name) }));
	}
}

/* Functions stored in FIELD of the object that is handed to a function which registers it. */
static void add_registered(struct entries *e, struct solver *s, const struct unit *u, const struct fact_node *object,
			   const struct model_clause *cl)
{
	const struct program *p = s->program;
	uint32_t outer = NONE, table = NONE;
	enum context_kind kind;

	if (!is_followed(cl->arg[2].text, &kind))
		return;
	if (object->op == FN_FIELD)
		outer = u->field[object->b];
	else if (object->op == FN_SYMBOL)
		table = u->entity[object->a];
	else
		return;
	for (uint32_t i = 0; i < p->targets.n; i++) {
		const struct target *t = &p->targets.at[i];
		uint32_t function = p->entities.at[t->function].function;

		if (function == NONE || strcmp(p->fields.at[t->field].name, cl->arg[1].text) ||
		    t->outer != outer || (table != NONE && t->table != table))
			continue;
		array_push(&e->at, ((struct entry){
			.context = cl->arg[2].text, .kind = (uint8_t)kind, .field = t->field, .item = NONE, .node = function,
			.name = arena_printf(&e->arena, "%s.%s = %s", p->types.at[p->fields.at[t->field].type].tag,
					     p->fields.at[t->field].name, p->functions.at[function].name) }));
	}
}

static void find_registered(struct entries *e, struct solver *s)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		const struct unit *u = &p->units.at[f->unit];

		for (uint32_t k = 0; k < f->body->nevents; k++) {
			const struct fact_event *ev = function_event(p, f, k);
			const struct model_function *m = ev->kind == FEV_CALL ? p->entities.at[u->entity[ev->a]].model : NULL;

			for (uint32_t c = 0; m && c < m->nclauses; c++) {
				const struct model_clause *cl = &m->clauses[c];

				if (cl->verb == MV_registers && cl->arg[0].value >= 1 &&
				    (uint64_t)cl->arg[0].value <= ev->nargs)
					add_registered(e, s, u, function_node(p, f, function_arg(p, f, ev,
						(uint32_t)cl->arg[0].value - 1)), cl);
			}
		}
	}
}

/* The context of a claim about the function itself; NULL: it is none. */
static const char *claimed_context(struct solver *s, const struct function *f, const struct model_clause *cl, uint32_t *assume)
{
	struct atom_set set = { 0 };
	struct model_clause given = { .verb = MV_given };

	*assume = atom_set_id(&s->exprs, &set);
	switch (cl->verb) {
	case MV_runs_in:
		return cl->arg[0].text;
	case MV_never_sleeps:
		return "never_sleeps";
	case MV_never_reclaims:
		return "never_reclaims";
	case MV_nonblockable_if:
		given.arg[1] = cl->arg[0];
		given.arg[2].text = "";
		given.arg[3] = cl->arg[1];
		given.arg[4] = cl->arg[2];
		set.atom[0] = given_atom(s, f, &given);
		set.n = set.atom[0] != NONE;
		*assume = atom_set_id(&s->exprs, &set);
		return set.n ? "never_sleeps" : NULL;
	default:
		return NULL;
	}
}

/* Functions whose authors say in which context they run, or what they never do. */
static void find_claimed(struct entries *e, struct solver *s)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		const struct model_function *m = p->entities.at[f->entity].model;

		for (uint32_t c = 0; m && m->is_authors && c < m->nclauses; c++) {
			enum context_kind kind;
			uint32_t assume;
			const char *context = claimed_context(s, f, &m->clauses[c], &assume);

			if (context && is_followed(context, &kind))
				array_push(&e->at, ((struct entry){
					.context = context, .kind = (uint8_t)kind, .field = NONE, .item = NONE, .node = i,
					.assume = assume, .is_contract = true, .name = f->name }));
		}
	}
}

void entries_find(struct entries *e, struct solver *s)
{
	const struct program *p = s->program;

	memset(e, 0, sizeof(*e));
	arena_init(&e->arena);
	for (uint32_t i = 0; i < p->fields.n; i++) {
		const struct field *f = &p->fields.at[i];
		uint32_t last = NONE;

		if (!f->model)
			continue;
		for (uint32_t t = f->targets; t < f->targets + f->ntargets; t++) {
			uint32_t function = p->entities.at[p->targets.at[t].function].function;

			if (function != NONE && function != last)
				add_entries(e, s, i, function);
			last = function;
		}
	}
	find_registered(e, s);
	find_claimed(e, s);
}

void entries_release(struct entries *e)
{
	items_release(&e->items);
	fences_release(&e->fences);
	claims_release(&e->claims);
	tolds_release(&e->tolds);
	array_release(&e->at);
	array_release(&e->acts);
	arena_release(&e->arena);
}

/* ---- acts ---------------------------------------------------------------------------------- */

struct sink {
	struct entries *entries;
	uint32_t entry;
	uint32_t first;		/* its first act */
};

static bool is_same_act(const struct effect *a, const struct effect *b)
{
	return a->kind == b->kind && a->what == b->what && a->event == b->event && a->lock == b->lock &&
	       (a->flags & EF_TRY) == (b->flags & EF_TRY) && a->scopes == b->scopes;
}

/* A kernel thread has no user memory of its own: who copies from there gets an error, and takes no mmap_lock. */
static bool is_nobodys_memory(const struct items *it, const struct solver *s, uint32_t node, const struct effect *e)
{
	return e->kind == EFFECT_FAULT && !(e->scopes >> SCOPE_user_mm & 1) && bitset_test(&it->workers, node) &&
	       !strcmp(intern_text(&s->texts, e->what), "user");
}

static void add_act(struct solver *s, uint32_t node, const struct effect *e, void *data)
{
	struct sink *sink = data;
	const struct entry *of = &sink->entries->at.at[sink->entry];
	uint32_t guards;

	if (e->lock != NONE)
		return;		/* an edge: settled elsewhere */
	if (of->kind == CONTEXT_FENCE && !event_leads_to(s, node, e->event, of->event))
		return;		/* nobody waits any more */
	if (is_nobodys_memory(&sink->entries->items, s, node, e))
		return;
	for (uint32_t i = sink->first; i < sink->entries->acts.n; i++) {
		struct effect *old = &sink->entries->acts.at[i].effect;

		if (!is_same_act(old, e))
			continue;
		/* whatever path: what they have in common */
		guards = atom_set_common(&s->exprs, old->guards, e->guards);
		if (effect_is_better(e, old))
			*old = *e;
		old->guards = guards;
		return;
	}
	array_push(&sink->entries->acts, ((struct act){ sink->entry, *e }));
}

void entries_walk(struct entries *e, struct solver *s)
{
	for (uint32_t i = 0; i < e->at.n; i++) {
		struct sink sink = { e, i, e->acts.n };

		if (s->kept.words && !bitset_test(&s->kept, e->at.at[i].node))
			continue;	/* nobody asks: see wanted_narrow() */
		explore(s, e->at.at[i].node, e->at.at[i].assume, add_act, &sink);
	}
}
