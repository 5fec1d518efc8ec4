// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Guarded fields and variables: contracts guarded_by and write_guarded_by on the field itself,
 * pt_guarded_by on a pointer for what it points to.  Stores to them count as
 * events whatever is stored, and loads are events at all: only of such fields,
 * so that nobody else pays.
 *
 * A volatile load (READ_ONCE(), rcu_dereference()) and one inside data_race() say
 * that no lock is held and that this is meant; context_unsafe() and rl_unchecked()
 * say so of all that is done in them.
 */
#include "gcc-api.h"
#include "reclint.h"

static bool is_guarded_field(const_tree field)
{
	return rl_contract_has(field, "guarded_by") || rl_contract_has(field, "write_guarded_by");
}

/* Was this pointer read from a field whose target is guarded? */
static bool is_guarded_pointer(tree p)
{
	while (TREE_CODE(p) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF(p)) {
		gimple *def = SSA_NAME_DEF_STMT(p);
		tree from;

		if (!is_gimple_assign(def))
			return false;
		from = gimple_assign_rhs1(def);
		if (gimple_assign_load_p(def))
			return rl_contract_has(TREE_CODE(from) == COMPONENT_REF ? TREE_OPERAND(from, 1) : from, "pt_guarded_by");
		if (!gimple_assign_cast_p(def) && !gimple_assign_ssa_name_copy_p(def) &&
		    gimple_assign_rhs_code(def) != POINTER_PLUS_EXPR)
			return false;
		p = from;
	}
	return false;
}

bool rl_is_guarded(tree ref)
{
	for (;; ref = TREE_OPERAND(ref, 0)) {
		switch (TREE_CODE(ref)) {
		case COMPONENT_REF:
			if (is_guarded_field(TREE_OPERAND(ref, 1)))
				return true;
			continue;
		case ARRAY_REF:
		case BIT_FIELD_REF:
		case VIEW_CONVERT_EXPR:
			continue;
		case VAR_DECL:
			return is_guarded_field(ref);
		case MEM_REF:
			if (TREE_CODE(TREE_OPERAND(ref, 0)) == SSA_NAME)
				return is_guarded_pointer(TREE_OPERAND(ref, 0));
			continue;	/* &variable, as GCC folds it */
		case ADDR_EXPR:
			continue;
		default:
			return false;
		}
	}
}

static bool is_in_macro(location_t loc, const char *name)
{
	while (linemap_location_from_macro_expansion_p(line_table, loc)) {
		const struct line_map *map = linemap_lookup(line_table, loc);

		if (!strcmp(linemap_map_get_macro_name(linemap_check_macro(map)), name))
			return true;
		loc = linemap_unwind_toward_expansion(line_table, loc, &map);
	}
	return false;
}

/* Is what is done there nobody's to check, by its author? */
static bool is_unchecked(location_t loc)
{
	return is_in_macro(loc, "context_unsafe") || is_in_macro(loc, "rl_unchecked");
}

/*
 * A contract of the function: calls and stores in this line are not asked about.
 * Where events stand does not change by it.
 */
void rl_note_unchecked(struct rl_function *f, location_t loc)
{
	struct facts *facts = f->unit->facts;
	struct rl_place p;
	struct fact_contract c;
	struct fact_clause clause;
	uint32_t symbol;

	if (!rl_any_contracts() || !is_unchecked(loc))
		return;
	p = rl_place(f->unit, loc);
	memset(&clause, 0, sizeof(clause));
	clause.text = FACT_NONE;
	clause.value = p.line;
	memset(&c, 0, sizeof(c));
	symbol = rl_symbol(f->unit, f->decl);
	facts->symbols[symbol].flags |= FS_MODEL;
	c.on = FCO_FUNCTION;
	c.name = facts->symbols[symbol].name;
	c.field = facts_string(facts, "");
	c.file = p.file;
	c.line = p.line;
	c.nparams = rl_contract_params(f->decl);
	c.verb = facts_string(facts, "unchecked_at");
	c.nclauses = 1;
	rl_contract_once(facts, &c, &clause);
}

bool rl_is_guarded_load(gimple *stmt)
{
	location_t loc = gimple_location(stmt);

	return !gimple_has_volatile_ops(stmt) && rl_is_guarded(gimple_assign_rhs1(stmt)) &&
	       !is_unchecked(loc) && !is_in_macro(loc, "data_race");
}
