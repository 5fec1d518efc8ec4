// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/outcome.h"

#include <stdlib.h>
#include <string.h>

/* ---- scopes ----------------------------------------------------------------------------- */

struct seen_exit {
	struct way_out out;
	int8_t scopes[SCOPE_MAX];
	bool is_joined;
};

struct scope_sink {
	struct outcomes *outcomes;
	ARRAY(struct seen_exit) exits;
	ARRAY(struct trace) traces;	/* of the exits: the walk's own are gone afterwards */
	ARRAY(uint32_t) closed;		/* events whose scope some path closes */
	ARRAY(uint32_t) closers;	/* events that close what some path has opened */
	ARRAY(struct misclosing) never;	/* ... and what they close on others */
};

static void on_leave(struct walk *w, const struct state *st, const struct way_out *out, void *data)
{
	struct scope_sink *sink = data;
	struct seen_exit x = { .out = *out, .is_joined = st->is_joined };

	(void)w;
	memcpy(x.scopes, st->scopes, sizeof(x.scopes));
	array_push(&sink->exits, x);
	array_push(&sink->traces, *st->trace);
}

static bool is_closed(const struct scope_sink *sink, uint32_t event)
{
	for (uint32_t i = 0; i < sink->closed.n; i++)
		if (sink->closed.at[i] == event)
			return true;
	return false;
}

static bool is_closer(const struct scope_sink *sink, uint32_t event)
{
	for (uint32_t i = 0; i < sink->closers.n; i++)
		if (sink->closers.at[i] == event)
			return true;
	return false;
}

static void add_misclosing(struct outcomes *o, const struct misclosing *m)
{
	for (uint32_t i = o->misclosings.n; i-- > 0 && o->misclosings.at[i].node == m->node;) {
		if (o->misclosings.at[i].event == m->event) {
			o->misclosings.at[i].is_joined &= m->is_joined;
			return;
		}
	}
	array_push(&o->misclosings, *m);
}

static void on_close(struct walk *w, const struct state *st, uint32_t event, enum closing how, uint32_t scope,
		     uint32_t opened, void *data)
{
	struct scope_sink *sink = data;
	const struct misclosing m = { w->node, event, how, scope, opened, st->is_joined };

	if (opened != NONE && !is_closed(sink, opened))
		array_push(&sink->closed, opened);
	if (how == CLOSED && !is_closer(sink, event))
		array_push(&sink->closers, event);
	if (how == CLOSED_NEVER)
		array_push(&sink->never, m);
	else if (how != CLOSED)
		add_misclosing(sink->outcomes, &m);
}

/* What opens nothing on any way is the other end of a pair. */
static void find_never_opened(struct scope_sink *sink)
{
	for (uint32_t i = 0; i < sink->never.n; i++)
		if (is_closer(sink, sink->never.at[i].event))
			add_misclosing(sink->outcomes, &sink->never.at[i]);
}

/* Does an argument decide between the two, so that the caller knows? */
static bool caller_decides(const struct solver *s, const struct way_out *a, const struct way_out *b)
{
	const struct atom_set *x = atom_set_at(&s->exprs, a->guards), *y = atom_set_at(&s->exprs, b->guards);

	for (uint32_t i = 0; i < x->n; i++)
		for (uint32_t k = 0; k < y->n; k++)
			if (expr_at(&s->exprs, atom_at(&s->exprs, x->atom[i])->expr)->op == FN_PARAM &&
			    atom_implies(atom_at(&s->exprs, x->atom[i]), atom_at(&s->exprs, y->atom[k])) == IS_FALSE)
				return true;
	return false;
}

/*
 * With b the scope is closed, with a it is not: is that a mistake?  A function
 * that succeeds with the scope open and fails with it closed is a way to enter
 * it; the other way round it is not.
 */
static bool is_imbalance(const struct solver *s, const struct way_out *a, const struct way_out *b)
{
	int64_t x, y;

	if ((a->classes & RETURN_NEGATIVE) && !(a->classes & RETURN_ZERO) && !(b->classes & RETURN_NEGATIVE))
		return true;
	if (!(a->classes & b->classes) || caller_decides(s, a, b))
		return false;
	return !(expr_is_const(&s->exprs, a->value, &x) && expr_is_const(&s->exprs, b->value, &y) && x != y &&
		 !(a->classes & RETURN_NEGATIVE));
}

