// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/callgraph.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"

static const struct unit *unit_of(const struct program *p, const struct function *f)
{
	return &p->units.at[f->unit];
}

/* ---- which module fills which ops type ------------------------------------------------ */

static bool is_module(const struct program *p, uint32_t image)
{
	return image != NONE && strcmp(p->images.at[image], "vmlinux") && *p->images.at[image];
}

static void collect_fills(struct callgraph *g)
{
	const struct program *p = g->program;

	g->is_table = xcalloc(p->entities.n + 1, sizeof(*g->is_table));
	for (uint32_t i = 0; i < p->targets.n; i++) {
		const struct target *t = &p->targets.at[i];
		struct origin o = { p->fields.at[t->field].type, t->image };

		if (is_module(p, o.image))
			keymap_id(&g->fills, &o, sizeof(o), NULL);
		if (t->table != NONE)
			g->is_table[t->table] = true;
	}
}

bool callgraph_fills(const struct callgraph *g, uint32_t image, uint32_t type)
{
	struct origin o = { type, image };

	return keymap_find(&g->fills, &o, sizeof(o)) != KEYMAP_NONE;
}

static uint32_t origin_id(struct callgraph *g, uint32_t type, uint32_t image)
{
	struct origin o = { type, image };
	bool isnew;
	uint32_t id = keymap_id(&g->origin_keys, &o, sizeof(o), &isnew);

	if (isnew)
		array_push(&g->origins, o);
	return id;
}

/* ---- parameters that are called, or point to a table of what is called --------------------- */

static bool add_want(struct callgraph *g, uint32_t function, uint32_t param, uint32_t field)
{
	for (uint32_t w = g->want_first[function]; w != NONE; w = g->wants.at[w].next)
		if (g->wants.at[w].param == param && g->wants.at[w].field == field)
			return false;
	array_push(&g->wants, ((struct want){ param, field, g->want_first[function] }));
	g->want_first[function] = g->wants.n - 1;
	return true;
}

/* Is this the value of a parameter, or of a field of what it points to? */
static bool is_param_value(const struct program *p, const struct function *f, uint32_t node,
			   uint32_t *param, uint32_t *field)
{
	const struct fact_node *n = function_node(p, f, node);

	*field = NONE;
	if (n->op == FN_PARAM) {
		*param = n->a;
		return true;
	}
	if (n->op != FN_LOAD)
		return false;
	n = function_node(p, f, n->a);
	if (n->op != FN_FIELD)
		return false;
	*field = unit_of(p, f)->field[n->b];
	n = function_node(p, f, n->a);
	*param = n->a;
	return n->op == FN_PARAM;
}

/* Is the function called loaded from a table that is such a value? */
static bool is_param_table(const struct program *p, const struct function *f, uint32_t called,
			   uint32_t *param, uint32_t *field)
{
	const struct fact_node *n = function_node(p, f, called);

	if (n->op != FN_LOAD)
		return false;
	n = function_node(p, f, n->a);
	return n->op == FN_FIELD && is_param_value(p, f, n->a, param, field);
}

static const struct entity *direct_callee(const struct program *p, const struct function *f,
					  const struct fact_event *e)
{
	return &p->entities.at[unit_of(p, f)->entity[e->a]];
}

/* Arguments that a modelled function calls ("calls", "calls_final"), one by one. */
static bool model_calls(const struct model_function *m, uint32_t i, uint32_t *param, uint32_t *arg, bool *is_final)
{
	uint32_t seen = 0;

	for (uint32_t c = 0; c < m->nclauses; c++) {
		const struct model_clause *cl = &m->clauses[c];

		if (cl->verb != MV_calls && cl->verb != MV_calls_final)
			continue;
		if (seen++ != i)
			continue;
		*param = (uint32_t)cl->arg[0].value - 1;
		*arg = cl->arg[1].value > 0 ? (uint32_t)cl->arg[1].value - 1 : NONE;
		*is_final = cl->verb == MV_calls_final;
		return true;
	}
	return false;
}

