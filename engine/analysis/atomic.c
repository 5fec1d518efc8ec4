// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/atomic.h"

#include <stdlib.h>
#include <string.h>

#define FAR		0xffu	/* nothing sleeps, or too far down */
#define NET_MAX		3	/* sections open at once, before anything is walked */
#define LEVELS_UP	3	/* callers who may decide what happens in a section */
#define LEVELS_MEMORY	2	/* the same, if what memory holds has a say */

/* What a modelled function does, whatever its arguments: see traits_of(). */
enum sleep { SLEEP_NEVER, SLEEP_BY_MASK, SLEEP_MAY };
struct traits {
	uint8_t is_known, sleep, gfp_arg;
	bool tests;
	int8_t net;
};

/* What a function may do, before it is walked. */
struct look {
	uint8_t sleeps;		/* calls down to something that may, FAR */
	int8_t lo, hi;		/* sections left open by it, closed */
	bool tests;		/* asks whether it may sleep */
};

struct atomic_run {
	struct solver *s;
	struct traits *traits;		/* by model function */
	struct look *look;		/* by node */
	uint8_t *up;			/* by node: calls from the section up to it */
	struct bitset chosen;		/* nodes */
	ARRAY(uint32_t) queue;		/* nodes between a section and what sleeps */
	uint32_t *order;		/* nodes, callees first as far as may be */
	ARRAY(struct look) calls;	/* of the node that is looked at, by event */
	uint32_t nnodes;
	struct solver saved;		/* as it was before */
};

/* ---- one walk ------------------------------------------------------------------------------ */

/* Of functions that are not walked here: what solve() found out about their results. */
static void borrow_exits(struct atomic_run *run, uint32_t node)
{
	const struct summary *from = &run->saved.summaries[node];
	struct summary *to = &run->s->summaries[node];

	if (to->exits || !from->nexits)
		return;
	to->exits = xcalloc(from->nexits + 1, sizeof(*to->exits));
	to->nexits = from->nexits;
	memcpy(to->exits, from->exits, from->nexits * sizeof(*to->exits));
	for (uint32_t i = 0; i < to->nexits; i++) {
		to->exits[i].nheld = to->exits[i].nreleased = 0;
		memset(to->exits[i].scopes, 0, sizeof(to->exits[i].scopes));
	}
}

static void walk(struct atomic_run *run, uint32_t node)
{
	struct solver *s = run->s;
	struct callee_cursor at = { .node = node };
	uint32_t to;

	while ((to = callgraph_next_callee(s->graph, &at)) != NONE)
		borrow_exits(run, to);
	free(s->summaries[node].exits);
	s->summaries[node].exits = NULL;
	s->summaries[node].nexits = 0;
	s->is_last = run->up[node] >= LEVELS_MEMORY;
	explore(s, node, 0, NULL, NULL);
	s->is_last = false;
}

/* ---- look -------------------------------------------------------------------------------- */

static bool is_atomic_scope(const struct solver *s, const char *name)
{
	return (s->atomic_scopes | s->preempt_scopes) >> model_scope(s->model, name) & 1;
}

static struct traits find_traits(const struct solver *s, const struct model_function *m)
{
	struct traits t = { .is_known = true };
	int opened = 0, closed = 0;
	bool dropped = false;

	for (uint32_t i = 0; i < m->nclauses; i++) {
		const struct model_clause *cl = &m->clauses[i];
		unsigned int arg;
		bool sleeps = false;

		if (model_takes_lock(cl, &arg)) {
			opened += model_lock_spins(s->model, cl->arg[arg + 1].text);
			sleeps = cl->verb != MV_try_acquires && model_lock_sleeps(s->model, cl->arg[arg + 1].text);
		}
		switch (cl->verb) {
		case MV_releases:
			closed += model_lock_spins(s->model, cl->arg[1].text);
			dropped |= model_lock_spins(s->model, cl->arg[1].text);
			break;
		case MV_enters:
			opened += is_atomic_scope(s, cl->arg[0].text);
			break;
		case MV_enters_if:
			opened += is_atomic_scope(s, cl->arg[1].text);
			break;
		case MV_leaves:
			closed += is_atomic_scope(s, cl->arg[0].text);
			break;
		case MV_tests_context:
		case MV_tests_irqs:
			t.tests = true;
			break;
		case MV_sleeps:
		case MV_sleeps_if:
		case MV_sleeps_in_task:
		case MV_faults:
		case MV_faults_if:
		case MV_faults_if_field:
			sleeps = true;
			break;
		case MV_waits:
		case MV_waits_if:
			sleeps = wait_is_slept_for(cl->arg[1].text);
			break;
		case MV_allocates_with:
			sleeps = cl->arg[0].value & s->gfp_direct_reclaim;
			break;
		case MV_allocates:
		case MV_allocates_masked:
		case MV_allocates_if:
			if (t.sleep == SLEEP_NEVER && cl->arg[0].value >= 1) {
				t.sleep = SLEEP_BY_MASK;
				t.gfp_arg = (uint8_t)(cl->arg[0].value - 1);
			}
			break;
		default:
			break;
		}
		if (sleeps && !dropped)
			t.sleep = SLEEP_MAY;
	}
	t.net = (int8_t)((opened > 0) - (closed > 0));
	return t;
}

