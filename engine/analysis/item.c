// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/item.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/walk.h"

#define LEVELS_UP	2	/* callers of who signals */

static bool is_work_function(const struct field *f)
{
	for (uint32_t i = 0; f->model && i < f->model->nclauses; i++)
		if (f->model->clauses[i].verb == MV_entry && !strcmp(f->model->clauses[i].arg[0].text, "work"))
			return true;
	return false;
}

static void add_end(struct items *it, uint32_t class, uint32_t node, uint32_t event)
{
	if (class > CLASS_UNKNOWN && node != NONE)
		array_push(&it->ends, ((struct item_end){ class, node, event, NONE, false }));
}

/* x->thread = kthread_create(function, ...) */
static void look_at_thread(struct items *it, struct walk *w, const struct fact_event *store, const struct fact_event *call,
			   const struct model_clause *cl)
{
	const struct program *p = w->s->program;
	const struct fact_node *function;
	struct state none = { 0 };

	if (strcmp(cl->arg[1].text, "work") || cl->arg[0].value < 1 || (uint64_t)cl->arg[0].value > call->nargs)
		return;
	function = function_node(p, w->fn, function_arg(p, w->fn, call, (uint32_t)cl->arg[0].value - 1));
	if (function->op == FN_SYMBOL)
		add_end(it, lock_class_of(&w->s->locks, walk_eval(w, &none, store->a)),
			p->entities.at[w->unit->entity[function->a]].function, NONE);
}

/* x->work.func = function; x->wq = alloc_workqueue(...); x->thread = kthread_create(...); */
static void look_at_store(struct items *it, struct walk *w, const struct fact_event *e)
{
	const struct program *p = w->s->program;
	const struct fact_node *to = function_node(p, w->fn, e->a), *value = function_node(p, w->fn, e->b);
	struct state none = { 0 };
	int64_t flags;

	if (value->op == FN_SYMBOL && to->op == FN_FIELD && is_work_function(&p->fields.at[w->unit->field[to->b]])) {
		add_end(it, lock_class_of(&w->s->locks, walk_eval(w, &none, to->a)),
			p->entities.at[w->unit->entity[value->a]].function, NONE);
		return;
	}
	if (value->op == FN_RESULT) {
		const struct fact_event *call = function_event(p, w->fn, value->a);
		const struct model_function *m = call->kind == FEV_CALL ? p->entities.at[w->unit->entity[call->a]].model : NULL;

		for (uint32_t i = 0; m && i < m->nclauses; i++) {
			const struct model_clause *cl = &m->clauses[i];
			uint32_t class;

			if (cl->verb == MV_defers)
				look_at_thread(it, w, e, call, cl);
			if (cl->verb != MV_makes_queue || (uint64_t)cl->arg[0].value > call->nargs)
				continue;
			class = lock_class_of(&w->s->locks, walk_eval(w, &none, e->a));
			if (class <= CLASS_UNKNOWN ||
			    !expr_is_const(&w->s->exprs, walk_eval(w, &none, function_arg(p, w->fn, call,
				(uint32_t)cl->arg[0].value - 1)), &flags))
				continue;
			if (flags & cl->arg[1].value) {
				array_push(&it->rescued, class);
				if (!(flags & cl->arg[2].value))
					array_push(&it->meant, class);
			} else {
				array_push(&it->plain, class);
			}
		}
	}
}

static bool is_need(const struct solver *s, const struct model_clause *cl)
{
	switch (cl->verb) {
	case MV_allocates_with:
		return cl->arg[0].value & s->gfp_direct_reclaim;
	case MV_allocates:
	case MV_allocates_masked:
	case MV_allocates_if:
	case MV_faults:
	case MV_faults_if:
	case MV_faults_if_field:
		return true;
	default:
		return false;
	}
}

/* request_irq(irq, function, ...) */
static void note_deferred(struct items *it, const struct walk *w, const struct fact_event *e, const struct model_clause *cl)
{
	const struct program *p = w->s->program;
	const struct fact_node *function;
	bool is_work = !strcmp(cl->arg[1].text, "work");

	if (cl->arg[0].value < 1 || (uint64_t)cl->arg[0].value > e->nargs || (!is_work && strcmp(cl->arg[1].text, "atomic")))
		return;
	function = function_node(p, w->fn, function_arg(p, w->fn, e, (uint32_t)cl->arg[0].value - 1));
	if (function->op == FN_SYMBOL && p->entities.at[w->unit->entity[function->a]].function != NONE)
		bitset_set(is_work ? &it->workers : &it->atomics, p->entities.at[w->unit->entity[function->a]].function);
}