static bool own_wants(struct callgraph *g, uint32_t function)
{
	const struct program *p = g->program;
	const struct function *f = &p->functions.at[function];
	bool any = false;

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);
		uint32_t param, field, arg;
		bool is_final;

		if (e->kind == FEV_ICALL && is_param_value(p, f, e->a, &param, &field))
			any |= add_want(g, function, param, field);
		if (e->kind == FEV_ICALL && is_param_table(p, f, e->a, &param, &field))
			any |= add_want(g, function, param, field);
		if (e->kind != FEV_CALL || !direct_callee(p, f, e)->model)
			continue;
		for (uint32_t k = 0; model_calls(direct_callee(p, f, e)->model, k, &param, &arg, &is_final); k++)
			if (param < e->nargs &&
			    is_param_value(p, f, function_arg(p, f, e, param), &param, &field))
				any |= add_want(g, function, param, field);
	}
	return any;
}

/* Value of the next store to this field of a local, or NULL; *i goes on from there. */
static const struct fact_node *next_stored(const struct program *p, const struct function *f, uint32_t address,
					   uint32_t field, uint32_t *i)
{
	while (*i < f->body->nevents) {
		const struct fact_event *e = function_event(p, f, (*i)++);
		const struct fact_node *to;

		if (e->kind != FEV_STORE)
			continue;
		to = function_node(p, f, e->a);
		if (to->op == FN_FIELD && to->a == address && unit_of(p, f)->field[to->b] == field)
			return function_node(p, f, e->b);
	}
	return NULL;
}

static bool is_local_address(const struct program *p, const struct function *f, uint32_t node)
{
	const struct fact_node *n = function_node(p, f, node);

	while (n->op == FN_FIELD)
		n = function_node(p, f, n->a);
	return n->op == FN_LOCAL;
}

/* A caller that hands on its own parameter wants what the callee wants. */
static bool inherited_wants(struct callgraph *g, uint32_t function)
{
	const struct program *p = g->program;
	const struct function *f = &p->functions.at[function];
	bool any = false;

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);
		uint32_t callee;

		if (e->kind != FEV_CALL)
			continue;
		callee = direct_callee(p, f, e)->function;
		if (callee == NONE)
			continue;
		for (uint32_t w = g->want_first[callee]; w != NONE; w = g->wants.at[w].next) {
			struct want want = g->wants.at[w];
			const struct fact_node *n;
			uint32_t arg, at = 0;

			if (want.param >= e->nargs)
				continue;
			arg = function_arg(p, f, e, want.param);
			n = function_node(p, f, arg);
			if (n->op == FN_PARAM)
				any |= add_want(g, function, n->a, want.field);
			if (want.field == NONE || !is_local_address(p, f, arg))
				continue;
			while ((n = next_stored(p, f, arg, want.field, &at)))
				if (n->op == FN_PARAM)
					any |= add_want(g, function, n->a, NONE);
		}
	}
	return any;
}

static void collect_wants(struct callgraph *g)
{
	bool changed = true;

	g->want_first = xcalloc(g->program->functions.n + 1, sizeof(*g->want_first));
	memset(g->want_first, 0xff, (g->program->functions.n + 1) * sizeof(*g->want_first));
	for (uint32_t i = 0; i < g->program->functions.n; i++)
		own_wants(g, i);
	for (int round = 0; changed && round < 8; round++) {
		changed = false;
		for (uint32_t i = 0; i < g->program->functions.n; i++)
			changed |= inherited_wants(g, i);
	}
}

/* ---- nodes --------------------------------------------------------------------------------- */

static int by_param(const void *a, const void *b)
{
	const struct binding *x = a, *y = b;

	if (x->param != y->param)
		return x->param < y->param ? -1 : 1;
	return x->field < y->field ? -1 : x->field > y->field;
}

