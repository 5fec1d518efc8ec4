// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Values: SSA definitions as a graph of hash-consed nodes.
 *
 * An SSA name is what its definition computes, seen through copies and casts,
 * until something is reached that is a value in its own right: a parameter, a
 * constant, the result of a call, what lies at an address, a phi.  Two names
 * that compute the same thing from the same things are one node, so that a
 * reader knows without solving anything that two branches ask one question.
 *
 * Nodes are made when asked for and are cheap; only those that a kept event,
 * branch or return needs are lowered to facts.  A tree over the bounds becomes
 * an opaque node, and an equal tree the same opaque node again.
 *
 * Boolean arithmetic is put into one form: !(a == b) is a != b, b > a is a < b,
 * x != 0 of a boolean x is x.
 */
#include "gcc-api.h"
#include "reclint.h"

static const uint8_t arity[FN_COUNT] = {
#define X(id, name, nodes) nodes,
	FACT_NODES(X)
#undef X
};

unsigned int rl_value_arity(unsigned int op)
{
	return arity[op];
}

static uint32_t hash(const struct rl_value *v)
{
	uint32_t h = (v->op * 31u + v->a) * 0x9e3779b1u + v->b * 0x85ebca6bu +
		     (uint32_t)((uintptr_t)v->ref >> 4) * 0xc2b2ae35u;

	return h ^ h >> 15;
}

static void grow_buckets(struct rl_function *f)
{
	unsigned int n = f->buckets.length() ? f->buckets.length() * 2 : 256;
	unsigned int i;

	f->buckets.truncate(0);
	f->buckets.safe_grow_cleared(n);
	for (i = 0; i < f->values.length(); i++) {
		struct rl_value *v = &f->values[i];
		uint32_t h = hash(v) & (n - 1);

		v->next = f->buckets[h];
		f->buckets[h] = i + 1;
	}
}

/*
 * Addresses take part in the hash but not in any order: what is emitted is
 * numbered by the order in which the code mentions it.
 */
static uint32_t intern(struct rl_function *f, const struct rl_value *want)
{
	uint32_t h, i;

	if (f->values.length() >= f->buckets.length())
		grow_buckets(f);
	h = hash(want) & (f->buckets.length() - 1);
	for (i = f->buckets[h]; i; i = f->values[i - 1].next) {
		struct rl_value *v = &f->values[i - 1];

		if (v->op == want->op && v->flags == want->flags && v->a == want->a &&
		    v->b == want->b && v->ref == want->ref)
			return i - 1;
	}
	if (f->values.length() >= RL_MAX_VALUES)
		f->failed = "too many nodes";
	f->values.safe_push(*want);
	i = f->values.length();
	f->values[i - 1].next = f->buckets[h];
	f->values[i - 1].fact = FACT_NONE;
	f->buckets[h] = i;
	return i - 1;
}

/*
 * Equal trees that are too deep are the same opaque node: what the tree would
 * have been is remembered under a kind of its own, which nobody ever sees.
 */
static uint32_t too_deep(struct rl_function *f, const struct rl_value *tree)
{
	struct rl_value key = *tree;
	uint32_t known, v;

	key.op |= 0x80;
	known = intern(f, &key);
	v = f->values[known].fact;
	if (v == FACT_NONE) {
		v = rl_value_opaque(f, FO_TOO_DEEP);
		f->values[known].fact = v;
	}
	return v;
}

uint32_t rl_value_make(struct rl_function *f, unsigned int op, unsigned int flags,
		       uint32_t a, uint32_t b, const void *ref)
{
	struct rl_value v;
	unsigned int size = 1, steps = 0;

	memset(&v, 0, sizeof(v));
	v.op = op;
	v.flags = flags;
	v.a = a;
	v.b = b;
	v.ref = ref;
	if (arity[op] >= 1) {
		size += f->values[a].size;
		steps = f->values[a].steps;
	}
	if (arity[op] == 2 || (op == FN_INDEX && b != FACT_NONE)) {
		size += f->values[b].size;
		steps = MAX(steps, f->values[b].steps);
	}
	if (op == FN_FIELD || op == FN_INDEX || op == FN_OFFSET)
		steps++;
	if (size > RL_MAX_SIZE || steps > RL_MAX_STEPS) {
		/* A path loses its beginning, and keeps the field it ends in. */
		if (op == FN_FIELD || op == FN_INDEX || op == FN_OFFSET || op == FN_LOAD) {
			struct rl_value base = f->values[a];

			if (base.op != FN_OPAQUE)
				return rl_value_make(f, op, flags, too_deep(f, &base),
						     op == FN_INDEX ? FACT_NONE : b, ref);
		}
		return too_deep(f, &v);
	}
	v.size = size;
	v.steps = steps;
	return intern(f, &v);
}

