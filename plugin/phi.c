// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Phis: values that depend on how one got here.
 *
 * A phi that facts need is a variable, set at the end of each edge into its
 * block (the edge gets a block of its own; reduce.c joins it with its
 * neighbours again).  So `ret = -EBUSY; goto out`, a `locked` flag, a gfp mask
 * chosen by an if are all plain to see.
 *
 * A variable that feeds on itself through arithmetic only counts a loop: i + 1,
 * p->next.  All of such a cycle becomes opaque, or every loop would be full of
 * meaningless assignments.  Through copies, masks with constants and boolean
 * tests a value can come back without growing, so flags survive:
 *
 *	locked = false; for (...) locked = true;	two values, a variable
 *	flags |= BIT;					a variable
 *	i++;						opaque
 *
 * A variable that gets one and the same value on every edge that can be taken is
 * that value.
 *
 * The phis of a block change all at once, our assignments one by one: one that
 * reads another's variable goes before it, and of a cycle (a swap) one member
 * is given up.
 */
#include "gcc-api.h"
#include "reclint.h"

/* All inputs are one operand or the phi itself: a copy. */
static tree only_input(gphi *phi)
{
	tree result = gimple_phi_result(phi);
	tree only = NULL_TREE;

	for (unsigned int i = 0; i < gimple_phi_num_args(phi); i++) {
		tree arg = gimple_phi_arg_def(phi, i);

		if (arg == result)
			continue;
		if (only && arg != only && !operand_equal_p(arg, only, 0))
			return NULL_TREE;
		only = arg;
	}
	return only;
}

uint32_t rl_var_new(struct rl_function *f, gphi *phi, tree type)
{
	struct rl_var var;

	memset(&var, 0, sizeof(var));
	var.phi = phi;
	var.load = FACT_NONE;
	var.same = FACT_NONE;
	var.number = FACT_NONE;
	var.value = rl_value_make(f, FN_VAR, rl_value_flags(type), f->vars.length(), 0, NULL);
	f->vars.safe_push(var);
	return var.value;
}

/* What a variable can be set to. */
static unsigned int count_inputs(const struct rl_var *var)
{
	return var->phi ? gimple_phi_num_args(var->phi) : var->load != FACT_NONE;
}

static uint32_t input(struct rl_function *f, uint32_t var, unsigned int n)
{
	gphi *phi = f->vars[var].phi;

	return phi ? rl_value(f, gimple_phi_arg_def(phi, n)) : f->vars[var].load;
}

uint32_t rl_phi_value(struct rl_function *f, gphi *phi)
{
	tree type = TREE_TYPE(gimple_phi_result(phi));
	tree only = only_input(phi);

	if (FLOAT_TYPE_P(type) || VECTOR_TYPE_P(type) || TREE_CODE(type) == COMPLEX_TYPE)
		return rl_value_opaque(f, FO_FLOAT);
	if (only && (TREE_CODE(only) != SSA_NAME || SSA_NAME_IS_DEFAULT_DEF(only) ||
		     gimple_code(SSA_NAME_DEF_STMT(only)) != GIMPLE_PHI))
		return rl_value(f, only);
	return rl_var_new(f, phi, type);
}

/* ---- who feeds on whom --------------------------------------------------------- */

struct dependence {
	uint32_t var;
	bool grows;
};

struct cycles {
	struct rl_function *f;
	vec<struct dependence> deps;
	vec<uint32_t> first;		/* of each variable, in deps; one more at the end */
	vec<uint32_t> index, low;	/* Tarjan's */
	vec<uint32_t> stack;
	vec<bool> on_stack;
	uint32_t counter;
};

/* Does v stay what one of its operands was, up to finitely many values? */
static bool stays(struct rl_function *f, const struct rl_value *v)
{
	if (v->op == FN_VAR || v->flags & FNF_BOOL)
		return true;
	return (v->op == FN_AND || v->op == FN_OR || v->op == FN_XOR) &&
	       f->values[v->b].op == FN_CONST;
}

static void collect(struct cycles *c, uint32_t value, bool grows)
{
	struct rl_value v = c->f->values[value];
	unsigned int n = rl_value_arity(v.op);

	if (v.op == FN_VAR) {
		struct dependence d = { v.a, grows };

		c->deps.safe_push(d);
		return;
	}
	grows = v.flags & FNF_BOOL ? false : grows || !stays(c->f, &v);
	if (n >= 1)
		collect(c, v.a, grows);
	if (n == 2 || (v.op == FN_INDEX && v.b != FACT_NONE))
		collect(c, v.b, grows);
}