/* The node of the function under these bindings; nbindings 0 is the plain one. */
static uint32_t node_id(struct callgraph *g, uint32_t function, struct binding *b, uint32_t n)
{
	struct { uint32_t function, n; struct binding b[BINDINGS_MAX]; } key = { function, n, { { 0 } } };
	bool isnew;
	uint32_t id;

	if (n > 1)
		qsort(b, n, sizeof(*b), by_param);
	for (uint32_t i = 0; i < n; i++)
		key.b[i] = b[i];
	id = keymap_id(&g->node_keys, &key, sizeof(key), &isnew);
	if (isnew) {
		struct node *node = array_add(&g->nodes);

		node->function = function;
		node->plain = id;
		node->nbindings = n;
		memcpy(node->binding, key.b, sizeof(key.b));
		g->stats.bound_nodes += n > 0;
	}
	return id;
}

static uint32_t bound_entity(const struct node *node, uint32_t param, uint32_t field)
{
	for (uint32_t i = 0; i < node->nbindings; i++)
		if (node->binding[i].param == param && node->binding[i].field == field)
			return node->binding[i].entity;
	return NONE;
}

/* The one function or table that this node stores in a local's field; NONE: none or several. */
static uint32_t stored_in_local(const struct program *p, const struct node *node, uint32_t address, uint32_t field)
{
	const struct function *f = &p->functions.at[node->function];
	const struct fact_node *value;
	uint32_t found = NONE, at = 0;

	while ((value = next_stored(p, f, address, field, &at))) {
		uint32_t entity = NONE;

		if (value->op == FN_SYMBOL)
			entity = unit_of(p, f)->entity[value->a];
		else if (value->op == FN_PARAM)
			entity = bound_entity(node, value->a, NONE);
		if (entity == NONE || (found != NONE && found != entity))
			return NONE;
		found = entity;
	}
	return found;
}

/* Which function or table an argument node stands for in this node; NONE: not known. */
static uint32_t argument_function(struct callgraph *g, const struct node *node, uint32_t arg, uint32_t field)
{
	const struct program *p = g->program;
	const struct function *f = &p->functions.at[node->function];
	const struct fact_node *n = function_node(p, f, arg);
	uint32_t param, inner, entity = NONE;

	if (field == NONE) {
		if (n->op == FN_SYMBOL)
			entity = unit_of(p, f)->entity[n->a];
		else if (is_param_value(p, f, arg, &param, &inner))
			entity = bound_entity(node, param, inner);
	} else if (n->op == FN_PARAM) {
		entity = bound_entity(node, n->a, field);
	} else if (is_local_address(p, f, arg)) {
		entity = stored_in_local(p, node, arg, field);
	}
	if (entity != NONE && p->entities.at[entity].kind != ENTITY_FUNCTION && !g->is_table[entity])
		return NONE;
	return entity;
}

static uint32_t bound_callee(struct callgraph *g, const struct node *node, uint32_t function,
			     const struct fact_event *e)
{
	const struct program *p = g->program;
	const struct function *f = &p->functions.at[node->function];
	struct binding b[BINDINGS_MAX];
	uint32_t n = 0;

	for (uint32_t w = g->want_first[function]; w != NONE && n < BINDINGS_MAX; w = g->wants.at[w].next) {
		const struct want *want = &g->wants.at[w];
		uint32_t entity;

		if (want->param >= e->nargs)
			continue;
		entity = argument_function(g, node, function_arg(p, f, e, want->param), want->field);
		if (entity != NONE)
			b[n++] = (struct binding){ want->param, want->field, entity };
	}
	return node_id(g, function, b, n);
}

/* ---- calls --------------------------------------------------------------------------------- */

