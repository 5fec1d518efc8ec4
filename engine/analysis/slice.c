// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/slice.h"
#include "analysis/watch.h"

#include <string.h>

static const uint8_t operands[] = {
#define X(id, name, count) count,
	FACT_NODES(X)
#undef X
};

void terms_init(struct terms *t, const struct function *fn)
{
	t->results = fn->body->nvars;
	t->locals = t->results + fn->body->nevents;
	t->params = t->locals + fn->body->nlocals;
	t->n = t->params + fn->body->nparams + 16;
}

static bool is_path(const struct fact_node *n)
{
	return n->op == FN_FIELD || n->op == FN_LOAD || n->op == FN_INDEX || n->op == FN_OFFSET;
}

void terms_use(const struct terms *t, struct walk *w, uint32_t node, struct bitset *set)
{
	const struct fact_node *n = function_node(w->s->program, w->fn, node);
	bool is_root = is_path(n);

	while (is_path(n))
		n = function_node(w->s->program, w->fn, n->a);
	switch (n->op) {
	case FN_VAR:
		bitset_set(set, n->a);
		return;
	case FN_RESULT:
		bitset_set(set, t->results + n->a);
		return;
	case FN_LOCAL:
		bitset_set(set, t->locals + n->a);
		return;
	case FN_PARAM:
		if (!is_root && t->params + n->a < t->n)
			bitset_set(set, t->params + n->a);
		return;
	default:
		if (operands[n->op] >= 1)
			terms_use(t, w, n->a, set);
		if (operands[n->op] == 2)
			terms_use(t, w, n->b, set);
	}
}

/* ---- events ------------------------------------------------------------------------ */

static bool callee_matters(const struct walk *w, const struct callee *c, bool used)
{
	const struct solver *s = w->s;
	const struct summary *sum;

	if (c->model && !c->model->has_no_effect && (c->model->nclauses || c->model->is_final_put))
		return true;
	if (c->node == NONE)
		return false;
	/* to note what is held there, and in which scope */
	if (s->asks || bitset_test(&s->scoped, s->graph->nodes.at[c->node].plain))
		return true;
	sum = &s->summaries[c->node];
	if ((w->is_asked ? sum->neffects > 0 : sum->is_waiting) || sum->nexits != 1 || sum->has_net)
		return true;
	return used && (sum->exits[0].value != EXPR_UNKNOWN || sum->exits[0].classes != RETURN_ANY);
}

static bool call_matters(struct walk *w, uint32_t number)
{
	const struct call *c = &w->s->graph->nodes.at[w->node].calls[number];
	const struct fact_event *e = function_event(w->s->program, w->fn, number);

	if (w->s->observer && w->s->observer->matters(w, number))
		return true;
	for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++)
		if (callee_matters(w, &w->s->graph->callees.at[k], e->flags & FEF_USED))
			return true;
	return false;
}

static bool is_scope_store(struct walk *w, const struct fact_event *e)
{
	const struct fact_node *n = function_node(w->s->program, w->fn, e->a);
	const struct model_field *m;

	if (n->op != FN_FIELD)
		return false;
	m = w->s->program->fields.at[w->unit->field[n->b]].model;
	return m && (m->scope || m->nclauses);
}

/* A variable in the set is handed over by address: written, as a rule. */
static bool hands_over(struct walk *w, const struct terms *t, const struct fact_event *e, const struct bitset *used)
{
	for (uint32_t i = 0; i < e->nargs; i++) {
		const struct fact_node *n = function_node(w->s->program, w->fn, function_arg(w->s->program, w->fn, e, i));

		if (n->op == FN_LOCAL && bitset_test(used, t->locals + n->a))
			return true;
	}
	return false;
}