uint32_t rl_value_const(struct rl_function *f, int64_t c)
{
	return rl_value_make(f, FN_CONST, 0, (uint32_t)c, (uint32_t)((uint64_t)c >> 32), NULL);
}

uint32_t rl_value_opaque(struct rl_function *f, unsigned int why)
{
	return rl_value_make(f, FN_OPAQUE, 0, why, f->nopaque++, NULL);
}

unsigned int rl_value_flags(const_tree type)
{
	if (POINTER_TYPE_P(type))
		return FNF_POINTER;
	return rl_is_bool(type) ? FNF_BOOL : 0;
}

static bool is_const(struct rl_function *f, uint32_t v, int64_t *c)
{
	if (f->values[v].op != FN_CONST)
		return false;
	*c = rl_value_int(&f->values[v]);
	return true;
}

uint32_t rl_value_not(struct rl_function *f, uint32_t v)
{
	struct rl_value *x = &f->values[v];
	int64_t c;

	if (is_const(f, v, &c))
		return rl_value_const(f, !c);
	switch (x->op) {
	case FN_NOT:
		if (f->values[x->a].flags & FNF_BOOL)
			return x->a;
		break;
	case FN_EQ:
		return rl_value_make(f, FN_NE, FNF_BOOL, x->a, x->b, NULL);
	case FN_NE:
		return rl_value_make(f, FN_EQ, FNF_BOOL, x->a, x->b, NULL);
	case FN_LT:
		return rl_value_make(f, FN_LE, x->flags, x->b, x->a, NULL);
	case FN_LE:
		return rl_value_make(f, FN_LT, x->flags, x->b, x->a, NULL);
	}
	return rl_value_make(f, FN_NOT, FNF_BOOL, v, 0, NULL);
}

/* Operands that may change places: constants last, then addresses of symbols, then age. */
static bool is_swapped(struct rl_function *f, uint32_t a, uint32_t b)
{
	unsigned int x = f->values[a].op, y = f->values[b].op;
	int rank_a = x == FN_CONST ? 2 : x == FN_SYMBOL;
	int rank_b = y == FN_CONST ? 2 : y == FN_SYMBOL;

	return rank_a != rank_b ? rank_a > rank_b : a > b;
}

/* An address that is not NULL unless the program is broken already. */
static bool is_object(struct rl_function *f, uint32_t value)
{
	const struct rl_value *v = &f->values[value];

	switch (v->op) {
	case FN_LOCAL:
	case FN_STRING:
		return true;
	case FN_SYMBOL:
		return !DECL_WEAK((const_tree)v->ref);
	case FN_FIELD:
		return ((const struct rl_field *)v->ref)->offset > 0;
	default:
		return false;
	}
}

static uint32_t compare(struct rl_function *f, enum tree_code code, tree optype,
			uint32_t a, uint32_t b)
{
	unsigned int sign = optype && TYPE_UNSIGNED(optype) ? FNF_UNSIGNED : 0;
	int64_t c, d;
	bool both = is_const(f, b, &d) && is_const(f, a, &c);

	switch (code) {
	case EQ_EXPR:
	case NE_EXPR:
		if (both)
			return rl_value_const(f, (c == d) == (code == EQ_EXPR));
		if (is_swapped(f, a, b))
			std::swap(a, b);
		if (is_const(f, b, &d) && f->values[a].flags & FNF_BOOL && (d == 0 || d == 1))
			return (d == 0) == (code == EQ_EXPR) ? rl_value_not(f, a) : a;
		if (is_const(f, b, &d) && !d && is_object(f, a))
			return rl_value_const(f, code == NE_EXPR);
		return rl_value_make(f, code == EQ_EXPR ? FN_EQ : FN_NE, FNF_BOOL, a, b, NULL);
	case GT_EXPR:
		return rl_value_make(f, FN_LT, FNF_BOOL | sign, b, a, NULL);
	case GE_EXPR:
		return rl_value_make(f, FN_LE, FNF_BOOL | sign, b, a, NULL);
	case LT_EXPR:
		return rl_value_make(f, FN_LT, FNF_BOOL | sign, a, b, NULL);
	default:
		return rl_value_make(f, FN_LE, FNF_BOOL | sign, a, b, NULL);
	}
}

