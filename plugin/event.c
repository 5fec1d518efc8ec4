// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Events: what a statement does that somebody else could notice.
 *
 * Every call, unless the compiler makes it itself.  Of the stores those that
 * tell where a pointer goes or what a callee will find: addresses of functions
 * and tables, constants, parameters, results, flags.  Plain data that was
 * computed counts only where the function reads it back (or could: local
 * variables), because there a reader must not go on believing an older value.
 *
 *	struct foo x = {};	STORE of constant 0 to the local itself
 *	memset(&x, 0, n)	the same
 *	struct foo x = *y;	COPY
 *	struct foo x = { .a = 1 };	as GCC writes it: clear, then the fields;
 *				from a constant in memory: the same, spelled out
 */
#include "gcc-api.h"
#include "reclint.h"

uint32_t rl_event_add(struct rl_function *f, unsigned int kind, location_t loc,
		      uint32_t a, uint32_t b)
{
	struct rl_event e;

	memset(&e, 0, sizeof(e));
	e.kind = kind;
	e.loc = loc;
	e.a = a;
	e.b = b;
	if (f->events.length() >= RL_MAX_EVENTS)
		f->failed = "too many events";
	rl_note_unchecked(f, loc);
	f->events.safe_push(e);
	return f->events.length() - 1;
}

/* ---- calls ---------------------------------------------------------------- */

/*
 * GCC knows many library functions, and calls to them are plain calls to us
 * when they allocate, free, or do not come back; the rest (memcpy, strlen,
 * bswap, prefetch, fabs ...) does nothing that counts here.
 */
static bool is_quiet_builtin(tree fndecl)
{
	if (!fndecl_built_in_p(fndecl))
		return false;
	if (!fndecl_built_in_p(fndecl, BUILT_IN_NORMAL))
		return true;
	switch (DECL_FUNCTION_CODE(fndecl)) {
	case BUILT_IN_MALLOC:
	case BUILT_IN_CALLOC:
	case BUILT_IN_REALLOC:
	case BUILT_IN_ALIGNED_ALLOC:
	case BUILT_IN_POSIX_MEMALIGN:
	case BUILT_IN_STRDUP:
	case BUILT_IN_STRNDUP:
	case BUILT_IN_FREE:
	case BUILT_IN_ABORT:
	case BUILT_IN_EXIT:
	case BUILT_IN__EXIT:
	case BUILT_IN__EXIT2:
	case BUILT_IN_FORK:
	case BUILT_IN_EXECL:
	case BUILT_IN_EXECLP:
	case BUILT_IN_EXECLE:
	case BUILT_IN_EXECV:
	case BUILT_IN_EXECVP:
	case BUILT_IN_EXECVE:
	case BUILT_IN_PRINTF:
	case BUILT_IN_FPRINTF:
	case BUILT_IN_VPRINTF:
	case BUILT_IN_VFPRINTF:
	case BUILT_IN_PUTS:
	case BUILT_IN_PUTCHAR:
	case BUILT_IN_FPUTS:
	case BUILT_IN_FPUTC:
	case BUILT_IN_FWRITE:
		return false;
	default:
		return true;
	}
}

/*
 * Attribute error: no call may be left in the object, or the build fails
 * (BUILD_BUG_ON, the size checks of fortify).  So nothing gets here.
 */
bool rl_never_called(const_tree fndecl)
{
	return fndecl && lookup_attribute("error", DECL_ATTRIBUTES(fndecl));
}

static bool is_event(struct rl_function *f, gcall *call)
{
	tree fndecl = gimple_call_fndecl(call);

	if (gimple_call_internal_p(call))
		return false;
	if (!fndecl)
		return true;
	return !is_quiet_builtin(fndecl) && !rl_is_trace(f->unit, fndecl) &&
	       !rl_never_called(fndecl) && !rl_getter(f->unit, fndecl) && !rl_asserted(call);
}

/*
 * GCC answers after inlining, we must before.  A constant is one; memory that
 * others can write to will not be; of anything else we do not know.
 */
static uint32_t constant_p(struct rl_function *f, tree arg)
{
	uint32_t v = rl_value(f, arg);
	unsigned int root;

	if (f->values[v].op == FN_CONST || f->values[v].op == FN_STRING)
		return rl_value_const(f, 1);
	if (f->values[v].op == FN_LOAD) {
		root = f->values[rl_value_root(f, f->values[v].a)].op;
		if (root != FN_LOCAL && root != FN_SYMBOL && root != FN_STRING)
			return rl_value_const(f, 0);
	}
	return rl_value_opaque(f, FO_OTHER);
}