/* Does the event change something in the set, or do something by itself? */
static bool event_matters(struct walk *w, const struct terms *t, uint32_t number, const struct bitset *used)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, number);
	const struct fact_node *n;

	if (watch_matters(w, number))
		return true;
	switch (e->kind) {
	case FEV_CALL:
	case FEV_ICALL:
		return bitset_test(used, t->results + number) || call_matters(w, number) ||
		       hands_over(w, t, e, used);
	case FEV_SET:
		return bitset_test(used, e->a) || (w->s->observer && w->s->observer->matters(w, number));
	default:
		if (is_scope_store(w, e))
			return true;
		n = function_node(w->s->program, w->fn, e->a);
		while (is_path(n))
			n = function_node(w->s->program, w->fn, n->a);
		/* other memory than locals: kept for its value, but no branch is for it */
		return n->op != FN_LOCAL || bitset_test(used, t->locals + n->a);
	}
}

/* ... so that a path on which it happens differs from one on which it does not. */
static bool event_decides(struct walk *w, uint32_t number)
{
	const struct fact_event *e = function_event(w->s->program, w->fn, number);
	const struct fact_node *n;

	if ((e->kind != FEV_STORE && e->kind != FEV_COPY) || (w->s->observer && w->s->observer->store) ||
	    watch_matters(w, number))
		return true;
	if (is_scope_store(w, e))
		return true;
	n = function_node(w->s->program, w->fn, e->a);
	while (is_path(n))
		n = function_node(w->s->program, w->fn, n->a);
	return n->op == FN_LOCAL;
}

static void use_event(struct walk *w, const struct terms *t, const struct fact_event *e, struct bitset *used)
{
	switch (e->kind) {
	case FEV_ICALL:
		terms_use(t, w, e->a, used);
		/* fall through */
	case FEV_CALL:
		for (uint32_t i = 0; i < e->nargs; i++)
			terms_use(t, w, function_arg(w->s->program, w->fn, e, i), used);
		break;
	default:
		terms_use(t, w, e->b, used);
	}
}

/* What branches and returned values depend on, through variables and local memory. */
static void find_deciding(struct slice *sl, struct walk *w, const struct terms *t, const struct fact_block *blocks)
{
	const struct fact_function *body = w->fn->body;
	bool changed = true;

	for (uint32_t b = 0; b < body->nblocks; b++)
		if (sl->next[b] == b && blocks[b].value != FACT_NONE)
			terms_use(t, w, blocks[b].value, &sl->deciding);
	while (changed) {
		uint32_t before = bitset_count(&sl->deciding);

		for (uint32_t i = 0; i < body->nevents; i++) {
			const struct fact_event *e = function_event(w->s->program, w->fn, i);
			const struct fact_node *n;

			if (e->kind == FEV_SET && bitset_test(&sl->deciding, e->a))
				terms_use(t, w, e->b, &sl->deciding);
			if (e->kind != FEV_STORE)
				continue;
			n = function_node(w->s->program, w->fn, e->a);
			while (is_path(n))
				n = function_node(w->s->program, w->fn, n->a);
			if (n->op == FN_LOCAL && bitset_test(&sl->deciding, t->locals + n->a))
				terms_use(t, w, e->b, &sl->deciding);
		}
		changed = bitset_count(&sl->deciding) != before;
	}
}

/*
 * Blocks from which every path ends where the machine stops: BUG(), which is no
 * call, and what the model says.  Threads and loops have no end, but live.
 */
static void find_dead(const struct walk *w, const struct fact_block *blocks, const struct fact_edge *edges,
		      uint32_t n, bool *dead)
{
	bool changed = true;

	for (uint32_t b = 0; b < n; b++) {
		const struct fact_event *last;

		if (!(blocks[b].flags & FB_NORETURN))
			continue;
		last = blocks[b].nevents ? function_event(w->s->program, w->fn, blocks[b].event + blocks[b].nevents - 1) : NULL;
		if (!last || !(last->flags & FEF_NORETURN)) {
			dead[b] = true;
		} else if (last->kind == FEV_CALL) {
			const struct model_function *m = w->s->program->entities.at[w->unit->entity[last->a]].model;

			dead[b] = m && m->is_death;
		}
	}
	while (changed) {
		changed = false;
		for (uint32_t b = n; b-- > 0;) {
			uint32_t e = 0;

			while (e < blocks[b].nedges && dead[edges[blocks[b].edge + e].target])
				e++;
			if (dead[b] || !blocks[b].nedges || e < blocks[b].nedges)
				continue;
			dead[b] = changed = true;
		}
	}
}

