// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Functions: GCC's control-flow graph as blocks of events.
 *
 * First every basic block becomes a block with its events and its branch;
 * phi.c then puts the inputs of phis on the edges, reduce.c removes what
 * decides nothing, lower.c writes the rest.  Nothing is given to the facts
 * before the end, so a function that has to be dropped leaves no trace but its
 * reason.
 *
 * Branches are normalised, so that equal questions are equal values:
 *
 *	if (!x), if (x != 0), if (x == 0)	switch on x
 *	if (x != c), if (x == c)		switch on x == c
 *	if (a <= b), if (b < a)			switch on b < a
 *
 * To see GCC's side: -fdump-tree-ssa.
 */
#include "gcc-api.h"
#include "reclint.h"

static void edge_add(struct rl_function *f, struct rl_block *b, edge e, bool is_default,
		     int64_t lo, int64_t hi)
{
	struct rl_edge x;

	memset(&x, 0, sizeof(x));
	x.target = f->bbs[e->dest->index];
	x.flags = is_default ? FE_DEFAULT : 0;
	x.lo = lo;
	x.hi = hi;
	x.cfg = e;
	f->edges.safe_push(x);
	b->nedges++;
}

/* Brings a condition into the form above; true: the arms change places. */
static bool normalise(struct rl_function *f, uint32_t *value)
{
	bool swap = false;

	for (;;) {
		struct rl_value v = f->values[*value];
		bool zero = rl_value_arity(v.op) == 2 && f->values[v.b].op == FN_CONST &&
			    !rl_value_int(&f->values[v.b]);

		switch (v.op) {
		case FN_NOT:
			*value = v.a;
			swap = !swap;
			continue;
		case FN_NE:
			if (zero) {
				*value = v.a;
				continue;
			}
			*value = rl_value_make(f, FN_EQ, FNF_BOOL, v.a, v.b, NULL);
			swap = !swap;
			return swap;
		case FN_EQ:
			if (!zero)
				return swap;
			*value = v.a;
			swap = !swap;
			continue;
		case FN_LE:
			*value = rl_value_make(f, FN_LT, v.flags, v.b, v.a, NULL);
			return !swap;
		default:
			return swap;
		}
	}
}

static void branch(struct rl_function *f, struct rl_block *b, basic_block bb, gcond *cond)
{
	uint32_t value = rl_value_compare(f, gimple_cond_code(cond), gimple_cond_lhs(cond),
					  gimple_cond_rhs(cond));
	bool swap = normalise(f, &value);
	edge yes, no, assertion = rl_edge_to_assertion(cond);

	if (assertion) {
		edge_add(f, b, assertion, true, 0, 0);
		return;
	}

	extract_true_false_edges_from_block(bb, &yes, &no);
	if (swap)
		std::swap(yes, no);
	if (f->values[value].op == FN_CONST) {
		edge_add(f, b, rl_value_int(&f->values[value]) ? yes : no, true, 0, 0);
		return;
	}
	b->value = value;
	edge_add(f, b, yes, true, 0, 0);
	edge_add(f, b, no, false, 0, 0);
}

static void switch_branch(struct rl_function *f, struct rl_block *b, basic_block bb, gswitch *s)
{
	unsigned int i;

	b->value = rl_value(f, gimple_switch_index(s));
	edge_add(f, b, find_edge(bb, gimple_switch_default_bb(f->body, s)), true, 0, 0);
	for (i = 1; i < gimple_switch_num_labels(s); i++) {
		tree label = gimple_switch_label(s, i);
		tree low = CASE_LOW(label);
		tree high = CASE_HIGH(label) ? CASE_HIGH(label) : low;

		edge_add(f, b, find_edge(bb, label_to_block(f->body, CASE_LABEL(label))), false,
			 (int64_t)TREE_INT_CST_LOW(low), (int64_t)TREE_INT_CST_LOW(high));
	}
}

/*
 * Edges nobody decides that we could know: asm goto, computed goto.  Exceptions
 * do not exist in C as we see it, and what setjmp returns twice to is reached
 * by its ordinary return as well.
 */
static void other_edges(struct rl_function *f, struct rl_block *b, basic_block bb, gimple *last)
{
	bool computed = !last || gimple_code(last) == GIMPLE_GOTO ||
			gimple_call_internal_p(last, IFN_ABNORMAL_DISPATCHER);
	edge fallthru = NULL;
	edge_iterator ei;
	edge e;
	int64_t n = 0;

	FOR_EACH_EDGE(e, ei, bb->succs)
		if (e->flags & EDGE_FALLTHRU && e->dest->index != EXIT_BLOCK)
			fallthru = e;
	FOR_EACH_EDGE(e, ei, bb->succs) {
		bool drop = e->dest->index == EXIT_BLOCK || e->flags & EDGE_EH ||
			    (e->flags & EDGE_ABNORMAL && !computed && fallthru);

		if (drop || e == fallthru)
			continue;
		/* The jump is the default, so that "0" is "fell through". */
		edge_add(f, b, e, n == 0, n, n);
		n++;
	}
	if (fallthru) {
		edge_add(f, b, fallthru, b->nedges == 0, 0, 0);
		if (b->nedges > 2)
			f->edges.last().lo = f->edges.last().hi = 0;
	}
	if (b->nedges >= 2)
		b->value = rl_value_opaque(f, last && gimple_code(last) == GIMPLE_ASM ? FO_ASM : FO_OTHER);
	if (!b->nedges)
		b->noreturn = true;
}

