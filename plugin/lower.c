// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lowering: the reduced graph becomes records, and everything gets its final
 * number.
 *
 * Blocks are put in reverse post order from the entry, and a block joined with
 * its only successor when that has no other predecessor.  Events, variables,
 * locals and opaque values are numbered as they are met on that walk; of the
 * values only those that are met are written, operands first.
 */
#include "gcc-api.h"
#include "reclint.h"

struct lowering {
	struct rl_function *f;
	struct facts *facts;
	vec<uint32_t> heads;		/* first blocks of chains, in order */
	vec<uint32_t> preds;		/* edges that lead to a block */
	vec<uint32_t> number;		/* block -> number of its chain */
	vec<uint32_t> locals;		/* in order of appearance: index in f->locals */
	uint32_t nvars, nopaque, nevents;
};

typedef auto_vec<struct rl_edge, 8> edges_t;

/*
 * Where control can go from a block, the default first.  An arm that leads
 * nowhere cannot be taken; if it was the default, another one is.
 */
static void successors(struct rl_function *f, const struct rl_block *b, edges_t *out)
{
	uint32_t fallback = FACT_NONE;
	struct rl_edge def;

	out->truncate(0);
	memset(&def, 0, sizeof(def));
	for (uint32_t i = b->edge; i < b->edge + b->nedges; i++) {
		uint32_t t = f->blocks[f->edges[i].target].to;

		if (t == FACT_NONE)
			continue;
		if (f->edges[i].flags & FE_DEFAULT || fallback == FACT_NONE)
			fallback = t;
		if (f->edges[i].flags & FE_DEFAULT)
			break;
	}
	if (fallback == FACT_NONE)
		return;
	def.target = fallback;
	def.flags = FE_DEFAULT;
	out->safe_push(def);
	for (uint32_t i = b->edge; i < b->edge + b->nedges; i++) {
		struct rl_edge e = f->edges[i];

		e.target = f->blocks[e.target].to;
		if (e.flags & FE_DEFAULT || e.target == FACT_NONE || e.target == fallback)
			continue;
		if (out->length() > 1 && out->last().target == e.target &&
		    out->last().hi < INT64_MAX && out->last().hi + 1 == e.lo)
			out->last().hi = e.hi;
		else
			out->safe_push(e);
	}
}

/* The block that can be appended to this one; NONE: none. */
static uint32_t appended(struct lowering *l, const edges_t &next, uint32_t start)
{
	if (next.length() != 1 || next[0].target == start || l->preds[next[0].target] != 1)
		return FACT_NONE;
	return next[0].target;
}

static void order_blocks(struct lowering *l, uint32_t start)
{
	struct rl_function *f = l->f;
	auto_vec<uint32_t> stack, pos, post;
	auto_vec<bool> seen;
	edges_t next;

	l->preds.safe_grow_cleared(f->blocks.length());
	l->number.safe_grow_cleared(f->blocks.length());
	seen.safe_grow_cleared(f->blocks.length());
	pos.safe_grow_cleared(f->blocks.length());
	stack.safe_push(start);
	seen[start] = true;
	while (stack.length()) {
		uint32_t n = stack.last();

		successors(f, &f->blocks[n], &next);
		if (pos[n] < next.length()) {
			/* Last first: in reverse post order the default then comes first. */
			uint32_t t = next[next.length() - 1 - pos[n]++].target;

			l->preds[t]++;
			if (!seen[t]) {
				seen[t] = true;
				stack.safe_push(t);
			}
			continue;
		}
		post.safe_push(n);
		stack.pop();
	}
	/* What is appended to another is no head. */
	for (unsigned int i = post.length(); i-- > 0;) {
		uint32_t t;

		successors(f, &f->blocks[post[i]], &next);
		t = appended(l, next, start);
		if (t != FACT_NONE)
			seen[t] = false;
	}
	for (unsigned int i = post.length(); i-- > 0;)
		if (seen[post[i]]) {
			l->number[post[i]] = l->heads.length();
			l->heads.safe_push(post[i]);
		}
}