uint32_t rl_call_value(struct rl_function *f, gcall *call)
{
	tree fndecl = gimple_call_fndecl(call);
	tree lhs = gimple_call_lhs(call);

	if (is_event(f, call)) {
		unsigned int flags = rl_value_flags(TREE_TYPE(lhs));

		if (FLOAT_TYPE_P(TREE_TYPE(lhs)))
			return rl_value_opaque(f, FO_FLOAT);
		return rl_value_make(f, FN_RESULT, flags, SSA_NAME_VERSION(lhs), 0, NULL);
	}
	if (fndecl && rl_getter(f->unit, fndecl))
		return rl_getter_value(f, call, rl_getter(f->unit, fndecl));
	if (fndecl && fndecl_built_in_p(fndecl, BUILT_IN_NORMAL) && gimple_call_num_args(call)) {
		switch (DECL_FUNCTION_CODE(fndecl)) {
		case BUILT_IN_EXPECT:
		case BUILT_IN_EXPECT_WITH_PROBABILITY:
		case BUILT_IN_ASSUME_ALIGNED:
		case BUILT_IN_MEMCPY:	/* returns its destination */
		case BUILT_IN_MEMMOVE:
		case BUILT_IN_MEMSET:
			return rl_value(f, gimple_call_arg(call, 0));
		case BUILT_IN_CONSTANT_P:
			return constant_p(f, gimple_call_arg(call, 0));
		default:
			break;
		}
	}
	return rl_value_opaque(f, FO_OTHER);
}

static bool is_local(struct rl_function *f, uint32_t address)
{
	return f->values[rl_value_root(f, address)].op == FN_LOCAL;
}

static bool is_element(struct rl_function *f, uint32_t address)
{
	for (; f->values[address].op == FN_FIELD || f->values[address].op == FN_INDEX ||
	       f->values[address].op == FN_OFFSET; address = f->values[address].a)
		if (f->values[address].op == FN_INDEX)
			return true;
	return false;
}

/* The struct an argument points to, before it became void *. */
static tree pointed_struct(tree arg)
{
	tree type;

	for (;;) {
		gimple *def;

		type = TREE_TYPE(arg);
		if (!POINTER_TYPE_P(type))
			return NULL_TREE;
		type = TREE_TYPE(type);
		if (RECORD_OR_UNION_TYPE_P(type))
			return type;
		if (TREE_CODE(arg) != SSA_NAME)
			return NULL_TREE;
		def = SSA_NAME_DEF_STMT(arg);
		if (!gimple_assign_cast_p(def))
			return NULL_TREE;
		arg = gimple_assign_rhs1(def);
	}
}

/* Does it fill the whole struct that the destination points to? */
static bool is_whole(tree dest, tree size)
{
	tree type = pointed_struct(dest);

	return type && TREE_CODE(size) == INTEGER_CST && TYPE_SIZE_UNIT(type) &&
	       tree_int_cst_equal(size, TYPE_SIZE_UNIT(type));
}

/* memcpy and memset, as far as they are assignments of whole structs. */
static bool memory_builtin(struct rl_function *f, gcall *call)
{
	tree fndecl = gimple_call_fndecl(call);
	bool copy = false;
	uint32_t dest, source;
	bool whole;

	if (!fndecl || !fndecl_built_in_p(fndecl, BUILT_IN_NORMAL) ||
	    gimple_call_num_args(call) < 3)
		return false;
	switch (DECL_FUNCTION_CODE(fndecl)) {
	case BUILT_IN_MEMCPY:
	case BUILT_IN_MEMMOVE:
	case BUILT_IN_MEMCPY_CHK:
	case BUILT_IN_MEMMOVE_CHK:
	case BUILT_IN_MEMPCPY:
		copy = true;
		break;
	case BUILT_IN_MEMSET:
	case BUILT_IN_MEMSET_CHK:
		break;
	default:
		return false;
	}
	dest = rl_value(f, gimple_call_arg(call, 0));
	source = rl_value(f, gimple_call_arg(call, 1));
	whole = is_whole(gimple_call_arg(call, 0), gimple_call_arg(call, 2));
	if (!whole && (!is_local(f, dest) || is_element(f, dest)))
		return true;
	if (copy && whole) {
		rl_event_add(f, FEV_COPY, gimple_location(call), dest, source);
		return true;
	}
	if (copy || (f->values[source].op == FN_CONST && rl_value_int(&f->values[source])))
		source = rl_value_opaque(f, FO_OTHER);
	rl_event_add(f, FEV_STORE, gimple_location(call), dest, source);
	return true;
}