static struct traits traits_of(struct atomic_run *run, const struct model_function *m)
{
	const struct model *model = run->s->model;
	struct traits *t;

	if (m < model->functions.at || m >= model->functions.at + model->functions.n)
		return find_traits(run->s, m);
	t = &run->traits[m - model->functions.at];
	if (!t->is_known)
		*t = find_traits(run->s, m);
	return *t;
}

/* Is the mask one that never waits? */
static bool is_atomic_mask(const struct solver *s, const struct function *f, const struct fact_event *e, uint32_t arg)
{
	const struct fact_node *n;

	if (arg >= e->nargs)
		return true;
	n = function_node(s->program, f, function_arg(s->program, f, e, arg));
	return n->op == FN_CONST && !(fact_const_value(n) & s->gfp_direct_reclaim);
}

/* What the call may do, before it is walked. */
static struct look look_at_call(struct atomic_run *run, uint32_t node, uint32_t event)
{
	struct solver *s = run->s;
	const struct call *c = &s->graph->nodes.at[node].calls[event];
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	struct look l = { .sleeps = FAR };

	if (c->flags & CALL_SEVERAL)
		return l;
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
		const struct callee *callee = &s->graph->callees.at[k];

		if (callee->model && k == c->callee) {
			struct traits t = traits_of(run, callee->model);

			l.lo = l.hi = t.net;
			l.tests = t.tests;
			if (t.sleep == SLEEP_MAY ||
			    (t.sleep == SLEEP_BY_MASK && !is_atomic_mask(s, f, function_event(s->program, f, event), t.gfp_arg)))
				l.sleeps = 0;
		}
		if (callee->node == NONE || callee->node >= run->nnodes)
			continue;
		if (run->look[callee->node].sleeps < FAR - 1 && run->look[callee->node].sleeps + 1 < l.sleeps)
			l.sleeps = run->look[callee->node].sleeps + 1;
		l.lo += run->look[callee->node].lo;
		l.hi += run->look[callee->node].hi;
	}
	return l;
}

static void reach(struct atomic_run *run, uint32_t node, unsigned int level)
{
	struct solver *s = run->s;

	if (node == NONE || node >= run->nnodes || run->look[node].sleeps == FAR ||
	    level + run->look[node].sleeps > s->bounds.atomic_depth || s->levels[node] <= level)
		return;
	s->levels[node] = (uint8_t)level;
	bitset_set(&run->chosen, node);
	array_push(&run->queue, node);
}

static void reach_callees(struct atomic_run *run, uint32_t node, uint32_t event, unsigned int level)
{
	const struct callgraph *g = run->s->graph;
	const struct call *c = &g->nodes.at[node].calls[event];

	if (c->flags & CALL_SEVERAL)
		return;
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++)
		reach(run, g->callees.at[k].node, level);
}

struct flow {
	int8_t lo, hi;
	bool is_reached;
};

static int8_t clamp(int n)
{
	return (int8_t)(n > NET_MAX ? NET_MAX : n < -NET_MAX ? -NET_MAX : n);
}

static bool flow_into(struct flow *to, struct flow from)
{
	struct flow old = *to;

	if (!to->is_reached) {
		*to = from;
		to->is_reached = true;
		return true;
	}
	if (from.lo < to->lo)
		to->lo = from.lo;
	if (from.hi > to->hi)
		to->hi = from.hi;
	return to->lo != old.lo || to->hi != old.hi;
}