static void note_callbacks(struct items *it, const struct solver *s)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->fields.n; i++) {
		const struct field *f = &p->fields.at[i];

		for (uint32_t c = 0; f->model && c < f->model->nclauses; c++) {
			const struct model_clause *cl = &f->model->clauses[c];
			struct bitset *set = cl->verb != MV_entry ? NULL : !strcmp(cl->arg[0].text, "work") ? &it->workers :
					     !strcmp(cl->arg[0].text, "atomic") ? &it->atomics : NULL;

			for (uint32_t t = f->targets; set && t < f->targets + f->ntargets; t++)
				if (p->entities.at[p->targets.at[t].function].function != NONE)
					bitset_set(set, p->entities.at[p->targets.at[t].function].function);
		}
	}
}

static void add_signal(struct items *it, struct walk *w, uint32_t address, uint32_t event, const char *kind)
{
	uint32_t class = lock_class_of(&w->s->locks, address);

	if (class == CLASS_SYMBOLIC && expr_at(&w->s->exprs, address)->op == FN_PARAM)
		array_push(&it->signallers, ((struct signaller){ w->node, expr_at(&w->s->exprs, address)->a, kind }));
	if (class <= CLASS_UNKNOWN)
		return;
	w->s->locks.at.at[class].is_fence |= !strcmp(kind, "fence");
	add_end(it, class, w->node, event);
	it->ends.at[it->ends.n - 1].is_poll = !strcmp(kind, "polled fence");
}

static void look_at_call(struct items *it, struct walk *w, const struct fact_event *e, uint32_t event)
{
	const struct model_function *m = w->s->program->entities.at[w->unit->entity[e->a]].model;

	for (uint32_t i = 0; m && i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];

		if (is_need(w->s, cl))
			bitset_set(&it->needing, w->node);
		if (cl->verb == MV_defers)
			note_deferred(it, w, e, cl);
		if (cl->verb == MV_signals)
			add_signal(it, w, walk_clause_value(w, NULL, e, cl, 0), event, cl->arg[1].text);
		if (cl->verb == MV_queues)
			array_push(&it->queued, ((struct queueing){ walk_clause_class(w, NULL, e, cl, 0), walk_clause_class(w, NULL, e, cl, 1) }));
	}
}

/* DECLARE_WORK() and the like. */
static void look_at_initialisers(struct items *it, struct solver *s)
{
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->targets.n; i++) {
		const struct target *t = &p->targets.at[i];
		uint32_t address;

		if (t->table == NONE || !is_work_function(&p->fields.at[t->field]))
			continue;
		address = expr_make(&s->exprs, FN_SYMBOL, t->table, 0, 0);
		if (t->outer != NONE)
			address = expr_make(&s->exprs, FN_FIELD, address, t->outer, 0);
		add_end(it, lock_class_of(&s->locks, address), p->entities.at[t->function].function, NONE);
	}
}