/*
 * Any other builtin may write to a local it is given (atomics, va_start).  Plain
 * arrays are buffers: nobody asks for their contents.
 */
static void builtin_kills(struct rl_function *f, gcall *call)
{
	if (gimple_call_flags(call) & (ECF_CONST | ECF_PURE | ECF_NOVOPS))
		return;
	for (unsigned int i = 0; i < gimple_call_num_args(call); i++) {
		tree arg = gimple_call_arg(call, i);
		uint32_t v, root;

		if (!POINTER_TYPE_P(TREE_TYPE(arg)))
			continue;
		v = rl_value(f, arg);
		root = rl_value_root(f, v);
		if (f->values[root].op != FN_LOCAL ||
		    TREE_CODE(TREE_TYPE((const_tree)f->values[root].ref)) == ARRAY_TYPE)
			continue;
		rl_event_add(f, FEV_STORE, gimple_location(call), v, rl_value_opaque(f, FO_OTHER));
	}
}

void rl_event_assertion(struct rl_function *f, const char *macro, location_t loc, uint32_t operand)
{
	struct rl_event *e = &f->events[rl_event_add(f, FEV_CALL, loc, FACT_NONE, 0)];

	e->macro = macro;
	e->arg = f->args.length();
	e->nargs = 1;
	f->args.safe_push(operand);
}

static bool is_used(tree lhs)
{
	return lhs && (TREE_CODE(lhs) != SSA_NAME || !has_zero_uses(lhs));
}

static void call_event(struct rl_function *f, gcall *call)
{
	tree fndecl = gimple_call_fndecl(call);
	tree lhs = gimple_call_lhs(call);
	unsigned int i, n = gimple_call_num_args(call);
	uint32_t target = FACT_NONE;
	struct rl_event *e;
	uint32_t number;
	auto_vec<uint32_t, 8> args;

	if (rl_asserted(call)) {
		rl_event_assertion(f, rl_asserted(call), gimple_location(call), rl_value(f, gimple_call_arg(call, 0)));
		return;
	}
	if (!is_event(f, call)) {
		if (fndecl && fndecl_built_in_p(fndecl) && !memory_builtin(f, call))
			builtin_kills(f, call);
		return;
	}
	if (!fndecl) {
		target = rl_value(f, gimple_call_fn(call));
		if (f->values[target].op == FN_SYMBOL &&
		    TREE_CODE((const_tree)f->values[target].ref) == FUNCTION_DECL)
			fndecl = (tree)CONST_CAST_TREE((const_tree)f->values[target].ref);
	}
	for (i = 0; i < n; i++)
		args.safe_push(rl_value(f, gimple_call_arg(call, i)));
	number = rl_event_add(f, fndecl ? FEV_CALL : FEV_ICALL, gimple_location(call), target, 0);
	e = &f->events[number];
	e->symbol = fndecl;
	e->arg = f->args.length();
	e->nargs = n;
	for (i = 0; i < n; i++)
		f->args.safe_push(args[i]);
	if (is_used(lhs))
		e->flags |= FEF_USED;
	if (gimple_call_noreturn_p(call))
		e->flags |= FEF_NORETURN;
	if (lhs && TREE_CODE(lhs) == SSA_NAME)
		f->calls[SSA_NAME_VERSION(lhs)] = number + 1;
}

/* ---- stores ----------------------------------------------------------------- */

/* Is the value of the kind that is followed through memory? */
static bool is_tracked(struct rl_function *f, uint32_t value)
{
	const struct rl_value *v = &f->values[value];

	switch (v->op) {
	case FN_CONST:
	case FN_PARAM:
	case FN_SYMBOL:
	case FN_LOCAL:
	case FN_RESULT:
	case FN_STRING:
	case FN_FIELD:
	case FN_OFFSET:
	case FN_VAR:
	case FN_AND:
	case FN_OR:
	case FN_XOR:
	case FN_COMPL:
		return true;
	case FN_ADD:		/* a counter: x->n++ */
	case FN_SUB:
		return f->values[v->b].op == FN_CONST;
	case FN_LOAD:
		return v->flags & FNF_POINTER;
	default:
		return v->flags & FNF_BOOL;
	}
}