static unsigned int arithmetic_op(enum tree_code code)
{
	switch (code) {
	case BIT_AND_EXPR:
	case TRUTH_AND_EXPR:
	case TRUTH_ANDIF_EXPR:
		return FN_AND;
	case BIT_IOR_EXPR:
	case TRUTH_OR_EXPR:
	case TRUTH_ORIF_EXPR:
		return FN_OR;
	case BIT_XOR_EXPR:
	case TRUTH_XOR_EXPR:
		return FN_XOR;
	case PLUS_EXPR:
		return FN_ADD;
	case MINUS_EXPR:
	case POINTER_DIFF_EXPR:
		return FN_SUB;
	case MULT_EXPR:
		return FN_MUL;
	case LSHIFT_EXPR:
		return FN_SHL;
	case RSHIFT_EXPR:
		return FN_SHR;
	default:
		return FN_COUNT;
	}
}

/* GCC has done so within statements, not across them. */
static bool fold_constants(struct rl_function *f, unsigned int op, uint32_t a, uint32_t b,
			   int64_t *result)
{
	int64_t x, y;

	if (!is_const(f, a, &x) || !is_const(f, b, &y))
		return false;
	switch (op) {
	case FN_AND:
		*result = x & y;
		return true;
	case FN_OR:
		*result = x | y;
		return true;
	case FN_XOR:
		*result = x ^ y;
		return true;
	default:
		return false;
	}
}

uint32_t rl_value_binary(struct rl_function *f, enum tree_code code, tree type,
			 tree optype, uint32_t a, uint32_t b)
{
	unsigned int op = arithmetic_op(code);
	unsigned int flags = 0;
	int64_t c;

	if (optype && (FLOAT_TYPE_P(optype) || VECTOR_TYPE_P(optype)))
		return rl_value_opaque(f, FO_FLOAT);
	switch (code) {
	case EQ_EXPR:
	case NE_EXPR:
	case LT_EXPR:
	case LE_EXPR:
	case GT_EXPR:
	case GE_EXPR:
		return compare(f, code, optype, a, b);
	default:
		break;
	}
	if (op == FN_COUNT)
		return rl_value_opaque(f, FO_OTHER);
	if (type && rl_is_bool(type))
		flags = FNF_BOOL;
	if (op == FN_SHR && type && TYPE_UNSIGNED(type))
		flags |= FNF_UNSIGNED;
	if (op == FN_AND || op == FN_OR || op == FN_XOR || op == FN_ADD || op == FN_MUL) {
		if (is_swapped(f, a, b))
			std::swap(a, b);
		if (fold_constants(f, op, a, b, &c))
			return rl_value_const(f, c);
		if (flags & FNF_BOOL && op == FN_XOR && is_const(f, b, &c) && c == 1)
			return rl_value_not(f, a);
	}
	return rl_value_make(f, op, flags, a, b, NULL);
}

/*
 * GCC tests a bit field as part of the bytes around it: a BIT_FIELD_REF, masked,
 * compared with a shifted constant.  The field that the mask selects, or NULL.
 */
static tree selected_field(tree base, HOST_WIDE_INT pos, unsigned HOST_WIDE_INT mask)
{
	int low = ctz_hwi(mask);
	tree type = TREE_TYPE(base);

	if (!RECORD_OR_UNION_TYPE_P(type) || (mask >> low & ((mask >> low) + 1)))
		return NULL_TREE;
	for (tree d = TYPE_FIELDS(type); d; d = DECL_CHAIN(d)) {
		if (TREE_CODE(d) != FIELD_DECL || !DECL_BIT_FIELD_TYPE(d) || !DECL_NAME(d) ||
		    !tree_fits_shwi_p(DECL_SIZE(d)) || !tree_fits_shwi_p(bit_position(d)))
			continue;
		if (tree_to_shwi(bit_position(d)) == pos + low &&
		    tree_to_shwi(DECL_SIZE(d)) == popcount_hwi(mask))
			return d;
	}
	return NULL_TREE;
}

