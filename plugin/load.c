// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Loads: "the value at an address" is no name for a value that was read before
 * the address was stored to:
 *
 *	pvec = obj->pvec;
 *	obj->pvec = NULL;
 *	free(pvec);
 *
 * Facts do not version memory, so such a load becomes a variable, set where
 * the load stands.  All others remain what they are, because there the reader
 * gains from seeing that two branches test the same field.
 *
 * What could change it is a store to the same field (or variable) in this
 * function: which object is meant is not asked.  What callees store is the
 * reader's business.
 */
#include "gcc-api.h"
#include "reclint.h"

enum { MAX_USES = 64 };

/* The field or variable a reference ends in; NULL for plain pointers. */
static tree place_of(tree ref)
{
	for (;; ref = TREE_OPERAND(ref, 0)) {
		switch (TREE_CODE(ref)) {
		case COMPONENT_REF:
			return TREE_OPERAND(ref, 1);
		case VAR_DECL:
		case PARM_DECL:
			return ref;
		case ARRAY_REF:
		case BIT_FIELD_REF:
		case VIEW_CONVERT_EXPR:
			continue;
		default:
			return NULL_TREE;
		}
	}
}

static tree stored_place(gimple *stmt)
{
	tree lhs = gimple_get_lhs(stmt);

	if (!lhs || TREE_CODE(lhs) == SSA_NAME || gimple_clobber_p(stmt))
		return NULL_TREE;
	return place_of(lhs);
}

void rl_loads_prepare(struct rl_function *f)
{
	basic_block bb;

	FOR_EACH_BB_FN(bb, f->body)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
			tree place = stored_place(gsi_stmt(i));

			if (!place)
				continue;
			if (!f->stored)
				f->stored = new hash_set<tree>;
			f->stored->add(place);
		}
}

/* Is there a store to the place behind stmt in its block, up to `end`? */
static bool is_stored_between(gimple *stmt, gimple *end, tree place)
{
	gimple_stmt_iterator i = gsi_for_stmt(stmt);

	for (gsi_next(&i); !gsi_end_p(i) && gsi_stmt(i) != end; gsi_next(&i))
		if (stored_place(gsi_stmt(i)) == place)
			return true;
	return false;
}

/*
 * Follows what is computed from the load to where it is used.  A use in
 * another block counts as one after the store: rarely wrong, and then harmless.
 */
bool rl_load_is_kept(struct rl_function *f, gimple *load)
{
	auto_vec<tree, 16> names;
	tree place;

	if (!f->stored || TREE_CODE(gimple_assign_lhs(load)) != SSA_NAME)
		return false;
	place = place_of(gimple_assign_rhs1(load));
	if (!place || !f->stored->contains(place))
		return false;
	names.safe_push(gimple_assign_lhs(load));
	for (unsigned int n = 0; n < names.length(); n++) {
		imm_use_iterator i;
		use_operand_p use;

		FOR_EACH_IMM_USE_FAST(use, i, names[n]) {
			gimple *stmt = USE_STMT(use);

			if (is_gimple_debug(stmt))
				continue;
			if (gimple_code(stmt) == GIMPLE_PHI) {
				/* Read at the end of the block the edge comes from. */
				edge e = gimple_phi_arg_edge(as_a<gphi *>(stmt),
							     PHI_ARG_INDEX_FROM_USE(use));

				if (e->src != gimple_bb(load) || is_stored_between(load, NULL, place))
					return true;
				continue;
			}
			if (gimple_bb(stmt) != gimple_bb(load) || names.length() >= MAX_USES)
				return true;
			if (is_gimple_assign(stmt) && TREE_CODE(gimple_assign_lhs(stmt)) == SSA_NAME) {
				names.safe_push(gimple_assign_lhs(stmt));
				continue;
			}
			if (is_stored_between(load, stmt, place))
				return true;
		}
	}
	return false;
}