static void store(struct rl_function *f, location_t loc, tree lhs, uint32_t value)
{
	uint32_t address = rl_address(f, lhs);
	tree type = TREE_TYPE(lhs);
	bool is_guarded;
	uint32_t event;

	if (FLOAT_TYPE_P(type) || VECTOR_TYPE_P(type) || TREE_CODE(type) == COMPLEX_TYPE)
		return;
	/* Elements of plain arrays are data, wherever they lie. */
	is_guarded = rl_is_guarded(lhs);
	if (is_element(f, address) && !POINTER_TYPE_P(type) && !RECORD_OR_UNION_TYPE_P(type) &&
	    TREE_CODE(lhs) != COMPONENT_REF && !is_guarded)
		return;
	event = rl_event_add(f, FEV_STORE, loc, address, value);
	f->events[event].weak = !is_local(f, address) && !is_tracked(f, value) && !is_guarded &&
		!(TREE_CODE(lhs) == COMPONENT_REF && rl_has_contract(TREE_OPERAND(lhs, 1)));
}

/* A constant that GCC put into memory to initialise a local from. */
static tree constant_initialiser(tree rhs)
{
	tree init;

	if (!VAR_P(rhs) || !TREE_STATIC(rhs) || !TREE_READONLY(rhs) || !DECL_ARTIFICIAL(rhs))
		return NULL_TREE;
	init = DECL_INITIAL(rhs);
	return init && TREE_CODE(init) == CONSTRUCTOR ? init : NULL_TREE;
}

/*
 * The elements of a constructor, as stores below an address.  Arrays are left
 * zero: nothing that matters is kept in the arrays of an initialised local.
 */
static void store_elements(struct rl_function *f, location_t loc, uint32_t address, tree ctor,
			   tree named, const char *prefix, HOST_WIDE_INT start)
{
	tree field, value;
	unsigned int i;

	FOR_EACH_CONSTRUCTOR_ELT(CONSTRUCTOR_ELTS(ctor), i, field, value) {
		struct rl_field *member;
		HOST_WIDE_INT at;
		char name[512];
		tree type;

		if (!field || TREE_CODE(field) != FIELD_DECL)
			return;
		at = start + rl_field_offset(field);
		type = TREE_TYPE(field);
		snprintf(name, sizeof(name), "%s%s%s", prefix, *prefix && DECL_NAME(field) ? "." : "",
			 DECL_NAME(field) ? IDENTIFIER_POINTER(DECL_NAME(field)) : "");
		member = *prefix ? rl_field(f->unit, named, name, at, type)
				 : rl_field_decl(f->unit, field);
		if (TREE_CODE(value) == CONSTRUCTOR) {
			if (!RECORD_OR_UNION_TYPE_P(type))
				continue;
			if (!rl_type_name(type)) {
				store_elements(f, loc, address, value, named, name, at);
				continue;
			}
			store_elements(f, loc, rl_address_step(f, FN_FIELD, address, 0, member),
				       value, TYPE_MAIN_VARIANT(type), "", 0);
			continue;
		}
		rl_event_add(f, FEV_STORE, loc, rl_address_step(f, FN_FIELD, address, 0, member),
			     rl_value(f, value));
	}
}

static void store_aggregate(struct rl_function *f, gassign *stmt)
{
	tree lhs = gimple_assign_lhs(stmt);
	tree rhs = gimple_assign_rhs1(stmt);
	location_t loc = gimple_location(stmt);
	uint32_t address = rl_address(f, lhs);
	tree type = TREE_TYPE(lhs);
	tree init;

	if (TREE_CODE(rhs) == CONSTRUCTOR) {
		/* Padding that -ftrivial-auto-var-init clears is an array at an offset. */
		if (f->values[address].op == FN_OFFSET && TREE_CODE(type) == ARRAY_TYPE)
			return;
		if (is_local(f, address) || RECORD_OR_UNION_TYPE_P(type))
			rl_event_add(f, FEV_STORE, loc, address, rl_value_const(f, 0));
		return;
	}
	init = constant_initialiser(rhs);
	if (init && RECORD_OR_UNION_TYPE_P(type)) {
		rl_event_add(f, FEV_STORE, loc, address, rl_value_const(f, 0));
		store_elements(f, loc, address, init, TYPE_MAIN_VARIANT(type), "", 0);
		return;
	}
	if (RECORD_OR_UNION_TYPE_P(type) && TREE_CODE(rhs) != STRING_CST) {
		uint32_t source = rl_address(f, rhs);

		rl_event_add(f, FEV_COPY, loc, address, source);
		return;
	}
	if (is_local(f, address) && !is_element(f, address))
		rl_event_add(f, FEV_STORE, loc, address, rl_value_opaque(f, FO_OTHER));
}