/* `left` is such a masked test and is compared with *right: value of the field. */
static uint32_t bit_field_value(struct rl_function *f, tree left, tree *right)
{
	gimple *def, *load;
	unsigned HOST_WIDE_INT mask;
	tree bits, field;

	if (BYTES_BIG_ENDIAN || TREE_CODE(left) != SSA_NAME || TREE_CODE(*right) != INTEGER_CST)
		return FACT_NONE;
	def = SSA_NAME_DEF_STMT(left);
	if (!is_gimple_assign(def) || gimple_assign_rhs_code(def) != BIT_AND_EXPR ||
	    TREE_CODE(gimple_assign_rhs1(def)) != SSA_NAME ||
	    TREE_CODE(gimple_assign_rhs2(def)) != INTEGER_CST)
		return FACT_NONE;
	load = SSA_NAME_DEF_STMT(gimple_assign_rhs1(def));
	mask = TREE_INT_CST_LOW(gimple_assign_rhs2(def));
	if (!is_gimple_assign(load) || gimple_assign_rhs_code(load) != BIT_FIELD_REF || !mask)
		return FACT_NONE;
	bits = gimple_assign_rhs1(load);
	if (!tree_fits_shwi_p(TREE_OPERAND(bits, 2)))
		return FACT_NONE;
	field = selected_field(TREE_OPERAND(bits, 0), tree_to_shwi(TREE_OPERAND(bits, 2)), mask);
	if (!field)
		return FACT_NONE;
	*right = build_int_cst(long_long_unsigned_type_node,
			       TREE_INT_CST_LOW(*right) >> ctz_hwi(mask));
	return rl_value(f, build3(COMPONENT_REF, TREE_TYPE(field), TREE_OPERAND(bits, 0), field,
				  NULL_TREE));
}

uint32_t rl_value_compare(struct rl_function *f, enum tree_code code, tree left, tree right)
{
	tree type = TREE_TYPE(left);
	uint32_t a = FACT_NONE, b;

	if (code == EQ_EXPR || code == NE_EXPR)
		a = bit_field_value(f, left, &right);
	if (a == FACT_NONE)
		a = rl_value(f, left);
	b = rl_value(f, right);
	return rl_value_binary(f, code, boolean_type_node, type, a, b);
}

static uint32_t unary(struct rl_function *f, enum tree_code code, tree type, tree operand)
{
	uint32_t v;
	int64_t c;

	switch (code) {
	CASE_CONVERT:
	case VIEW_CONVERT_EXPR:
	case PAREN_EXPR:
	case NON_LVALUE_EXPR:
		return rl_value(f, operand);
	case BIT_NOT_EXPR:
	case TRUTH_NOT_EXPR:
		v = rl_value(f, operand);
		if (code == TRUTH_NOT_EXPR || rl_is_bool(type))
			return rl_value_not(f, v);
		if (is_const(f, v, &c))
			return rl_value_const(f, ~c);
		return rl_value_make(f, FN_COMPL, 0, v, 0, NULL);
	case NEGATE_EXPR:
		v = rl_value(f, operand);
		if (is_const(f, v, &c) && c != INT64_MIN)
			return rl_value_const(f, -c);
		return rl_value_make(f, FN_NEG, 0, v, 0, NULL);
	default:
		return rl_value_opaque(f, FO_OTHER);
	}
}

/* p + i * size steps over elements, p + constant to a member. */
static uint32_t pointer_plus(struct rl_function *f, tree p, tree bytes)
{
	uint32_t base = rl_value(f, p);
	tree pointed = TREE_TYPE(TREE_TYPE(p));
	uint32_t index = FACT_NONE;
	uint32_t v;

	if (TREE_CODE(bytes) == INTEGER_CST) {
		HOST_WIDE_INT n = (HOST_WIDE_INT)TREE_INT_CST_LOW(bytes);

		return rl_address_offset(f, base, n, pointed, NULL_TREE);
	}
	v = rl_value(f, bytes);
	if (f->values[v].op == FN_MUL && f->values[f->values[v].b].op == FN_CONST)
		index = f->values[v].a;
	return rl_address_step(f, FN_INDEX, base, index, NULL);
}

/*
 * check_add_overflow() and its kin: an internal function returns the result and,
 * as the imaginary part, whether it overflowed.  FACT_NONE: something else.
 */