/* How many sections may be open at which block: flow without values. */
static void find_flow(struct atomic_run *run, uint32_t node, const struct look *calls, struct flow *at)
{
	struct solver *s = run->s;
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct facts *facts = function_facts(s->program, f);
	const struct fact_block *blocks = facts->blocks + f->body->block_first;
	const struct fact_edge *edges = facts->edges + f->body->edge_first;
	bool changed = true;

	at[0].is_reached = true;
	while (changed) {
		changed = false;
		for (uint32_t b = 0; b < f->body->nblocks; b++) {
			struct flow now = at[b];

			if (!now.is_reached)
				continue;
			for (uint32_t e = blocks[b].event; e < blocks[b].event + blocks[b].nevents; e++) {
				now.lo = clamp(now.lo + calls[e].lo);
				now.hi = clamp(now.hi + calls[e].hi);
			}
			for (uint32_t e = 0; e < blocks[b].nedges; e++)
				changed |= flow_into(&at[edges[blocks[b].edge + e].target], now);
		}
	}
}

/* Whatever it may sleep for in a section that may be open there. */
static void look_at_sections(struct atomic_run *run, uint32_t node, bool is_atomic)
{
	struct solver *s = run->s;
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct fact_block *blocks = function_facts(s->program, f)->blocks + f->body->block_first;
	struct flow *at = xcalloc(f->body->nblocks + 1, sizeof(*at));
	struct look *l = &run->look[node];
	const struct look *calls = run->calls.at;
	bool has_end = false;

	find_flow(run, node, calls, at);
	for (uint32_t b = 0; b < f->body->nblocks; b++)
		if (at[b].hi == NET_MAX || at[b].lo == -NET_MAX)
			bitset_set(&s->uneven, node);
	l->lo = NET_MAX;
	l->hi = -NET_MAX;
	for (uint32_t b = 0; b < f->body->nblocks; b++) {
		struct flow now = at[b];

		if (!now.is_reached)
			continue;
		for (uint32_t e = blocks[b].event; e < blocks[b].event + blocks[b].nevents; e++) {
			if (now.hi + is_atomic > 0 && calls[e].sleeps <= s->bounds.atomic_depth) {
				bitset_set(&run->chosen, node);
				reach_callees(run, node, e, 1);
			}
			now.lo = clamp(now.lo + calls[e].lo);
			now.hi = clamp(now.hi + calls[e].hi);
		}
		if (blocks[b].nedges || (blocks[b].flags & FB_NORETURN))
			continue;
		has_end = true;
		l->lo = now.lo < l->lo ? now.lo : l->lo;
		l->hi = now.hi > l->hi ? now.hi : l->hi;
	}
	if (!has_end)
		l->lo = l->hi = 0;
	free(at);
}

/* ---- choose --------------------------------------------------------------------------------- */

/* What opens or closes a section for its caller, or asks whether it is in one, is walked for that. */
static void choose_helpers(struct atomic_run *run)
{
	const struct callgraph *g = run->s->graph;
	uint32_t *queue = xcalloc(run->nnodes + 1, sizeof(*queue)), head = 0, tail = 0;

	for_each_bit(n, &run->chosen)
		queue[tail++] = n;
	while (head < tail) {
		struct callee_cursor at = { .node = queue[head++] };
		uint32_t to;

		while ((to = callgraph_next_callee(g, &at)) != NONE) {
			if (to >= run->nnodes ||
			    !(run->look[to].lo || run->look[to].hi || run->look[to].tests) || !bitset_set(&run->chosen, to))
				continue;
			queue[tail++] = to;
			/* it is asked in a section, or by who may be in one */
			if (run->look[to].tests && run->s->levels[to] == LEVEL_NONE)
				run->s->levels[to] = (uint8_t)run->s->bounds.atomic_depth;
		}
	}
	free(queue);
}

static void choose(struct atomic_run *run)
{
	struct solver *s = run->s;

	for (uint32_t i = 0; i < run->queue.n; i++) {
		uint32_t node = run->queue.at[i], level = s->levels[node];
		const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

		for (uint32_t e = 0; e < f->body->nevents; e++)
			reach_callees(run, node, e, level + 1);
	}
	choose_helpers(run);
}

/*
 * Callees first.  Calls with several targets, which nobody follows here, make
 * one large cycle of half the kernel: without them there are few.
 */
static void find_order(struct atomic_run *run)
{
	const struct callgraph *g = run->s->graph;
	struct callee_cursor *stack = xcalloc(run->nnodes + 1, sizeof(*stack));
	struct bitset seen;
	uint32_t n = 0;

	run->order = xcalloc(run->nnodes + 1, sizeof(*run->order));
	bitset_init(&seen, run->nnodes, NULL);
	for (uint32_t o = 0; o < run->nnodes; o++) {
		uint32_t depth = 0;

		if (!bitset_set(&seen, g->order.at[o]))
			continue;
		stack[depth++] = (struct callee_cursor){ .node = g->order.at[o] };
		while (depth) {
			struct callee_cursor *at = &stack[depth - 1];
			uint32_t to = callgraph_next_callee(g, at);

			if (to == NONE)
				run->order[n++] = stack[--depth].node;
			else if (to < run->nnodes && !(g->nodes.at[at->node].calls[at->event].flags & CALL_SEVERAL) &&
				 bitset_set(&seen, to))
				stack[depth++] = (struct callee_cursor){ .node = to };
		}
	}
	bitset_release(&seen);
	free(stack);
}