/* ---- values ----------------------------------------------------------------------- */

static uint32_t number_var(struct lowering *l, uint32_t var)
{
	struct rl_var *v = &l->f->vars[var];

	if (v->number == FACT_NONE)
		v->number = l->nvars++;
	return v->number;
}

static uint32_t number_local(struct lowering *l, const_tree decl)
{
	struct fact_local r;
	const char *name = "";
	char buf[256];
	unsigned int i;

	for (i = 0; i < l->locals.length(); i++)
		if (l->f->locals[l->locals[i]] == decl)
			return i;
	for (i = 0; l->f->locals[i] != decl; i++)
		;
	l->locals.safe_push(i);
	if (TREE_CODE(decl) == RESULT_DECL)
		name = "return";
	else if (DECL_NAME(decl))
		name = IDENTIFIER_POINTER(DECL_NAME(decl));
	/* GCC's own variables carry a number of the unit: "FRAME.3". */
	snprintf(buf, sizeof(buf), "%.*s", (int)strcspn(name, "."), name);
	r.name = facts_string(l->facts, buf);
	r.type = rl_type(l->f->unit, TREE_TYPE(decl));
	return facts_local(l->facts, &r);
}

static uint32_t result_event(struct rl_function *f, uint32_t key)
{
	uint32_t event;

	if (key >= f->calls.length())
		event = key - f->calls.length();
	else if (f->calls[key])
		event = f->calls[key] - 1;
	else
		return FACT_NONE;
	return f->events[event].number;
}

static void opaque(struct lowering *l, struct fact_node *n, unsigned int why)
{
	n->op = FN_OPAQUE;
	n->flags = 0;
	n->a = why;
	n->b = l->nopaque++;
}

static uint32_t string_fact(struct lowering *l, const_tree str)
{
	char buf[48];		/* enough for names of locks and work queues */
	int len = TREE_STRING_LENGTH(str);

	/* Wide and binary literals are cut at their first NUL; long ones are, too. */
	snprintf(buf, sizeof(buf), "%.*s", len, TREE_STRING_POINTER(str));
	return facts_string(l->facts, buf);
}

static uint32_t lower_value(struct lowering *l, uint32_t value)
{
	struct rl_function *f = l->f;
	struct rl_value v = f->values[value];
	unsigned int arity = rl_value_arity(v.op);
	struct fact_node n;

	if (v.op == FN_VAR && f->vars[v.a].same != FACT_NONE)
		return lower_value(l, f->vars[v.a].same);
	if (v.fact != FACT_NONE)
		return v.fact;
	memset(&n, 0, sizeof(n));
	n.op = v.op;
	n.flags = v.flags;
	n.a = v.a;
	n.b = v.b;
	if (arity >= 1)
		n.a = lower_value(l, v.a);
	if (arity == 2 || (v.op == FN_INDEX && v.b != FACT_NONE))
		n.b = lower_value(l, v.b);
	switch (v.op) {
	case FN_SYMBOL:
		n.a = rl_symbol(f->unit, CONST_CAST_TREE((const_tree)v.ref));
		break;
	case FN_LOCAL:
		n.a = number_local(l, (const_tree)v.ref);
		break;
	case FN_STRING:
		n.a = string_fact(l, (const_tree)v.ref);
		break;
	case FN_FIELD:
		n.b = rl_field_fact(f->unit, CONST_CAST(struct rl_field *, (const struct rl_field *)v.ref));
		break;
	case FN_VAR:
		if (f->vars[v.a].opaque)
			opaque(l, &n, f->vars[v.a].opaque - 1);
		else
			n.a = number_var(l, v.a);
		break;
	case FN_RESULT:
		n.a = result_event(f, v.a);
		if (n.a == FACT_NONE)
			opaque(l, &n, FO_OTHER);
		break;
	case FN_OPAQUE:
		opaque(l, &n, v.a);
		break;
	}
	v.fact = facts_node(l->facts, &n);
	f->values[value].fact = v.fact;
	return v.fact;
}