static void component_done(struct cycles *c, uint32_t root)
{
	unsigned int top = c->stack.length();
	unsigned int from = top;
	bool grows = false;
	uint32_t v;

	do
		v = c->stack[--from];
	while (v != root);
	for (unsigned int i = from; i < top; i++) {
		v = c->stack[i];
		for (uint32_t d = c->first[v]; d < c->first[v + 1]; d++)
			if (c->deps[d].grows && c->low[c->deps[d].var] == c->low[root] &&
			    c->on_stack[c->deps[d].var])
				grows = true;
	}
	for (unsigned int i = from; i < top; i++) {
		if (grows)
			c->f->vars[c->stack[i]].opaque = FO_LOOP + 1;
		c->on_stack[c->stack[i]] = false;
	}
	c->stack.truncate(from);
}

static void visit(struct cycles *c, uint32_t v)
{
	c->index[v] = c->low[v] = ++c->counter;
	c->stack.safe_push(v);
	c->on_stack[v] = true;
	for (uint32_t d = c->first[v]; d < c->first[v + 1]; d++) {
		uint32_t w = c->deps[d].var;

		if (!c->index[w])
			visit(c, w);
		if (c->on_stack[w])
			c->low[v] = MIN(c->low[v], c->low[w]);
	}
	if (c->low[v] != c->index[v])
		return;
	/* One number for the whole component, for component_done() to compare. */
	for (unsigned int i = c->stack.length(); i-- > 0;) {
		c->low[c->stack[i]] = c->low[v];
		if (c->stack[i] == v)
			break;
	}
	component_done(c, v);
}

static void find_counters(struct rl_function *f)
{
	struct cycles c;
	unsigned int n = f->vars.length();

	memset((void *)&c, 0, sizeof(c));
	c.f = f;
	for (unsigned int i = 0; i < n; i++) {
		c.first.safe_push(c.deps.length());
		for (unsigned int k = 0; k < count_inputs(&f->vars[i]); k++)
			collect(&c, input(f, i, k), false);
	}
	c.first.safe_push(c.deps.length());
	c.index.safe_grow_cleared(n);
	c.low.safe_grow_cleared(n);
	c.on_stack.safe_grow_cleared(n);
	for (unsigned int i = 0; i < n; i++)
		if (!c.index[i])
			visit(&c, i);
	c.deps.release();
	c.first.release();
	c.index.release();
	c.low.release();
	c.stack.release();
	c.on_stack.release();
}

static bool is_opaque(struct rl_function *f, uint32_t value)
{
	const struct rl_value *v = &f->values[value];

	return v->op == FN_OPAQUE || (v->op == FN_VAR && f->vars[v->a].opaque);
}

/* A variable that never has a known value is no variable. */
static void find_unknown(struct rl_function *f)
{
	bool changed;

	do {
		changed = false;
		for (unsigned int i = 0; i < f->vars.length(); i++) {
			bool known = false;

			if (f->vars[i].opaque)
				continue;
			for (unsigned int k = 0; k < count_inputs(&f->vars[i]) && !known; k++) {
				uint32_t v = input(f, i, k);

				known = v != f->vars[i].value && !is_opaque(f, v);
			}
			if (!known) {
				f->vars[i].opaque = FO_OTHER + 1;
				changed = true;
			}
		}
	} while (changed);
}

/* ---- assignments on edges --------------------------------------------------------- */

struct assignment {
	uint32_t var, value;
	location_t loc;
};

static bool reads(struct rl_function *f, uint32_t value, uint32_t var)
{
	const struct rl_value *v = &f->values[value];
	unsigned int n = rl_value_arity(v->op);

	if (v->op == FN_VAR)
		return v->a == var;
	return (n >= 1 && reads(f, v->a, var)) ||
	       ((n == 2 || (v->op == FN_INDEX && v->b != FACT_NONE)) && reads(f, v->b, var));
}

static bool is_read_by_others(struct rl_function *f, const vec<struct assignment> &list,
			      unsigned int which)
{
	for (unsigned int i = 0; i < list.length(); i++)
		if (i != which && reads(f, list[i].value, list[which].var))
			return true;
	return false;
}

static void assign_in_order(struct rl_function *f, vec<struct assignment> *list)
{
	while (list->length()) {
		unsigned int i;

		for (i = 0; i < list->length(); i++)
			if (!is_read_by_others(f, *list, i))
				break;
		if (i == list->length()) {
			i = 0;
			for (unsigned int k = 1; k < list->length(); k++)
				if (reads(f, (*list)[k].value, (*list)[0].var))
					(*list)[k].value = rl_value_opaque(f, FO_LOOP);
		}
		rl_event_add(f, FEV_SET, (*list)[i].loc, (*list)[i].var, (*list)[i].value);
		list->ordered_remove(i);
	}
}