static void add_callee(struct callgraph *g, struct call *call, uint32_t node, uint32_t entity, uint32_t origin,
		       uint8_t args, bool is_final)
{
	const struct entity *e = &g->program->entities.at[entity];
	const struct model_function *m = e->model;

	/* callers see the model, not the body; unless the model only adds to it */
	if (m && !m->is_body_used)
		node = NONE;
	array_push(&g->callees, ((struct callee){ node, entity, m, origin, args, is_final }));
	if (!call->ncallees++)
		call->callee = g->callees.n - 1;
	if (node == NONE && !m) {
		g->stats.unknown_callee++;
		g->stats.ambiguous += e->is_ambiguous;
	}
}

static void direct_call(struct callgraph *g, uint32_t id, struct call *call, const struct fact_event *e)
{
	const struct program *p = g->program;
	struct node node = g->nodes.at[id];
	const struct function *f = &p->functions.at[node.function];
	uint32_t entity = unit_of(p, f)->entity[e->a];
	const struct entity *en = &p->entities.at[entity];
	uint32_t callee = NONE, param, arg;
	bool is_final;

	g->stats.direct++;
	if (en->function != NONE && (!en->model || en->model->is_body_used))
		callee = bound_callee(g, &node, en->function, e);
	add_callee(g, call, callee, entity, NONE, ARGS_SAME, false);
	if (!en->model)
		return;
	for (uint32_t k = 0; model_calls(en->model, k, &param, &arg, &is_final); k++) {
		uint32_t target;

		if (param >= e->nargs)
			continue;
		target = argument_function(g, &node, function_arg(p, f, e, param), NONE);
		if (target == NONE || p->entities.at[target].kind != ENTITY_FUNCTION)
			continue;
		add_callee(g, call, p->entities.at[target].function, target, NONE,
			   arg == NONE ? ARGS_SAME - 1 : (uint8_t)arg, is_final);
	}
}

static bool is_table_known(const struct program *p, const struct function *f, uint32_t base, uint32_t *table)
{
	const struct fact_node *n = function_node(p, f, base);
	uint32_t found = NONE, field;

	if (n->op == FN_INDEX)
		n = function_node(p, f, n->a);
	if (n->op == FN_SYMBOL) {
		*table = unit_of(p, f)->entity[n->a];
		return true;
	}
	/* obj->ops, assigned in this very function */
	if (n->op != FN_LOAD)
		return false;
	n = function_node(p, f, n->a);
	if (n->op != FN_FIELD)
		return false;
	field = n->b;
	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);
		const struct fact_node *to, *value;

		if (e->kind != FEV_STORE)
			continue;
		to = function_node(p, f, e->a);
		if (to->op != FN_FIELD || to->b != field)
			continue;
		value = function_node(p, f, e->b);
		if (value->op != FN_SYMBOL)
			return false;
		if (found != NONE && found != unit_of(p, f)->entity[value->a])
			return false;
		found = unit_of(p, f)->entity[value->a];
	}
	*table = found;
	return found != NONE;
}

/* Targets of a field that pass the narrowing; NULL keep: count only. */
static uint32_t pick_targets(const struct program *p, const struct field *field, uint32_t table, uint32_t outer,
			     uint32_t image, uint32_t *keep, uint32_t max)
{
	uint32_t n = 0, last = NONE;

	for (uint32_t i = 0; i < field->ntargets; i++) {
		const struct target *t = &p->targets.at[field->targets + i];

		if ((table != NONE && t->table != table) || (outer != NONE && t->outer != outer) ||
		    (image != NONE && t->image != image) || t->function == last)
			continue;
		last = t->function;
		if (n < max)
			keep[n] = field->targets + i;
		n++;
	}
	return n;
}

/* Nobody stores a function in this field of the table: what calls it has asked whether there is one. */
static bool is_empty(const struct program *p, const struct field *field, uint32_t table)
{
	for (uint32_t i = 0; i < field->ntargets; i++) {
		const struct target *t = &p->targets.at[field->targets + i];

		if (t->table == table || t->table == NONE)
			return false;
	}
	return true;
}