/* ---- blocks ------------------------------------------------------------------------- */

static void find_next(struct slice *sl, const struct fact_block *blocks, const struct fact_edge *edges,
		      uint32_t n, const bool *decides)
{
	bool changed = true;

	for (uint32_t b = 0; b < n; b++)
		sl->next[b] = decides[b] ? b : NONE;
	while (changed) {
		changed = false;
		for (uint32_t b = n; b-- > 0;) {
			uint32_t next = NONE;

			if (decides[b] || sl->next[b] == b)
				continue;
			for (uint32_t e = 0; e < blocks[b].nedges; e++) {
				uint32_t to = sl->next[edges[blocks[b].edge + e].target];

				if (to == NONE || to == next)
					continue;
				next = next == NONE ? to : b;
				if (next == b)
					break;
			}
			if (next != sl->next[b]) {
				sl->next[b] = next;
				changed = true;
			}
		}
	}
	/* a loop that nothing leaves: stays what it is */
	for (uint32_t b = 0; b < n; b++)
		if (sl->next[b] == NONE)
			sl->next[b] = b;
}

void slice_make(struct slice *sl, struct walk *w, struct arena *arena)
{
	const struct fact_function *body = w->fn->body;
	const struct fact_block *blocks = w->facts->blocks + body->block_first;
	const struct fact_edge *edges = w->facts->edges + body->edge_first;
	bool *decides = arena_alloc(arena, body->nblocks), *dead = arena_alloc(arena, body->nblocks);
	struct bitset used;
	struct terms t;
	uint32_t before;

	terms_init(&t, w->fn);
	bitset_init(&used, t.n, arena);
	sl->next = arena_alloc(arena, (body->nblocks + 1) * sizeof(*sl->next));
	sl->event = arena_alloc(arena, body->nevents + 1);
	for (uint32_t b = 0; b < body->nblocks; b++) {
		if (blocks[b].nedges == 0) {
			decides[b] = true;
			if (blocks[b].value != FACT_NONE)
				terms_use(&t, w, blocks[b].value, &used);
		}
	}
	find_dead(w, blocks, edges, body->nblocks, dead);
	do {
		before = bitset_count(&used);
		for (uint32_t b = 0; b < body->nblocks; b++) {
			if (dead[b])
				continue;
			for (uint32_t e = blocks[b].event; e < blocks[b].event + blocks[b].nevents; e++) {
				if (!sl->event[e] && !event_matters(w, &t, e, &used))
					continue;
				sl->event[e] = true;
				decides[b] |= event_decides(w, e);
				use_event(w, &t, function_event(w->s->program, w->fn, e), &used);
			}
		}
		find_next(sl, blocks, edges, body->nblocks, decides);
		for (uint32_t b = 0; b < body->nblocks; b++) {
			uint32_t first = NONE;

			if (sl->next[b] != b || blocks[b].value == FACT_NONE)
				continue;
			for (uint32_t e = 0; e < blocks[b].nedges; e++) {
				uint32_t to = sl->next[edges[blocks[b].edge + e].target];

				if (first != NONE && to != first) {
					terms_use(&t, w, blocks[b].value, &used);
					break;
				}
				first = to;
			}
		}
	} while (bitset_count(&used) != before);
	bitset_init(&sl->deciding, t.n, arena);
	find_deciding(sl, w, &t, blocks);
}