/* The variable that a load became is set here. */
static void kept_load(struct rl_function *f, gassign *stmt)
{
	tree ref = gimple_assign_rhs1(stmt);
	uint32_t var, value;

	if (!gimple_assign_load_p(stmt) || !rl_load_is_kept(f, stmt))
		return;
	var = rl_value(f, gimple_assign_lhs(stmt));
	if (f->values[var].op != FN_VAR)
		return;		/* a float */
	value = rl_value(f, ref);
	f->vars[f->values[var].a].load = value;
	rl_event_add(f, FEV_SET, gimple_location(stmt), f->values[var].a, value);
}

/*
 * A guarded field is read: for whoever asks where, a variable is set that nobody
 * reads.  The value stays what it is without the guard.
 */
static void guarded_load(struct rl_function *f, gassign *stmt)
{
	tree ref = gimple_assign_rhs1(stmt);
	tree type = TREE_TYPE(ref);
	uint32_t var, value, event;

	if (!gimple_assign_load_p(stmt) || !rl_is_guarded_load(stmt))
		return;
	value = rl_value_make(f, FN_LOAD, rl_value_flags(type), rl_address(f, ref), 0, NULL);
	var = rl_var_new(f, NULL, type);
	f->vars[f->values[var].a].load = value;
	event = rl_event_add(f, FEV_SET, gimple_location(stmt), f->values[var].a, value);
	f->events[event].is_access = true;
}

/* What -ftrivial-auto-var-init puts into variables that the source leaves alone. */
static bool is_trivial_init(tree rhs)
{
	return TREE_CODE(rhs) == SSA_NAME && !SSA_NAME_IS_DEFAULT_DEF(rhs) &&
	       rl_is_deferred_init(SSA_NAME_DEF_STMT(rhs));
}

static void assign_event(struct rl_function *f, gassign *stmt)
{
	tree lhs = gimple_assign_lhs(stmt);

	if (TREE_CODE(lhs) == SSA_NAME) {
		guarded_load(f, stmt);
		kept_load(f, stmt);
		return;
	}
	if (gimple_clobber_p(stmt) || is_trivial_init(gimple_assign_rhs1(stmt)))
		return;
	if (!is_gimple_reg_type(TREE_TYPE(lhs))) {
		store_aggregate(f, stmt);
		return;
	}
	store(f, gimple_location(stmt), lhs, rl_value(f, gimple_assign_rhs1(stmt)));
}

static void asm_event(struct rl_function *f, gasm *stmt)
{
	for (unsigned int i = 0; i < gimple_asm_noutputs(stmt); i++) {
		tree out = TREE_VALUE(gimple_asm_output_op(stmt, i));

		if (TREE_CODE(out) != SSA_NAME)
			store(f, gimple_location(stmt), out, rl_value_opaque(f, FO_ASM));
	}
}

void rl_events(struct rl_function *f, gimple *stmt)
{
	switch (gimple_code(stmt)) {
	case GIMPLE_CALL: {
		tree lhs = gimple_call_lhs(stmt);
		uint32_t before = f->events.length();

		call_event(f, as_a<gcall *>(stmt));
		if (!lhs || TREE_CODE(lhs) == SSA_NAME)
			break;
		/* A result that goes to memory has no SSA name: number it above them. */
		if (f->events.length() > before)
			store(f, gimple_location(stmt), lhs,
			      rl_value_make(f, FN_RESULT, rl_value_flags(TREE_TYPE(lhs)),
					    f->calls.length() + before, 0, NULL));
		else if (!rl_is_deferred_init(stmt))
			store(f, gimple_location(stmt), lhs, rl_value_opaque(f, FO_OTHER));
		break;
	}
	case GIMPLE_ASSIGN:
		assign_event(f, as_a<gassign *>(stmt));
		break;
	case GIMPLE_ASM:
		asm_event(f, as_a<gasm *>(stmt));
		break;
	default:
		break;
	}
}