static uint32_t target_origin(struct callgraph *g, const struct field *field, const struct target *t)
{
	const struct program *p = g->program;

	if (!is_module(p, t->image) || p->types.at[field->type].is_bridge)
		return NONE;
	return origin_id(g, field->type, t->image);
}

static void indirect_call(struct callgraph *g, uint32_t id, struct call *call, const struct fact_event *e)
{
	struct program *p = g->program;
	struct node node = g->nodes.at[id];
	const struct function *f = &p->functions.at[node.function];
	const struct fact_node *n = function_node(p, f, e->a);
	const struct field *field = NULL;
	uint32_t param, inner, entity = NONE, table = NONE, outer = NONE, image = NONE, count;
	uint32_t *keep = arena_alloc(&g->arena, g->bound_targets * sizeof(*keep));

	g->stats.indirect++;
	call->flags |= CALL_INDIRECT;
	if (is_param_value(p, f, e->a, &param, &inner))
		entity = bound_entity(&node, param, inner);
	if (entity != NONE && p->entities.at[entity].kind == ENTITY_FUNCTION) {
		g->stats.resolved++;
		add_callee(g, call, p->entities.at[entity].function, entity, NONE, ARGS_SAME, false);
		return;
	}
	if (n->op == FN_LOAD && function_node(p, f, n->a)->op == FN_FIELD) {
		n = function_node(p, f, n->a);
		field = &p->fields.at[unit_of(p, f)->field[n->b]];
	}
	if (!field || !field->ntargets || (field->model && field->model->is_not_called)) {
		g->stats.unresolved += !(field && field->model && field->model->is_not_called);
		call->flags |= CALL_UNRESOLVED;
		return;
	}
	if (is_param_value(p, f, n->a, &param, &inner))
		table = bound_entity(&node, param, inner);
	if (table != NONE && is_empty(p, field, table)) {
		g->stats.resolved++;
		return;
	}
	if ((table != NONE || is_table_known(p, f, n->a, &table)) && !pick_targets(p, field, table, NONE, NONE, keep, 0))
		table = NONE;
	outer = program_outer_field(p, f, n->a);
	if (outer != NONE && !pick_targets(p, field, table, outer, NONE, keep, 0))
		outer = NONE;
	if (table == NONE && is_module(p, f->image) &&
	    pick_targets(p, field, NONE, outer, f->image, keep, 0))
		image = f->image;
	count = pick_targets(p, field, table, outer, image, keep, g->bound_targets);
	if (count > g->bound_targets) {
		g->stats.too_many++;
		call->flags |= CALL_TOO_MANY;
		return;
	}
	g->stats.resolved++;
	if (count > 1)
		call->flags |= CALL_SEVERAL;
	for (uint32_t i = 0; i < count; i++) {
		const struct target *t = &p->targets.at[keep[i]];

		add_callee(g, call, p->entities.at[t->function].function, t->function,
			   t->image != f->image ? target_origin(g, field, t) : NONE, ARGS_SAME, false);
	}
}

static void resolve_calls(struct callgraph *g, uint32_t id)
{
	const struct program *p = g->program;
	const struct function *f = &p->functions.at[g->nodes.at[id].function];
	struct call *calls = arena_alloc(&g->arena, (f->body->nevents + 1) * sizeof(*calls));

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(p, f, i);

		if (e->kind == FEV_CALL)
			direct_call(g, id, &calls[i], e);
		else if (e->kind == FEV_ICALL)
			indirect_call(g, id, &calls[i], e);
	}
	g->nodes.at[id].calls = calls;
}