static void return_value(struct rl_function *f, struct rl_block *b, greturn *stmt)
{
	tree value = gimple_return_retval(stmt);

	if (value && !VOID_TYPE_P(TREE_TYPE(value)))
		b->value = rl_value(f, value);
}

static bool is_noreturn_call(gimple *stmt)
{
	if (gimple_code(stmt) != GIMPLE_CALL)
		return false;
	return gimple_call_noreturn_p(stmt) || rl_never_called(gimple_call_fndecl(stmt)) ||
	       gimple_call_builtin_p(stmt, BUILT_IN_UNREACHABLE) ||
	       gimple_call_builtin_p(stmt, BUILT_IN_TRAP);
}

static void block_fill(struct rl_function *f, struct rl_block *b, basic_block bb)
{
	gimple *last = NULL;

	b->event = f->events.length();
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		gimple *stmt = gsi_stmt(i);

		if (is_gimple_debug(stmt) || gimple_code(stmt) == GIMPLE_LABEL)
			continue;
		last = stmt;
		rl_events(f, stmt);
	}
	b->nevents = f->events.length() - b->event;
	b->edge = f->edges.length();
	b->loc = last ? gimple_location(last) : UNKNOWN_LOCATION;
	if (last && is_noreturn_call(last)) {
		b->noreturn = true;
		return;
	}
	switch (last ? gimple_code(last) : GIMPLE_NOP) {
	case GIMPLE_COND:
		branch(f, b, bb, as_a<gcond *>(last));
		break;
	case GIMPLE_SWITCH:
		switch_branch(f, b, bb, as_a<gswitch *>(last));
		break;
	case GIMPLE_RETURN:
		return_value(f, b, as_a<greturn *>(last));
		if (b->loc == UNKNOWN_LOCATION)
			b->loc = f->body->function_end_locus;
		break;
	default:
		other_edges(f, b, bb, last);
	}
}

static struct rl_block empty_block(void)
{
	struct rl_block b;

	memset(&b, 0, sizeof(b));
	b.value = FACT_NONE;
	b.to = FACT_NONE;
	b.loc = UNKNOWN_LOCATION;
	return b;
}

/* A parameter whose address is taken, or a struct, is a local from the start. */
static void store_parameters(struct rl_function *f)
{
	unsigned int n = 0;

	for (tree p = DECL_ARGUMENTS(f->decl); p; p = DECL_CHAIN(p), n++) {
		unsigned int flags = rl_value_flags(TREE_TYPE(p));

		if (is_gimple_reg(p))
			continue;
		rl_event_add(f, FEV_STORE, DECL_SOURCE_LOCATION(p), rl_address(f, p),
			     rl_value_make(f, FN_PARAM, flags, n, 0, NULL));
	}
}

/* Block 0 is in front of the first basic block: nothing jumps to it. */
static void build_blocks(struct rl_function *f)
{
	basic_block bb;
	struct rl_block b = empty_block();

	f->bbs.safe_grow_cleared(last_basic_block_for_fn(f->body) + 1);
	f->blocks.safe_push(b);
	FOR_EACH_BB_FN(bb, f->body) {
		f->bbs[bb->index] = f->blocks.length();
		f->blocks.safe_push(b);
	}
	store_parameters(f);
	rl_assert_entry(f);
	f->blocks[0].nevents = f->events.length();
	edge_add(f, &f->blocks[0], single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(f->body)), true, 0, 0);
	FOR_EACH_BB_FN(bb, f->body)
		block_fill(f, &f->blocks[f->bbs[bb->index]], bb);
}

static void function_release(struct rl_function *f)
{
	f->values.release();
	f->buckets.release();
	f->ssa.release();
	f->calls.release();
	f->events.release();
	f->args.release();
	f->blocks.release();
	f->edges.release();
	f->vars.release();
	f->locals.release();
	f->bbs.release();
	f->loaded.release();
	delete f->stored;
}

bool rl_function(struct rl_unit *u, struct cgraph_node *node)
{
	struct rl_function f;
	unsigned int names;

	memset((void *)&f, 0, sizeof(f));
	f.unit = u;
	f.decl = node->decl;
	f.body = DECL_STRUCT_FUNCTION(node->decl);
	names = vec_safe_length(SSANAMES(f.body));
	f.ssa.safe_grow_cleared(names + 1);
	f.calls.safe_grow_cleared(names + 1);
	rl_loads_prepare(&f);
	build_blocks(&f);
	rl_phis(&f);
	if (!f.failed)
		rl_reduce(&f);
	if (!f.failed)
		rl_lower(&f, node);
	if (f.failed)
		facts_drop(u->facts, f.failed, rl_symbol_name(u, f.decl));
	function_release(&f);
	return !f.failed;
}