/* Is the same scope open there, wherever it was opened? */
static bool has_open(const struct trace *t, const struct opening *o)
{
	for (uint32_t i = 0; i < t->nopenings; i++)
		if (t->openings[i].scope == o->scope && t->openings[i].key == o->key)
			return true;
	return false;
}

static bool is_leaked(const struct solver *s, const struct scope_sink *sink, uint32_t exit, const struct opening *o)
{
	const struct seen_exit *x = &sink->exits.at[exit];

	if (!is_closed(sink, o->event))
		return false;
	/* nobody has the cookie any more */
	if (o->key != EXPR_UNKNOWN && expr_at(&s->exprs, o->key)->op == FN_RESULT)
		return true;
	for (uint32_t i = 0; i < sink->exits.n; i++)
		if ((sink->traces.at[i].closed >> o->scope & 1) && !has_open(&sink->traces.at[i], o) &&
		    is_imbalance(s, &x->out, &sink->exits.at[i].out))
			return true;
	return false;
}

static bool is_handed_on(const struct solver *s, const struct way_out *out, const struct opening *o)
{
	return o->is_kept || (o->key != EXPR_UNKNOWN && out->value != EXPR_UNKNOWN &&
			      expr_mentions(&s->exprs, out->value, o->key));
}

static void add_leak(struct outcomes *o, const struct leak *l)
{
	for (uint32_t i = o->leaks.n; i-- > 0 && o->leaks.at[i].node == l->node;) {
		if (o->leaks.at[i].event == l->event && o->leaks.at[i].line == l->line) {
			o->leaks.at[i].is_joined &= l->is_joined;
			return;
		}
	}
	array_push(&o->leaks, *l);
}

/* Not in a callee, which may be one end of a pair. */
static bool is_opened_here(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	return !c->ncallees || s->graph->callees.at[c->callee].node == NONE;
}

static void find_leaks(struct solver *s, struct scope_sink *sink, uint32_t node, bool is_entry)
{
	for (uint32_t i = 0; i < sink->exits.n; i++) {
		const struct trace *t = &sink->traces.at[i];

		for (uint32_t k = 0; k < t->nopenings; k++) {
			const struct opening *o = &t->openings[k];
			struct leak l = { node, o->event, o->scope, o->lost, false, sink->exits.at[i].is_joined };

			if (is_handed_on(s, &sink->exits.at[i].out, o))
				continue;
			if (is_leaked(s, sink, i, o)) {
				add_leak(sink->outcomes, &l);
			} else if (is_entry && sink->exits.at[i].scopes[o->scope] > 0 && is_opened_here(s, node, o->event)) {
				l.is_entry = true;
				add_leak(sink->outcomes, &l);
			}
		}
	}
}

/* Functions that the kernel calls by a field of an operations table, or as work: nobody closes behind them. */
static void find_callbacks(const struct solver *s, struct bitset *callbacks)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->fields.n; i++) {
		const struct field *f = &p->fields.at[i];
		bool is_entry = false;

		for (uint32_t k = 0; f->model && k < f->model->nclauses; k++)
			is_entry |= f->model->clauses[k].verb == MV_entry;
		for (uint32_t t = f->targets; is_entry && t < f->targets + f->ntargets; t++) {
			uint32_t function = p->entities.at[p->targets.at[t].function].function;

			if (function != NONE)
				bitset_set(callbacks, function);
		}
	}
}

static void collect_scopes(struct outcomes *o, struct solver *s)
{
	struct scope_sink sink = { .outcomes = o };
	const struct watch watch = { .leave = on_leave, .close = on_close, .data = &sink };
	uint32_t n = s->program->functions.n;	/* the plain nodes */
	struct bitset callbacks;

	bitset_init(&callbacks, n, NULL);
	find_callbacks(s, &callbacks);
	for (uint32_t node = 0; node < n; node++) {
		if (!watch_is_asked(s, node, bitset_test(&callbacks, node)))
			continue;
		explore_watched(s, node, 0, &watch);
		find_leaks(s, &sink, node, bitset_test(&callbacks, node));
		find_never_opened(&sink);
		array_clear(&sink.exits);
		array_clear(&sink.traces);
		array_clear(&sink.closed);
		array_clear(&sink.closers);
		array_clear(&sink.never);
	}
	bitset_release(&callbacks);
	array_release(&sink.exits);
	array_release(&sink.traces);
	array_release(&sink.closed);
	array_release(&sink.closers);
	array_release(&sink.never);
}

/* ---- results of callbacks ----------------------------------------------------------------- */