static int by_class(const void *a, const void *b)
{
	const struct item_end *x = a, *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

/* The ends once each, in order. */
static void sort_ends(struct items *it)
{
	uint32_t n = 0;

	if (it->ends.n)
		qsort(it->ends.at, it->ends.n, sizeof(*it->ends.at), by_class);
	for (uint32_t i = 0; i < it->ends.n; i++)
		if (!n || by_class(&it->ends.at[n - 1], &it->ends.at[i]))
			it->ends.at[n++] = it->ends.at[i];
	it->ends.n = n;
}

struct callers {
	struct items *it;
	uint32_t first, last;		/* of the signallers */
};

static void add_signals_of_caller(struct walk *w, uint32_t event, uint32_t to, void *data)
{
	const struct callers *c = data;
	const struct fact_event *e = function_event(w->s->program, w->fn, event);
	struct state none = { 0 };

	for (uint32_t i = c->first; i < c->last; i++) {
		const struct signaller by = c->it->signallers.at[i];

		if (by.node == to && by.param < e->nargs)
			add_signal(c->it, w, walk_eval(w, &none, function_arg(w->s->program, w->fn, e, by.param)), event, by.kind);
	}
}

/* Whoever calls a function that signals what it is handed signals that. */
static void add_signals_of_callers(struct items *it, struct solver *s)
{
	struct callers c = { .it = it };

	for (int level = 0; level < LEVELS_UP && c.first < it->signallers.n; level++) {
		struct bitset nodes;

		c.last = it->signallers.n;
		bitset_init(&nodes, s->graph->nodes.n, NULL);
		for (uint32_t i = c.first; i < c.last; i++)
			bitset_set(&nodes, it->signallers.at[i].node);
		walk_callers(s, &nodes, add_signals_of_caller, &c);
		bitset_release(&nodes);
		c.first = c.last;
	}
}

/* A work queue is flushed when all that is ever put on it has ended. */
static void add_queues(struct items *it)
{
	uint32_t n = it->ends.n;

	for (uint32_t q = 0; q < it->queued.n; q++) {
		const struct queueing *on = &it->queued.at[q];

		if (on->queue == it->system)	/* everybody's: flushing it is warned of anyhow */
			continue;
		for (uint32_t i = 0; i < n; i++)
			if (it->ends.at[i].class == on->work && it->ends.at[i].event == NONE)
				add_end(it, on->queue, it->ends.at[i].node, NONE);
	}
}

void items_find(struct items *it, struct solver *s)
{
	const struct program *p = s->program;

	memset(it, 0, sizeof(*it));
	bitset_init(&it->needing, s->graph->nodes.n, NULL);
	bitset_init(&it->workers, s->graph->nodes.n, NULL);
	bitset_init(&it->atomics, s->graph->nodes.n, NULL);
	bitset_init(&it->types, p->types.n, NULL);
	for (uint32_t i = 0; i < p->types.n; i++)
		if (p->types.at[i].is_container)
			bitset_set(&it->types, i);
	for (uint32_t i = 0; i < p->fields.n; i++)
		if (is_work_function(&p->fields.at[i]))
			bitset_set(&it->types, p->fields.at[i].type);
	it->system = lock_class_named(&s->locks, "system_wq");
	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		struct walk w = walk_of(s, i);

		for (uint32_t k = 0; k < f->body->nevents; k++) {
			const struct fact_event *e = function_event(p, f, k);

			if (e->kind == FEV_STORE)
				look_at_store(it, &w, e);
			else if (e->kind == FEV_CALL)
				look_at_call(it, &w, e, k);
		}
	}
	note_callbacks(it, s);
	add_signals_of_callers(it, s);
	look_at_initialisers(it, s);
	sort_ends(it);
	add_queues(it);
	sort_ends(it);
}

/* Does anybody wait for it who must not wait for memory? */
static bool is_awaited(const struct lock_class *l)
{
	return l->is_waited || l->is_waited_under || l->is_fence;
}

static void lift(struct items *it, const struct solver *s, uint32_t first, uint32_t last, uint32_t node, uint32_t caller,
		 uint32_t event)
{
	for (uint32_t i = first; i < last; i++) {
		const struct item_end end = it->ends.at[i];
		const struct lock_class *l = &s->locks.at.at[end.class];

		if (end.node == node && end.event != NONE && is_awaited(l))
			array_push(&it->ends, ((struct item_end){ end.class, caller, event, i, end.is_poll }));
	}
}

/*
 * Where many may end a wait, not all of them need the same: nothing would come of
 * looking at each.
 */
static void forget_crowded(struct items *it, struct solver *s)
{
	uint32_t n = 0;

	for (uint32_t i = 0, end; i < it->ends.n; i = end) {
		uint32_t class = it->ends.at[i].class, signals = 0;
		bool is_crowded;

		for (end = i; end < it->ends.n && it->ends.at[end].class == class; end++)
			signals += it->ends.at[end].event != NONE;
		is_crowded = signals > s->bounds.enders;
		s->bounds.enders_hit += is_crowded && is_awaited(&s->locks.at.at[class]);
		for (uint32_t k = i; k < end; k++)
			if (!is_crowded || it->ends.at[k].event == NONE)
				it->ends.at[n++] = it->ends.at[k];
		s->locks.at.at[class].is_waited_under &= signals == 0 || !is_crowded;
	}
	it->ends.n = n;
}

/* What may allocate or fault, not further down than it is looked for. */
static void spread_needs(const struct items *it, const struct solver *s, struct bitset *may)
{
	const struct callgraph *g = s->graph;

	for (uint32_t n = 0; n < g->nodes.n; n++)
		if (bitset_test(&it->needing, g->nodes.at[n].function))
			bitset_set(may, n);
	for (unsigned int level = 0; level < s->bounds.item_depth; level++) {
		for (uint32_t n = 0; n < g->nodes.n; n++) {
			struct callee_cursor at = { .node = n };
			uint32_t to;

			while (!bitset_test(may, n) && (to = callgraph_next_callee(g, &at)) != NONE)
				if (bitset_test(may, to))
					bitset_set(may, n);
		}
	}
}