/* A block on the edge, with what its phis become; the edge's own target if nothing. */
static uint32_t edge_block(struct rl_function *f, edge e, uint32_t target,
			   const vec<uint32_t> &head, const vec<uint32_t> &next)
{
	auto_vec<struct assignment> list;
	struct rl_block b;
	struct rl_edge x;

	for (uint32_t i = head[e->dest->index]; i; i = next[i - 1]) {
		struct rl_var *var = &f->vars[i - 1];
		struct assignment a;

		if (var->opaque)
			continue;
		a.var = i - 1;
		a.value = rl_value(f, gimple_phi_arg_def(var->phi, e->dest_idx));
		a.loc = gimple_phi_arg_location(var->phi, e->dest_idx);
		if (a.value != var->value)
			list.safe_push(a);
	}
	if (!list.length())
		return target;
	memset(&b, 0, sizeof(b));
	b.value = FACT_NONE;
	b.to = FACT_NONE;
	b.loc = UNKNOWN_LOCATION;
	b.event = f->events.length();
	b.edge = f->edges.length();
	b.nedges = 1;
	assign_in_order(f, &list);
	b.nevents = f->events.length() - b.event;
	memset(&x, 0, sizeof(x));
	x.target = target;
	x.flags = FE_DEFAULT;
	f->edges.safe_push(x);
	f->blocks.safe_push(b);
	return f->blocks.length() - 1;
}

static void split_edges(struct rl_function *f)
{
	auto_vec<uint32_t> head, next;
	unsigned int nblocks = f->blocks.length();

	head.safe_grow_cleared(f->bbs.length());
	next.safe_grow_cleared(f->vars.length());
	for (unsigned int i = f->vars.length(); i-- > 0;) {
		gphi *phi = f->vars[i].phi;
		int bb = phi ? gimple_bb(phi)->index : 0;

		next[i] = head[bb];
		head[bb] = i + 1;
	}
	for (unsigned int n = 0; n < nblocks; n++) {
		uint32_t first = f->blocks[n].edge;
		uint32_t count = f->blocks[n].nedges;

		for (uint32_t i = first; i < first + count; i++) {
			edge e = f->edges[i].cfg;
			uint32_t same = first;
			uint32_t target;

			/* Several cases may share one edge of GCC's. */
			while (f->edges[same].cfg != e)
				same++;
			if (same < i) {
				f->edges[i].target = f->edges[same].target;
				continue;
			}
			target = edge_block(f, e, f->edges[i].target, head, next);
			f->edges[i].target = target;
		}
	}
}

/* ---- variables that do not vary ------------------------------------------------------ */

static void find_reachable(struct rl_function *f, vec<bool> *seen)
{
	auto_vec<uint32_t> stack;

	seen->safe_grow_cleared(f->blocks.length());
	(*seen)[0] = true;
	stack.safe_push(0);
	while (stack.length()) {
		struct rl_block *b = &f->blocks[stack.pop()];

		for (uint32_t i = b->edge; i < b->edge + b->nedges; i++) {
			uint32_t t = f->edges[i].target;

			if (!(*seen)[t]) {
				(*seen)[t] = true;
				stack.safe_push(t);
			}
		}
	}
}

/* Means the same wherever it stands: reads no memory and no variable. */
static bool is_fixed(struct rl_function *f, uint32_t value)
{
	const struct rl_value *v = &f->values[value];
	unsigned int n = rl_value_arity(v->op);

	if (v->op == FN_VAR || v->op == FN_LOAD)
		return false;
	return (n < 1 || is_fixed(f, v->a)) &&
	       ((n < 2 && (v->op != FN_INDEX || v->b == FACT_NONE)) || is_fixed(f, v->b));
}

/*
 * Branches on constants have made some edges impossible (test_bit() asks
 * whether its arguments are constant): with one input left there is no choice.
 */
static void find_fixed(struct rl_function *f)
{
	auto_vec<bool> seen;
	auto_vec<bool> varies;

	find_reachable(f, &seen);
	varies.safe_grow_cleared(f->vars.length());
	for (unsigned int n = 0; n < f->blocks.length(); n++) {
		struct rl_block *b = &f->blocks[n];

		for (uint32_t i = b->event; seen[n] && i < b->event + b->nevents; i++) {
			struct rl_event *e = &f->events[i];
			struct rl_var *var;

			if (e->kind != FEV_SET)
				continue;
			var = &f->vars[e->a];
			if (!var->phi || (var->same != FACT_NONE && var->same != e->b) ||
			    !is_fixed(f, e->b))
				varies[e->a] = true;
			var->same = e->b;
		}
	}
	for (unsigned int i = 0; i < f->vars.length(); i++)
		if (varies[i])
			f->vars[i].same = FACT_NONE;
}

void rl_phis(struct rl_function *f)
{
	if (!f->vars.length())
		return;
	/* Inputs may bring in further phis; the list grows while we walk it. */
	for (unsigned int i = 0; i < f->vars.length(); i++)
		for (unsigned int k = 0; k < count_inputs(&f->vars[i]); k++)
			input(f, i, k);
	find_counters(f);
	find_unknown(f);
	split_edges(f);
	find_fixed(f);
}