struct ending_sink {
	struct outcomes *outcomes;
	const struct entry *entry;
	uint32_t number;
	uint32_t first;		/* its first ending */
};

/* Does the value satisfy one of the clauses for the context? UNDECIDED also where there are none. */
static enum truth satisfies(struct walk *w, const struct state *st, uint32_t value, const struct model_field *m,
			    const char *context)
{
	enum truth result = UNDECIDED;
	bool any = false;

	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		enum truth t;
		uint32_t a;

		if (cl->verb != MV_result || strcmp(cl->arg[0].text, context))
			continue;
		a = atom_normal(&w->s->exprs, value, strcmp(cl->arg[1].text, "==") ? ATOM_NE : ATOM_EQ, cl->arg[2].value, &t);
		if (a != NONE)
			t = state_decide(w->s, st, a);
		if (t == IS_TRUE)
			return t;
		result = any && result == UNDECIDED ? UNDECIDED : t;
		any = true;
	}
	return result;
}

/* May it return the value because of what the path has asked about a parameter? */
static bool is_excused(struct walk *w, const struct state *st, uint32_t value, const struct entry *e,
		       const struct model_field *m)
{
	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		uint32_t expr, atom;
		enum truth t;
		int64_t v;

		if (cl->verb != MV_result_when || strcmp(cl->arg[0].text, e->context) ||
		    !expr_is_const(&w->s->exprs, value, &v) || v != cl->arg[1].value)
			continue;
		expr = entry_parameter(w->s, w->fn, cl->arg[2].value, cl->arg[3].text);
		atom = atom_normal(&w->s->exprs, expr, ATOM_SOME, cl->arg[4].value, &t);
		if (atom != NONE && state_decide(w->s, st, atom) == IS_TRUE)
			return true;
	}
	return false;
}

static bool same_ending(const struct ending *a, const struct ending *b)
{
	return a->line == b->line && a->is_allowed == b->is_allowed && a->is_success == b->is_success &&
	       a->is_excused == b->is_excused && a->has_value == b->has_value && a->value == b->value &&
	       a->missed == b->missed && a->held.class == b->held.class && a->counter.address == b->counter.address;
}

static void on_end(struct walk *w, const struct state *st, const struct way_out *out, void *data)
{
	struct ending_sink *sink = data;
	struct outcomes *o = sink->outcomes;
	const struct model_field *m = w->s->program->fields.at[sink->entry->field].model;
	struct ending e = {
		.entry = sink->number, .line = out->line, .is_joined = st->is_joined, .missed = st->trace->missed,
		.is_allowed = satisfies(w, st, out->value, m, sink->entry->context),
		.is_success = satisfies(w, st, out->value, m, "mm"),
		.is_excused = is_excused(w, st, out->value, sink->entry, m),
		.held = { .class = CLASS_UNKNOWN }, .counter = { .event = NONE },
	};

	e.has_value = expr_is_const(&w->s->exprs, out->value, &e.value);
	for (uint32_t i = st->nheld; i-- > 0 && e.held.class == CLASS_UNKNOWN;)
		if (!st->held[i].is_asserted)
			e.held = st->held[i];
	if (st->trace->ncounters)
		e.counter = st->trace->counters[st->trace->ncounters - 1];
	for (uint32_t i = sink->first; i < o->endings.n; i++) {
		if (same_ending(&o->endings.at[i], &e)) {
			o->endings.at[i].is_joined &= e.is_joined;
			return;
		}
	}
	array_push(&o->endings, e);
}

static void collect_endings(struct outcomes *o, struct solver *s, const struct entries *entries)
{
	for (uint32_t i = 0; i < entries->at.n; i++) {
		const struct entry *e = &entries->at.at[i];
		const struct model_field *m = e->field == NONE ? NULL : s->program->fields.at[e->field].model;
		struct ending_sink sink = { o, e, i, o->endings.n };
		const struct watch watch = { .leave = on_end, .follows_work = true, .data = &sink };
		bool has_result = false;

		for (uint32_t k = 0; m && k < m->nclauses; k++)
			has_result |= m->clauses[k].verb == MV_result;
		if (has_result)
			explore_watched(s, e->node, e->assume, &watch);
	}
}

void outcomes_collect(struct outcomes *o, struct solver *s, const struct entries *e)
{
	memset(o, 0, sizeof(*o));
	collect_scopes(o, s);
	collect_endings(o, s, e);
}

void outcomes_release(struct outcomes *o)
{
	array_release(&o->leaks);
	array_release(&o->misclosings);
	array_release(&o->endings);
}