/* ---- events and blocks --------------------------------------------------------------- */

static void lower_event(struct lowering *l, const struct rl_event *e)
{
	struct rl_function *f = l->f;
	struct rl_place p = rl_place(f->unit, e->loc);
	struct fact_event r;
	auto_vec<uint32_t, 8> args;

	memset(&r, 0, sizeof(r));
	r.kind = e->kind;
	r.flags = e->flags;
	r.file = p.file;
	r.line = p.line;
	r.column = p.column;
	switch (e->kind) {
	case FEV_CALL:
		r.a = e->macro ? rl_symbol_of_macro(f->unit, e->macro) : rl_symbol(f->unit, e->symbol);
		break;
	case FEV_ICALL:
		r.a = lower_value(l, e->a);
		break;
	case FEV_SET:
		r.column = 0;	/* of the value, at best */
		r.a = number_var(l, e->a);
		r.b = lower_value(l, e->b);
		break;
	default:
		r.a = lower_value(l, e->a);
		r.b = lower_value(l, e->b);
	}
	for (uint32_t i = 0; i < e->nargs; i++)
		args.safe_push(lower_value(l, f->args[e->arg + i]));
	r.nargs = e->nargs;
	for (uint32_t i = 0; i < e->nargs; i++) {
		uint32_t n = facts_arg(l->facts, args[i]);

		if (!i)
			r.arg = n;
	}
	facts_event(l->facts, &r);
}

/* A chain of blocks joined into one; returns the last, whose end is the chain's. */
static uint32_t walk_chain(struct lowering *l, uint32_t head, uint32_t start,
			   void (*event)(struct lowering *, struct rl_event *))
{
	struct rl_function *f = l->f;
	edges_t next;

	for (;;) {
		struct rl_block *b = &f->blocks[head];
		uint32_t t;

		for (uint32_t i = b->event; i < b->event + b->nevents; i++)
			if (rl_event_counts(f, &f->events[i]))
				event(l, &f->events[i]);
		successors(f, b, &next);
		t = appended(l, next, start);
		if (t == FACT_NONE)
			return head;
		head = t;
	}
}

static void number_event(struct lowering *l, struct rl_event *e)
{
	e->number = l->nevents++;
}

static void write_event(struct lowering *l, struct rl_event *e)
{
	lower_event(l, e);
	l->nevents++;
}

static void lower_block(struct lowering *l, uint32_t head, uint32_t start)
{
	struct rl_function *f = l->f;
	struct fact_block r;
	uint32_t last;
	struct rl_block *b;
	edges_t next;

	memset(&r, 0, sizeof(r));
	r.event = l->nevents;
	last = walk_chain(l, head, start, write_event);
	r.nevents = l->nevents - r.event;
	b = &f->blocks[last];
	successors(f, b, &next);
	r.value = FACT_NONE;
	r.nedges = next.length();
	if (!r.nedges && (b->noreturn || b->nedges))
		r.flags |= FB_NORETURN;
	else if (r.nedges != 1 && b->value != FACT_NONE)
		r.value = lower_value(l, b->value);
	if (r.nedges != 1)
		r.line = rl_place(f->unit, b->loc).line;
	for (unsigned int i = 0; i < next.length(); i++) {
		struct fact_edge e;
		uint32_t n;

		memset(&e, 0, sizeof(e));
		e.target = l->number[next[i].target];
		e.flags = next.length() > 1 ? next[i].flags : 0;
		e.lo = next[i].lo;
		e.hi = next[i].hi;
		n = facts_edge(l->facts, &e);
		if (!i)
			r.edge = n;
	}
	facts_block(l->facts, &r);
}

/* ---- the function ---------------------------------------------------------------------- */