/* Function pointers handed to registration functions that the model knows. */
static void collect_modelled_stores(struct callgraph *g)
{
	struct program *p = g->program;
	uint32_t before = p->targets.n;

	for (uint32_t i = 0; i < p->functions.n; i++) {
		const struct function *f = &p->functions.at[i];

		for (uint32_t j = 0; j < f->body->nevents; j++) {
			const struct fact_event *e = function_event(p, f, j);
			const struct model_function *m;

			if (e->kind != FEV_CALL)
				continue;
			m = direct_callee(p, f, e)->model;
			for (uint32_t c = 0; m && c < m->nclauses; c++) {
				const struct model_clause *cl = &m->clauses[c];
				const struct fact_node *fn;
				char tag[128];
				const char *dot;
				uint32_t field, outer = NONE;

				if (cl->verb != MV_stores || (uint64_t)cl->arg[0].value > e->nargs ||
				    cl->arg[0].value < 1)
					continue;
				fn = function_node(p, f, function_arg(p, f, e, (uint32_t)cl->arg[0].value - 1));
				dot = strchr(cl->arg[2].text, '.');
				if (fn->op != FN_SYMBOL || !dot || dot - cl->arg[2].text >= (int)sizeof(tag))
					continue;
				memcpy(tag, cl->arg[2].text, dot - cl->arg[2].text);
				tag[dot - cl->arg[2].text] = 0;
				field = program_find_field(p, tag, dot + 1);
				if (cl->arg[1].value >= 1 && (uint64_t)cl->arg[1].value <= e->nargs)
					outer = program_outer_field(p, f, function_arg(p, f, e, (uint32_t)cl->arg[1].value - 1));
				if (field != NONE)
					program_add_target(p, f->unit, field, unit_of(p, f)->entity[fn->a], outer);
			}
		}
	}
	if (p->targets.n != before)
		program_sort_targets(p);
}

/* ---- strongly connected components (Tarjan, without recursion) ------------------------------- */

struct tarjan {
	uint32_t *index, *low;
	uint32_t *finished;	/* by node: when the search left it, from 1 */
	uint32_t nfinished;
	bool *on_stack;
	ARRAY(uint32_t) stack;
	ARRAY(struct callee_cursor) frames;
	uint32_t next;
};

/* Nobody reads the calls one by one again just to know who is called. */
static void list_callees(struct callgraph *g)
{
	g->call_first = xcalloc(g->nodes.n + 1, sizeof(*g->call_first));
	for (uint32_t n = 0; n < g->nodes.n; n++) {
		const struct node *node = &g->nodes.at[n];
		uint32_t nevents = g->program->functions.at[node->function].body->nevents;

		g->call_first[n] = g->called.n;
		for (uint32_t e = 0; e < nevents; e++)
			for (uint32_t c = 0; c < node->calls[e].ncallees; c++)
				if (g->callees.at[node->calls[e].callee + c].node != NONE)
					array_push(&g->called, ((struct called){
						g->callees.at[node->calls[e].callee + c].node, e }));
	}
	g->call_first[g->nodes.n] = g->called.n;
}

