// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Assertions: macros by which an author says what is so, and which compile to a
 * test that only a debugging kernel makes, or to nothing at all.
 *
 *	lockdep_assert_held(&x->lock)	a warning unless lock_is_held(&x->lock.dep_map),
 *					if debug_locks is set; or (void)(&x->lock)
 *
 * Either way it becomes a call of a function with the macro's name, its only
 * argument the address of what is asserted something of; the model says what
 * that means.  A test keeps its place, and what it depends on counts as true.
 * Nothing of (void)(&x->lock) is left in GIMPLE: before that, the statements are
 * looked through as the parser made them, up to the first that may branch or
 * take a lock, and what is found there stands at the function's entry.
 *
 * The macro is known by the location of the expression, so there is nothing
 * where the compiler is given what was preprocessed before.
 */
#include "gcc-api.h"
#include "reclint.h"

/* What facts call the macro; NULL: it asserts nothing.  Assumptions of the context analysis come without a test. */
static const char *assertion(const char *macro)
{
	static const char *const prefixes[] = { "lockdep_assert_held", "lockdep_assert_not_held" };

	for (const char *prefix : prefixes)
		if (!strncmp(macro, prefix, strlen(prefix)))
			return macro;
	if (!strcmp(macro, "__assume_ctx_lock") || !strcmp(macro, "__assume_shared_ctx_lock"))
		return "lockdep_assert_held";
	return NULL;
}

/* Innermost such macro that the location lies in, or NULL; *at: where the outermost macro is used. */
static const char *macro_of(location_t loc, location_t *at)
{
	const char *found = NULL;

	while (linemap_location_from_macro_expansion_p(line_table, loc)) {
		const struct line_map *map = linemap_lookup(line_table, loc);

		if (!found)
			found = assertion(linemap_map_get_macro_name(linemap_check_macro(map)));
		loc = linemap_unwind_toward_expansion(line_table, loc, &map);
	}
	*at = loc;
	return found;
}

/* ---- tests ----------------------------------------------------------------------------- */

/* Calls in the macro's arguments have addresses for their results. */
static bool is_test(gcall *call, location_t *at, const char **macro)
{
	tree lhs = gimple_call_lhs(call);

	if (!lhs || !INTEGRAL_TYPE_P(TREE_TYPE(lhs)) || !gimple_call_num_args(call) ||
	    !POINTER_TYPE_P(TREE_TYPE(gimple_call_arg(call, 0))))
		return false;
	*macro = macro_of(gimple_location(call), at);
	return *macro;
}

const char *rl_asserted(gcall *call)
{
	const char *macro;
	location_t at;

	return is_test(call, &at, &macro) ? macro : NULL;
}

static bool has_test(basic_block bb, location_t used)
{
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		const char *macro;
		location_t at;

		if (is_gimple_call(gsi_stmt(i)) && is_test(as_a<gcall *>(gsi_stmt(i)), &at, &macro) && at == used)
			return true;
	}
	return false;
}

edge rl_edge_to_assertion(gcond *cond)
{
	edge e;
	edge_iterator ei;
	location_t at;

	if (!macro_of(gimple_location(cond), &at))
		return NULL;
	FOR_EACH_EDGE(e, ei, gimple_bb(cond)->succs)
		if (has_test(e->dest, at))
			return e;
	return NULL;
}

/* ---- nothing ---------------------------------------------------------------------------- */

static void add(struct rl_unit *u, tree fndecl, tree operand, const char *macro, location_t at)
{
	struct rl_assertion a = { fndecl, unshare_expr(operand), macro, at };

	u->assertions.safe_push(a);
}

/* False: what stands behind it need not hold at the entry. */
static bool look_at(struct rl_unit *u, tree fndecl, tree stmt)
{
	const char *macro;
	location_t at;
	tree body;

	switch (TREE_CODE(stmt)) {
	case BIND_EXPR:
		return !BIND_EXPR_BODY(stmt) || look_at(u, fndecl, BIND_EXPR_BODY(stmt));
	case STATEMENT_LIST:
		for (tree_stmt_iterator i = tsi_start(stmt); !tsi_end_p(i); tsi_next(&i))
			if (!look_at(u, fndecl, tsi_stmt(i)))
				return false;
		return true;
	CASE_CONVERT:
		macro = VOID_TYPE_P(TREE_TYPE(stmt)) ? macro_of(EXPR_LOCATION(stmt), &at) : NULL;
		if (macro && POINTER_TYPE_P(TREE_TYPE(TREE_OPERAND(stmt, 0))))
			add(u, fndecl, TREE_OPERAND(stmt, 0), macro, at);
		return true;
	case DECL_EXPR:			/* but guard(mutex)(&x->lock) */
		return !lookup_attribute("cleanup", DECL_ATTRIBUTES(DECL_EXPR_DECL(stmt)));
	case MODIFY_EXPR:
	case INIT_EXPR:
	case TARGET_EXPR:
		return true;
	default:
		body = rl_once_body(stmt);
		return body && look_at(u, fndecl, body);
	}
}

void rl_assert_parsed(void *gcc_data, void *user_data)
{
	tree fndecl = (tree)gcc_data;

	if (TREE_CODE(fndecl) == FUNCTION_DECL && DECL_SAVED_TREE(fndecl))
		look_at((struct rl_unit *)user_data, fndecl, DECL_SAVED_TREE(fndecl));
}

/* The operands belong to no function any more. */
void rl_assert_mark(void *, void *user_data)
{
	struct rl_unit *u = (struct rl_unit *)user_data;
	struct rl_assertion *a;
	unsigned int i;

	FOR_EACH_VEC_ELT(u->assertions, i, a) {
		gt_ggc_mx(a->function);
		gt_ggc_mx(a->operand);
	}
}

/* At the entry: what the parser's expression is there. */
void rl_assert_entry(struct rl_function *f)
{
	struct rl_assertion *a;
	unsigned int i;

	FOR_EACH_VEC_ELT(f->unit->assertions, i, a)
		if (a->function == f->decl)
			rl_event_assertion(f, a->macro, a->at, rl_value(f, a->operand));
}