static uint32_t checked_arithmetic(struct rl_function *f, tree part)
{
	tree pair = TREE_OPERAND(part, 0);
	gcall *call;
	enum tree_code code;
	uint32_t a, b;

	if (TREE_CODE(part) != REALPART_EXPR || TREE_CODE(pair) != SSA_NAME ||
	    !is_gimple_call(SSA_NAME_DEF_STMT(pair)))
		return FACT_NONE;
	call = as_a<gcall *>(SSA_NAME_DEF_STMT(pair));
	if (gimple_call_internal_p(call, IFN_ADD_OVERFLOW))
		code = PLUS_EXPR;
	else if (gimple_call_internal_p(call, IFN_SUB_OVERFLOW))
		code = MINUS_EXPR;
	else if (gimple_call_internal_p(call, IFN_MUL_OVERFLOW))
		code = MULT_EXPR;
	else
		return FACT_NONE;
	a = rl_value(f, gimple_call_arg(call, 0));
	b = rl_value(f, gimple_call_arg(call, 1));
	return rl_value_binary(f, code, TREE_TYPE(part), TREE_TYPE(part), a, b);
}

static uint32_t assigned(struct rl_function *f, gassign *stmt)
{
	enum tree_code code = gimple_assign_rhs_code(stmt);
	tree lhs = gimple_assign_lhs(stmt);
	tree type = TREE_TYPE(lhs);
	tree op = gimple_assign_rhs1(stmt);
	uint32_t a, b;

	if (FLOAT_TYPE_P(type) || VECTOR_TYPE_P(type) || TREE_CODE(type) == COMPLEX_TYPE)
		return rl_value_opaque(f, FO_FLOAT);
	switch (gimple_assign_rhs_class(stmt)) {
	case GIMPLE_SINGLE_RHS:
		if (code == CONSTRUCTOR)
			return rl_value_opaque(f, FO_OTHER);
		if (code == REALPART_EXPR) {
			a = checked_arithmetic(f, op);
			return a == FACT_NONE ? rl_value_opaque(f, FO_OTHER) : a;
		}
		if (gimple_assign_load_p(stmt) && rl_load_is_kept(f, stmt))
			return rl_var_new(f, NULL, type);
		return rl_value(f, op);
	case GIMPLE_UNARY_RHS:
		if (FLOAT_TYPE_P(TREE_TYPE(op)))
			return rl_value_opaque(f, FO_FLOAT);
		return unary(f, code, type, op);
	case GIMPLE_BINARY_RHS:
		if (code == POINTER_PLUS_EXPR)
			return pointer_plus(f, op, gimple_assign_rhs2(stmt));
		if (TREE_CODE_CLASS(code) != tcc_comparison && arithmetic_op(code) == FN_COUNT)
			return rl_value_opaque(f, FO_OTHER);
		if (TREE_CODE_CLASS(code) == tcc_comparison)
			return rl_value_compare(f, code, op, gimple_assign_rhs2(stmt));
		a = rl_value(f, op);
		b = rl_value(f, gimple_assign_rhs2(stmt));
		return rl_value_binary(f, code, type, TREE_TYPE(op), a, b);
	default:
		return rl_value_opaque(f, FO_OTHER);
	}
}

static uint32_t parameter(struct rl_function *f, tree decl)
{
	gcall *call = f->through;
	unsigned int n = 0;
	uint32_t v;

	if (call) {
		for (tree p = DECL_ARGUMENTS(gimple_call_fndecl(call)); p != decl; p = DECL_CHAIN(p))
			n++;
		if (n >= gimple_call_num_args(call))
			return rl_value_opaque(f, FO_OTHER);	/* called without a prototype */
		f->through = NULL;
		v = rl_value(f, gimple_call_arg(call, n));
		f->through = call;
		return v;
	}
	for (tree p = DECL_ARGUMENTS(f->decl); p; p = DECL_CHAIN(p), n++)
		if (p == decl)
			return rl_value_make(f, FN_PARAM, rl_value_flags(TREE_TYPE(p)), n, 0, NULL);
	return rl_value_opaque(f, FO_OTHER);	/* a nested function's static chain */
}

/*
 * `asm("" : "=r"(out) : "0"(in))` hides a value from the optimiser
 * (RELOC_HIDE, OPTIMIZER_HIDE_VAR); it is not hidden from the reader.
 */
static uint32_t asm_output(struct rl_function *f, gasm *stmt)
{
	const char *constraint;

	if (*gimple_asm_string(stmt) == '\0' && gimple_asm_noutputs(stmt) == 1 &&
	    gimple_asm_ninputs(stmt) == 1) {
		tree in = gimple_asm_input_op(stmt, 0);

		constraint = TREE_STRING_POINTER(TREE_VALUE(TREE_PURPOSE(in)));
		if (!strcmp(constraint, "0"))
			return rl_value(f, TREE_VALUE(in));
	}
	return rl_value_opaque(f, FO_ASM);
}