static int by_key(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/*
 * Within a component, in the order in which the search left the nodes: then
 * only the edges that close cycles lead from a callee to a caller.
 */
static void sort_component(struct callgraph *g, const struct tarjan *t, uint32_t first)
{
	uint32_t n = g->order.n - first;
	uint64_t *keys = xcalloc(n, sizeof(*keys));

	for (uint32_t i = 0; i < n; i++)
		keys[i] = (uint64_t)t->finished[g->order.at[first + i]] << 32 | g->order.at[first + i];
	qsort(keys, n, sizeof(*keys), by_key);
	for (uint32_t i = 0; i < n; i++)
		g->order.at[first + i] = (uint32_t)keys[i];
	free(keys);
}

static void finish_component(struct callgraph *g, struct tarjan *t, uint32_t root)
{
	uint32_t component = g->component_first.n, first = g->order.n, n;

	array_push(&g->component_first, first);
	do {
		n = t->stack.at[--t->stack.n];
		t->on_stack[n] = false;
		g->nodes.at[n].component = component;
		array_push(&g->order, n);
	} while (n != root);
	if (g->order.n - first > 1)
		sort_component(g, t, first);
	if (g->order.n - first > 1)
		for (uint32_t i = first; i < g->order.n; i++)
			g->nodes.at[g->order.at[i]].is_recursive = true;
}

static void visit(struct tarjan *t, uint32_t n)
{
	t->index[n] = t->low[n] = t->next++;
	t->on_stack[n] = true;
	array_push(&t->stack, n);
	array_push(&t->frames, ((struct callee_cursor){ n, 0, 0 }));
}

static void find_components(struct callgraph *g)
{
	struct tarjan t = {
		.index = xcalloc(g->nodes.n + 1, sizeof(uint32_t)),
		.low = xcalloc(g->nodes.n + 1, sizeof(uint32_t)),
		.finished = xcalloc(g->nodes.n + 1, sizeof(uint32_t)),
		.on_stack = xcalloc(g->nodes.n + 1, sizeof(bool)),
		.next = 1,
	};

	for (uint32_t start = 0; start < g->nodes.n; start++) {
		if (t.index[start])
			continue;
		visit(&t, start);
		while (t.frames.n) {
			struct callee_cursor *fr = &t.frames.at[t.frames.n - 1];
			uint32_t n = fr->node, to = callgraph_next_callee(g, fr);

			if (to == NONE) {
				t.frames.n--;
				t.finished[n] = ++t.nfinished;
				if (t.low[n] == t.index[n])
					finish_component(g, &t, n);
				if (t.frames.n) {
					uint32_t up = t.frames.at[t.frames.n - 1].node;

					if (t.low[n] < t.low[up])
						t.low[up] = t.low[n];
				}
				continue;
			}
			if (to == n)
				g->nodes.at[n].is_recursive = true;
			if (!t.index[to])
				visit(&t, to);
			else if (t.on_stack[to] && t.index[to] < t.low[n])
				t.low[n] = t.index[to];
		}
	}
	array_push(&g->component_first, g->order.n);
	free(t.index);
	free(t.low);
	free(t.finished);
	free(t.on_stack);
	array_release(&t.stack);
	array_release(&t.frames);
}

static void count_callers(struct callgraph *g)
{
	g->ncallers = xcalloc(g->nodes.n + 1, sizeof(*g->ncallers));
	for (uint32_t i = 0; i < g->callees.n; i++)
		if (g->callees.at[i].node != NONE)
			g->ncallers[g->callees.at[i].node]++;
}

bool callgraph_is_uncalled(const struct callgraph *g, uint32_t node)
{
	const struct function *f = &g->program->functions.at[g->nodes.at[node].function];
	const struct model_function *m = g->program->entities.at[f->entity].model;

	return !g->ncallers[node] && (!m || m->is_body_used);
}

void callgraph_build(struct callgraph *g, struct program *p, struct model *m,
		     uint32_t bound_targets)
{
	memset(g, 0, sizeof(*g));
	g->program = p;
	g->model = m;
	g->bound_targets = bound_targets;
	keymap_init(&g->node_keys);
	keymap_init(&g->origin_keys);
	keymap_init(&g->fills);
	arena_init(&g->arena);

	collect_modelled_stores(g);
	collect_fills(g);
	collect_wants(g);
	for (uint32_t i = 0; i < p->functions.n; i++)
		if (node_id(g, i, NULL, 0) != i)
			BUG("node %u is not that of function %u", i, i);
	/* bound nodes are added at the end as calls ask for them */
	for (uint32_t i = 0; i < g->nodes.n; i++)
		resolve_calls(g, i);
	list_callees(g);
	find_components(g);
	count_callers(g);
}

void callgraph_release(struct callgraph *g)
{
	array_release(&g->nodes);
	array_release(&g->callees);
	array_release(&g->origins);
	array_release(&g->order);
	array_release(&g->component_first);
	array_release(&g->wants);
	free(g->is_table);
	free(g->want_first);
	free(g->ncallers);
	free(g->call_first);
	array_release(&g->called);
	keymap_release(&g->node_keys);
	keymap_release(&g->origin_keys);
	keymap_release(&g->fills);
	arena_release(&g->arena);
}
