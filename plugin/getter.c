// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Getters: inline functions that only compute an address from a parameter.
 *
 *	spinlock_check(lock)	&lock->rlock
 *	to_i915(dev)		container_of(dev, struct drm_i915_private, drm)
 *
 * They stand between nearly every lock and its name.  A call to one is no event
 * and its result is that address, from the caller's argument: the body is
 * evaluated in place, with `through` saying for which call.  Nothing else
 * qualifies, not even a load: what a function reads or does stays its own.
 */
#include "gcc-api.h"
#include "reclint.h"

/* &param->a.b, without subscripts. */
static bool is_member_address(tree op)
{
	if (TREE_CODE(op) != ADDR_EXPR)
		return false;
	op = TREE_OPERAND(op, 0);
	while (TREE_CODE(op) == COMPONENT_REF)
		op = TREE_OPERAND(op, 0);
	return TREE_CODE(op) == MEM_REF && TREE_CODE(TREE_OPERAND(op, 0)) == SSA_NAME;
}

static bool is_address_step(gimple *stmt)
{
	tree op;

	if (!is_gimple_assign(stmt) || TREE_CODE(gimple_assign_lhs(stmt)) != SSA_NAME ||
	    !POINTER_TYPE_P(TREE_TYPE(gimple_assign_lhs(stmt))))
		return false;
	op = gimple_assign_rhs1(stmt);
	switch (gimple_assign_rhs_code(stmt)) {
	case SSA_NAME:
	CASE_CONVERT:
		return TREE_CODE(op) == SSA_NAME && POINTER_TYPE_P(TREE_TYPE(op));
	case ADDR_EXPR:
		return is_member_address(op);
	case POINTER_PLUS_EXPR:
		return TREE_CODE(op) == SSA_NAME &&
		       TREE_CODE(gimple_assign_rhs2(stmt)) == INTEGER_CST;
	default:
		return false;
	}
}

/* What a getter returns, in its own SSA names; NULL for other functions. */
static tree returned(tree fndecl)
{
	struct function *body = DECL_STRUCT_FUNCTION(fndecl);
	gimple *last = NULL;
	basic_block bb;
	tree value;

	if (TREE_PUBLIC(fndecl) || !DECL_DECLARED_INLINE_P(fndecl) || rl_has_contract(fndecl) ||
	    !body || !body->cfg || !gimple_has_body_p(fndecl) ||
	    n_basic_blocks_for_fn(body) != NUM_FIXED_BLOCKS + 1)
		return NULL_TREE;
	bb = single_succ(ENTRY_BLOCK_PTR_FOR_FN(body));
	if (phi_nodes(bb))
		return NULL_TREE;
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		gimple *stmt = gsi_stmt(i);

		if (is_gimple_debug(stmt) || gimple_code(stmt) == GIMPLE_LABEL)
			continue;
		last = stmt;
		if (gimple_code(stmt) != GIMPLE_RETURN && !is_address_step(stmt))
			return NULL_TREE;
	}
	if (!last || gimple_code(last) != GIMPLE_RETURN)
		return NULL_TREE;
	value = gimple_return_retval(as_a<greturn *>(last));
	return value && TREE_CODE(value) == SSA_NAME && POINTER_TYPE_P(TREE_TYPE(value)) ? value
											  : NULL_TREE;
}

tree rl_getter(struct rl_unit *u, tree fndecl)
{
	tree *known = u->getters->get(fndecl);
	tree value;

	if (known)
		return *known;
	value = returned(fndecl);
	u->getters->put(fndecl, value);
	return value;
}

uint32_t rl_getter_value(struct rl_function *f, gcall *call, tree value)
{
	uint32_t v;

	f->through = call;
	v = rl_value(f, value);
	f->through = NULL;
	return v;
}