/* ---- functions that interrupts and the like enter --------------------------------------------- */

static void find_deferred(struct atomic_run *run)
{
	struct solver *s = run->s;
	const struct program *p = s->program;

	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];
		const struct unit *u = &p->units.at[f->unit];

		for (uint32_t k = 0; k < f->body->nevents; k++) {
			const struct fact_event *e = function_event(p, f, k);
			const struct model_function *m = e->kind == FEV_CALL ? p->entities.at[u->entity[e->a]].model : NULL;

			for (uint32_t c = 0; m && c < m->nclauses; c++) {
				const struct model_clause *cl = &m->clauses[c];
				const struct fact_node *n;
				uint32_t function;

				if (cl->verb != MV_defers || strcmp(cl->arg[1].text, "atomic") ||
				    (uint64_t)cl->arg[0].value > e->nargs)
					continue;
				n = function_node(p, f, function_arg(p, f, e, (uint32_t)cl->arg[0].value - 1));
				function = n->op == FN_SYMBOL ? p->entities.at[u->entity[n->a]].function : NONE;
				if (function != NONE)
					bitset_set(&s->atomic_entries, function);
			}
		}
	}
}

/* ---- walk ---------------------------------------------------------------------------------------- */

/* A callee has something to say that this caller may decide. */
static bool is_asked(struct atomic_run *run, uint32_t node)
{
	const struct solver *s = run->s;
	struct callee_cursor at = { .node = node };
	uint8_t up = FAR;
	uint32_t to;

	while ((to = callgraph_next_callee(s->graph, &at)) != NONE)
		if (to < run->nnodes && s->summaries[to].is_waiting && run->up[to] < up)
			up = run->up[to];
	if (up >= LEVELS_UP)
		return false;
	run->up[node] = up + 1;
	return true;
}

static void walk_all(struct atomic_run *run)
{
	struct solver *s = run->s;

	s->is_recording = true;
	for (uint32_t o = 0; o < run->nnodes; o++) {
		uint32_t node = run->order[o];

		if (s->kept.words && !bitset_test(&s->kept, node))
			continue;
		if (bitset_test(&run->chosen, node) || is_asked(run, node))
			walk(run, node);
	}
	s->is_recording = false;
}

/* ---- the whole -------------------------------------------------------------------------------------- */

static int net_of(const struct solver *s, const struct exit *x)
{
	int lo = 0, hi = 0;

	for (int i = 0; i < SCOPE_MAX; i++) {
		if (!(s->atomic_scopes >> i & 1))
			continue;
		lo = x->scopes[i] < lo ? x->scopes[i] : lo;
		hi = x->scopes[i] > hi ? x->scopes[i] : hi;
	}
	return hi ? hi : lo;
}

/* It seems to open or close something for its callers: does it?  Else they all seem to be in a section. */
static void find_net(struct atomic_run *run, uint32_t node)
{
	struct solver *s = run->s;
	struct summary *sum = &s->summaries[node];
	struct look *l = &run->look[node];

	walk(run, node);
	sum->neffects = 0;
	sum->is_waiting = false;
	l->lo = l->hi = 0;
	for (uint32_t i = 0; i < sum->nexits; i++) {
		int net = net_of(s, &sum->exits[i]);

		l->lo = net < l->lo ? clamp(net) : l->lo;
		l->hi = net > l->hi ? clamp(net) : l->hi;
	}
}

static void look_at_calls(struct atomic_run *run, uint32_t node)
{
	const struct solver *s = run->s;
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];

	array_clear(&run->calls);
	for (uint32_t e = 0; e < f->body->nevents; e++)
		array_push(&run->calls, look_at_call(run, node, e));
}

static void look_at(struct atomic_run *run, uint32_t node)
{
	struct solver *s = run->s;
	bool is_entry = bitset_test(&s->atomic_entries, node);
	bool opens = false, closes = false;
	struct look *l = &run->look[node];

	look_at_calls(run, node);
	for (uint32_t e = 0; e < run->calls.n; e++) {
		const struct look call = run->calls.at[e];

		opens |= call.hi > 0;
		closes |= call.lo < 0;
		l->tests |= call.tests;
		if (call.sleeps < l->sleeps)
			l->sleeps = call.sleeps;
	}
	if (closes && !opens)
		bitset_set(&s->closers, node);
	if (opens || closes || is_entry)
		look_at_sections(run, node, is_entry);
	if (l->lo || l->hi)
		find_net(run, node);
}