static unsigned int value_kind(tree type)
{
	if (POINTER_TYPE_P(type))
		return FUNC_OR_METHOD_TYPE_P(TREE_TYPE(type)) ? FV_FUNCTION : FV_POINTER;
	if (rl_is_bool(type))
		return FV_BOOL;
	return INTEGRAL_TYPE_P(type) ? FV_INT : FV_OTHER;
}

static void lower_params(struct lowering *l)
{
	for (tree p = DECL_ARGUMENTS(l->f->decl); p; p = DECL_CHAIN(p)) {
		struct fact_param r;

		r.name = facts_string(l->facts, DECL_NAME(p) ? IDENTIFIER_POINTER(DECL_NAME(p)) : "");
		r.kind = value_kind(TREE_TYPE(p));
		r.type = rl_pointed_type(l->f->unit, TREE_TYPE(p));
		facts_param(l->facts, &r);
	}
}

/*
 * Is the address taken by something that could call it?  EXPORT_SYMBOL and the
 * like keep a pointer in .discard.addressable only to keep the function.
 */
static bool is_address_taken(struct cgraph_node *node)
{
	struct ipa_ref *ref = NULL;

	for (unsigned int i = 0; node->iterate_referring(i, ref); i++) {
		const char *section;

		if (ref->use != IPA_REF_ADDR)
			continue;
		section = ref->referring->get_section();
		if (!section || strncmp(section, ".discard", 8))
			return true;
	}
	return false;
}

static bool is_section(tree decl, const char *prefix)
{
	const char *name = DECL_SECTION_NAME(decl);

	return name && !strncmp(name, prefix, strlen(prefix));
}

static void begin(struct lowering *l, struct cgraph_node *node)
{
	tree decl = l->f->decl;
	struct rl_place p = rl_place(l->f->unit, DECL_SOURCE_LOCATION(decl));
	struct fact_function fn;

	memset(&fn, 0, sizeof(fn));
	fn.symbol = rl_symbol(l->f->unit, decl);
	fn.file = p.file;
	fn.line = p.line;
	if (is_section(decl, ".init"))
		fn.flags |= FF_INIT;
	if (is_section(decl, ".exit"))
		fn.flags |= FF_EXIT;
	if (TREE_THIS_VOLATILE(decl))
		fn.flags |= FF_NORETURN;
	if (is_address_taken(node))
		fn.flags |= FF_ADDRESS;
	facts_function_begin(l->facts, &fn);
}

static bool has_real_events(const struct rl_function *f, const struct lowering *l)
{
	for (unsigned int i = 0; i < f->events.length(); i++)
		if (f->events[i].kind != FEV_SET && f->events[i].number != FACT_NONE)
			return true;
	return l->heads.length() == 0;
}

void rl_lower(struct rl_function *f, struct cgraph_node *node)
{
	struct lowering l;
	uint32_t start = f->blocks[0].to;
	struct fact_function *fn;

	memset((void *)&l, 0, sizeof(l));
	l.f = f;
	l.facts = f->unit->facts;
	begin(&l, node);
	lower_params(&l);
	for (unsigned int i = 0; i < f->events.length(); i++)
		f->events[i].number = FACT_NONE;
	if (start == FACT_NONE) {
		struct fact_block r;

		memset(&r, 0, sizeof(r));
		r.value = FACT_NONE;
		r.flags = FB_NORETURN;
		facts_block(l.facts, &r);
	} else {
		order_blocks(&l, start);
		for (unsigned int i = 0; i < l.heads.length(); i++)
			walk_chain(&l, l.heads[i], start, number_event);
		l.nevents = 0;
		for (unsigned int i = 0; i < l.heads.length(); i++)
			lower_block(&l, l.heads[i], start);
	}
	fn = facts_function_current(l.facts);
	if (!has_real_events(f, &l))
		fn->flags |= FF_NOEVENTS;
	fn->nvars = l.nvars;
	fn->nopaque = l.nopaque;
	facts_function_end(l.facts);
	l.heads.release();
	l.preds.release();
	l.number.release();
	l.locals.release();
}