static uint32_t ssa_definition(struct rl_function *f, tree name)
{
	gimple *stmt = SSA_NAME_DEF_STMT(name);
	tree var = SSA_NAME_VAR(name);

	if (SSA_NAME_IS_DEFAULT_DEF(name))
		return var && TREE_CODE(var) == PARM_DECL ? parameter(f, var)
							   : rl_value_opaque(f, FO_OTHER);
	switch (gimple_code(stmt)) {
	case GIMPLE_ASSIGN:
		return assigned(f, as_a<gassign *>(stmt));
	case GIMPLE_CALL:
		return rl_call_value(f, as_a<gcall *>(stmt));
	case GIMPLE_ASM:
		return asm_output(f, as_a<gasm *>(stmt));
	case GIMPLE_PHI:
		return rl_phi_value(f, as_a<gphi *>(stmt));
	default:
		return rl_value_opaque(f, FO_OTHER);
	}
}

static uint32_t ssa_value(struct rl_function *f, tree name)
{
	unsigned int version = SSA_NAME_VERSION(name);
	uint32_t v;

	/* A getter's names are not this function's: no memory of them. */
	if (f->through)
		return ssa_definition(f, name);
	if (f->ssa[version])
		return f->ssa[version] - 1;
	if (f->depth >= RL_MAX_DEPTH)
		return rl_value_opaque(f, FO_TOO_DEEP);
	f->depth++;
	v = ssa_definition(f, name);
	f->depth--;
	f->ssa[version] = v + 1;
	return v;
}

/* A variable in a register, which the parser knows by its name: the only value it gets. */
static uint32_t variable(struct rl_function *f, tree decl)
{
	tree name, only = NULL_TREE;
	unsigned int i;

	if (TREE_CODE(decl) == PARM_DECL)
		return parameter(f, decl);
	FOR_EACH_SSA_NAME(i, name, f->body) {
		if (SSA_NAME_VAR(name) != decl || SSA_NAME_IS_DEFAULT_DEF(name) ||
		    rl_is_deferred_init(SSA_NAME_DEF_STMT(name)))
			continue;
		if (only)
			return rl_value_opaque(f, FO_OTHER);
		only = name;
	}
	return only ? ssa_value(f, only) : rl_value_opaque(f, FO_OTHER);
}

uint32_t rl_value(struct rl_function *f, tree op)
{
	tree type = TREE_TYPE(op);

	switch (TREE_CODE(op)) {
	case SSA_NAME:
		return ssa_value(f, op);
	case INTEGER_CST:
		if (TREE_INT_CST_EXT_NUNITS(op) > 1 && TYPE_PRECISION(type) > HOST_BITS_PER_WIDE_INT)
			return rl_value_opaque(f, FO_OTHER);
		return rl_value_const(f, (int64_t)TREE_INT_CST_LOW(op));
	case ADDR_EXPR:
		return rl_address(f, TREE_OPERAND(op, 0));
	CASE_CONVERT:
	case VIEW_CONVERT_EXPR:
		/* A view of memory has an address, a view of a register not. */
		return rl_value(f, TREE_OPERAND(op, 0));
	case REAL_CST:
	case COMPLEX_CST:
	case VECTOR_CST:
		return rl_value_opaque(f, FO_FLOAT);
	case VAR_DECL:
	case PARM_DECL:
		if (is_gimple_reg(op))
			return variable(f, op);
		/* fall through */
	case RESULT_DECL:
	case INDIRECT_REF:
	case COMPONENT_REF:
	case ARRAY_REF:
	case MEM_REF:
	case BIT_FIELD_REF:
		if (FLOAT_TYPE_P(type) || VECTOR_TYPE_P(type) || TREE_CODE(type) == COMPLEX_TYPE)
			return rl_value_opaque(f, FO_FLOAT);
		return rl_value_make(f, FN_LOAD, rl_value_flags(type), rl_address(f, op), 0, NULL);
	default:
		return rl_value_opaque(f, FO_OTHER);
	}
}

uint32_t rl_value_root(struct rl_function *f, uint32_t v)
{
	while (f->values[v].op == FN_FIELD || f->values[v].op == FN_INDEX ||
	       f->values[v].op == FN_OFFSET)
		v = f->values[v].a;
	return v;
}