bool atomic_is_certain(struct solver *s, uint32_t node, uint32_t event)
{
	struct atomic_run *run = s->atomic;
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[node].function];
	const struct fact_block *blocks = function_facts(s->program, f)->blocks + f->body->block_first;
	struct flow *at = xcalloc(f->body->nblocks + 1, sizeof(*at));
	bool is_certain = bitset_test(&s->atomic_entries, node);

	look_at_calls(run, node);
	find_flow(run, node, run->calls.at, at);
	for (uint32_t b = 0; b < f->body->nblocks; b++) {
		int8_t lo = at[b].lo;

		for (uint32_t e = blocks[b].event; e < blocks[b].event + blocks[b].nevents; e++) {
			if (e == event)
				is_certain |= lo > 0;
			lo = clamp(lo + run->calls.at[e].lo);
		}
	}
	free(at);
	return is_certain;
}

struct atomic_run *atomic_begin(struct solver *s)
{
	struct atomic_run *run = xcalloc(1, sizeof(*run));
	const struct callgraph *g = s->graph;

	run->s = s;
	run->nnodes = g->order.n;
	run->saved = *s;
	s->atomic = run;
	run->traits = xcalloc(s->model->functions.n + 1, sizeof(*run->traits));
	run->look = xcalloc(run->nnodes + 1, sizeof(*run->look));
	run->up = xcalloc(run->nnodes + 1, 1);
	for (uint32_t n = 0; n < run->nnodes; n++)
		run->look[n].sleeps = FAR;
	bitset_init(&run->chosen, run->nnodes, NULL);
	s->summaries = xcalloc(g->nodes.n + 1, sizeof(*s->summaries));
	s->levels = xcalloc(g->nodes.n + 1, 1);
	memset(s->levels, LEVEL_NONE, g->nodes.n);
	memset(&s->edges, 0, sizeof(s->edges));
	memset(&s->edge_node, 0, sizeof(s->edge_node));
	keymap_init(&s->edge_keys);
	bitset_init(&s->in_callback, g->nodes.n, NULL);
	bitset_init(&s->has_unseen_caller, g->nodes.n, NULL);
	bitset_init(&s->atomic_entries, g->nodes.n, NULL);
	bitset_init(&s->closers, g->nodes.n, NULL);
	bitset_init(&s->uneven, g->nodes.n, NULL);
	s->interrupt_scopes = 1u << model_scope(s->model, "bh");
	s->irq_scopes = 1u << model_scope(s->model, "irq");
	s->preempt_scopes = s->interrupt_scopes | 1u << model_scope(s->model, "preempt");
	s->atomic_scopes = 1u << SCOPE_spin;
	for (unsigned int i = SCOPE_KNOWN; i < SCOPE_MAX; i++)
		s->atomic_scopes |= (unsigned int)s->model->scope_is_atomic[i] << i;
	s->atomic_scopes &= ~s->preempt_scopes;
	find_deferred(run);
	find_order(run);
	for (uint32_t o = 0; o < run->nnodes; o++)
		look_at(run, run->order[o]);
	choose(run);
	walk_all(run);
	return run;
}

void atomic_end(struct atomic_run *run)
{
	struct solver *s = run->s;

	for (uint32_t i = 0; i < s->graph->nodes.n; i++) {
		free(s->summaries[i].exits);
		free(s->summaries[i].effects);
		free(s->summaries[i].keys);
	}
	free(s->summaries);
	free(s->levels);
	array_release(&s->edges);
	array_release(&s->edge_node);
	keymap_release(&s->edge_keys);
	bitset_release(&s->in_callback);
	bitset_release(&s->has_unseen_caller);
	bitset_release(&s->atomic_entries);
	bitset_release(&s->closers);
	bitset_release(&s->uneven);
	s->is_closing = false;
	s->summaries = run->saved.summaries;
	s->levels = run->saved.levels;
	s->edges = run->saved.edges;
	s->edge_node = run->saved.edge_node;
	s->edge_keys = run->saved.edge_keys;
	s->in_callback = run->saved.in_callback;
	s->has_unseen_caller = run->saved.has_unseen_caller;
	s->atomic_scopes = 0;
	s->atomic = NULL;
	bitset_release(&run->chosen);
	array_release(&run->queue);
	array_release(&run->calls);
	free(run->order);
	free(run->traits);
	free(run->look);
	free(run->up);
	free(run);
}