static bool has_need(const struct items *it, const struct bitset *may, uint32_t number)
{
	bool any = false;

	if (bitset_test(may, it->ends.at[number].node))
		return true;
	for (uint32_t i = 0; i < it->ends.n; i++) {
		if (it->ends.at[i].inner != number)
			continue;
		if (!has_need(it, may, i))
			return false;
		any = true;
	}
	return any;
}

/* Under locks only: in callbacks it is also asked which locks who ends the wait takes. */
static void forget_needless(struct items *it, struct solver *s)
{
	struct bitset may;

	bitset_init(&may, s->graph->nodes.n, NULL);
	spread_needs(it, s, &may);
	for (uint32_t i = 0; i < it->ends.n; i++) {
		const struct item_end *end = &it->ends.at[i];
		struct lock_class *l = &s->locks.at.at[end->class];

		if (l->is_waited_under && end->event != NONE && end->inner == NONE && !has_need(it, &may, i))
			l->is_waited_under = false;
	}
	bitset_release(&may);
}

/*
 * Who signals in a function of its own has done other things before it calls
 * that.  Callers of a function whose address is taken are not all known.
 */
void items_lift(struct items *it, struct solver *s)
{
	const struct callgraph *g = s->graph;
	uint32_t *ncallers, first = 0;

	forget_crowded(it, s);
	ncallers = xcalloc(g->nodes.n + 1, sizeof(*ncallers));
	for (int level = 0; level < LEVELS_UP; level++) {
		uint32_t last = it->ends.n;
		struct bitset enders;

		bitset_init(&enders, g->nodes.n, NULL);
		for (uint32_t i = first; i < last; i++) {
			const struct item_end *end = &it->ends.at[i];
			const struct lock_class *l = &s->locks.at.at[end->class];

			if (end->event != NONE && is_awaited(l) &&
			    !s->program->functions.at[end->node].is_address_taken)
				bitset_set(&enders, end->node);
		}
		for (int pass = 0; pass < 2; pass++) {
			for (uint32_t n = 0; n < s->program->functions.n; n++) {
				struct callee_cursor at = { .node = n };
				uint32_t to;

				while ((to = callgraph_next_callee(g, &at)) != NONE) {
					if (!bitset_test(&enders, to))
						continue;
					if (!pass)
						ncallers[to]++;
					else
						lift(it, s, first, last, to, n, at.event);
				}
			}
			for (uint32_t n = 0; !pass && n < g->nodes.n; n++) {
				if (!bitset_test(&enders, n) || ncallers[n] <= s->bounds.enders)
					continue;
				bitset_unset(&enders, n);
				s->bounds.enders_hit++;
			}
		}
		bitset_release(&enders);
		first = last;
	}
	free(ncallers);
	forget_needless(it, s);
}

void items_release(struct items *it)
{
	array_release(&it->ends);
	array_release(&it->signallers);
	bitset_release(&it->types);
	bitset_release(&it->needing);
	bitset_release(&it->workers);
	bitset_release(&it->atomics);
	array_release(&it->queued);
	array_release(&it->rescued);
	array_release(&it->meant);
	array_release(&it->plain);
}

static bool is_plain(const struct items *it, uint32_t queue)
{
	bool plain = false;

	if (queue == it->system)
		return true;
	for (uint32_t i = 0; i < it->rescued.n; i++)
		if (it->rescued.at[i] == queue)
			return false;
	for (uint32_t i = 0; i < it->plain.n; i++)
		plain |= it->plain.at[i] == queue;
	return plain;
}

bool items_have_no_rescuer(const struct items *it, uint32_t class, bool of_work)
{
	bool any = false;

	if (!of_work)
		return is_plain(it, class);
	for (uint32_t i = 0; i < it->queued.n; i++) {
		if (it->queued.at[i].work != class)
			continue;
		if (!is_plain(it, it->queued.at[i].queue))
			return false;
		any = true;
	}
	return any;
}

bool items_have_rescuer(const struct items *it, uint32_t work)
{
	bool any = false;

	for (uint32_t i = 0; i < it->queued.n; i++) {
		bool rescued = false;

		if (it->queued.at[i].work != work)
			continue;
		for (uint32_t k = 0; k < it->meant.n && !rescued; k++)
			rescued = it->meant.at[k] == it->queued.at[i].queue;
		if (!rescued)
			return false;
		any = true;
	}
	return any;
}
