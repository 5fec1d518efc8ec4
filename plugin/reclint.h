/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of the plugin share.  GCC's types stop in these structures:
 * they live no longer than the pass, and only engine/facts records leave it.
 *
 *	reclint.c   entry: arguments, when to be inert, the pass
 *	place.c     file names relative to the tree, lines
 *	symbol.c    functions and variables
 *	type.c      named structs and their fields
 *	value.c     expressions as hash-consed values
 *	path.c      addresses as access paths
 *	event.c     statements as events
 *	assert.c    macros that assert something
 *	function.c  one function: blocks, edges, phis
 *	getter.c    inlines that only compute an address
 *	load.c      loads whose value outlives a store
 *	phi.c       which phis are variables, and which only count loops
 *	reduce.c    the graph without what decides nothing
 *	lower.c     the reduced graph as facts records
 *	init.c      static initialisers and aliases
 *	contract.c  the attribute
 *	pragma.c    contracts that are no attributes
 *	guard.c     accesses of fields that a lock guards
 *	emit.c      the section
 */
#ifndef RECLINT_PLUGIN_RECLINT_H
#define RECLINT_PLUGIN_RECLINT_H

#include "gcc-api.h"
#include "facts/facts.h"

/* Bounds.  Beyond them a value is opaque, a function dropped; both are counted. */
enum {
	RL_MAX_STEPS	= 6,		/* FIELD, INDEX, OFFSET in one path */
	RL_MAX_SIZE	= 16,		/* nodes of one expression */
	RL_MAX_DEPTH	= 200,		/* nested definitions looked through at once */
	RL_MAX_VALUES	= 200000,	/* of one function */
	RL_MAX_EVENTS	= 50000,
};

/* ---- unit ------------------------------------------------------------------ */

/* A field as facts see it: its innermost named struct and the path from there. */
struct rl_field {
	tree type;		/* main variant; nameless only if nobody names it */
	tree name;		/* identifier, "mm.lock" */
	tree fieldtype;
	HOST_WIDE_INT offset;
	uint32_t fact;		/* index once used */
};

/* One that left no code. */
struct rl_assertion {
	tree function, operand;
	const char *macro;
	location_t at;
};

struct rl_unit {
	struct facts *facts;
	const char *image;	/* argument, or NULL */
	bool facts_only;
	bool inert;

	hash_map<nofree_ptr_hash<const char>, uint32_t> *files;
	hash_map<tree, uint32_t> *symbols;
	hash_map<tree, uint32_t> *types;
	hash_map<tree, struct rl_field *> *fields;
	vec<struct rl_field *> all_fields;
	hash_map<tree, tree> *getters;	/* function: what it returns, NULL: no getter */
	hash_map<tree, bool> *traces;	/* function: is it a tracepoint's? */
	vec<tree> locals;		/* static locals met, to number equal names */
	vec<struct rl_assertion> assertions;
	vec<tree> nameless;		/* nameless constants met, to number them */
};

/* ---- place.c ---------------------------------------------------------------- */

struct rl_place {
	uint32_t file, line;
	uint16_t column;
};

/* The path as facts spell it; the result is valid until the next call. */
const char *rl_path(const char *file);
uint32_t rl_file(struct rl_unit *u, const char *file);
struct rl_place rl_place(struct rl_unit *u, location_t loc);

/* ---- symbol.c --------------------------------------------------------------- */

uint32_t rl_symbol(struct rl_unit *u, tree decl);
uint32_t rl_symbol_of_macro(struct rl_unit *u, const char *macro);
/* decl's name as facts spell it (statics inside functions: "function.name"). */
const char *rl_symbol_name(struct rl_unit *u, tree decl);
bool rl_is_symbol(const_tree decl);
/* The body is a tracepoint's: of no interest, and neither is a call to it. */
bool rl_is_trace(struct rl_unit *u, tree fndecl);

/* ---- type.c ----------------------------------------------------------------- */

/* Tag or typedef name of a struct or union; NULL for a nameless one. */
const char *rl_type_name(const_tree type);
/* Type index of the named struct that type is (or is an array of), or NONE. */
uint32_t rl_type(struct rl_unit *u, tree type);
uint32_t rl_pointed_type(struct rl_unit *u, tree type);
/* File in which the first field stands; "" if there is none. */
const char *rl_type_file(const_tree type);
/*
 * The field a COMPONENT_REF names, seen from its innermost named struct.
 * *base: the reference from which that path starts; its address lies *back
 * bytes into the named struct (not 0 only when a pointer to a nameless struct
 * is followed).  *index: subscript passed over on the way, or NULL.
 */
struct rl_field *rl_field_of_ref(struct rl_unit *u, tree ref, tree *base, tree *index,
				 HOST_WIDE_INT *back);
/* A field whose own struct has a name. */
struct rl_field *rl_field_decl(struct rl_unit *u, tree decl);
/* The field that has this path in a named struct. */
struct rl_field *rl_field(struct rl_unit *u, tree type, const char *name,
			  HOST_WIDE_INT offset, tree fieldtype);
uint32_t rl_field_fact(struct rl_unit *u, struct rl_field *f);
/* Field of named struct `type` at `offset` with type `want` (NULL: any). */
struct rl_field *rl_field_at(struct rl_unit *u, tree type, HOST_WIDE_INT offset, tree want);
void rl_type_finished(void *gcc_data, void *user_data);
void rl_type_mark(void *gcc_data, void *user_data);
HOST_WIDE_INT rl_field_offset(const_tree field);

/* ---- one function ------------------------------------------------------------- */

/* A node before it is known whether anything needs it. */
struct rl_value {
	uint8_t op, flags;
	uint8_t size, steps;
	uint32_t a, b;
	const void *ref;	/* SYMBOL, LOCAL, STRING: tree; FIELD: rl_field */
	uint32_t next;		/* hash chain */
	uint32_t fact;		/* node index once lowered */
};

struct rl_event {
	uint8_t kind, flags;
	bool weak;		/* a STORE of plain data: matters if it is read back */
	bool is_access;		/* a SET that nobody reads: what counts is that a guarded field is */
	location_t loc;
	tree symbol;		/* CALL, or NULL: */
	const char *macro;	/* ... of an assertion */
	uint32_t a, b;
	uint32_t arg, nargs;	/* in fn->args */
	uint32_t number;	/* once lowered */
};

struct rl_edge {
	uint32_t target;
	uint32_t flags;
	int64_t lo, hi;
	edge cfg;
};

struct rl_block {
	uint32_t event, nevents;
	uint32_t edge, nedges;
	uint32_t value;
	location_t loc;
	bool noreturn;
	bool kept;		/* reduce.c */
	uint32_t to;		/* reduce.c: where control really goes */
};

/* A variable of facts: an SSA phi, or a load that must keep its old value. */
struct rl_var {
	gphi *phi;		/* NULL: a load */
	uint32_t load;		/* its LOAD value */
	uint32_t value;		/* its VAR value */
	bool live;
	uint32_t same;		/* it only ever gets this value; or NONE */
	uint8_t opaque;		/* enum fact_opaque + 1, or 0 */
	uint32_t number;	/* once lowered */
};

struct rl_function {
	struct rl_unit *unit;
	struct function *body;
	tree decl;
	const char *failed;	/* reason to drop the function */
	vec<struct rl_value> values;
	vec<uint32_t> buckets;
	vec<uint32_t> ssa;	/* SSA version -> value + 1 */
	vec<uint32_t> calls;	/* SSA version -> event + 1 */
	vec<struct rl_event> events;
	vec<uint32_t> args;
	vec<struct rl_block> blocks;
	vec<struct rl_edge> edges;
	vec<struct rl_var> vars;
	vec<tree> locals;	/* in memory, by order of appearance */
	vec<uint32_t> bbs;	/* basic block index -> block */
	vec<bool> loaded;	/* reduce.c: addresses that kept code loads from */
	hash_set<tree> *stored;	/* fields and variables stored to, NULL: none */
	gcall *through;		/* the call whose callee is being evaluated, or NULL */
	unsigned int depth;
	uint32_t nopaque;
};

/* function.c: facts of one function; false: dropped. */
bool rl_function(struct rl_unit *u, struct cgraph_node *node);

/* ---- value.c -------------------------------------------------------------------- */

uint32_t rl_value_make(struct rl_function *f, unsigned int op, unsigned int flags,
		       uint32_t a, uint32_t b, const void *ref);
uint32_t rl_value_const(struct rl_function *f, int64_t v);
uint32_t rl_value_opaque(struct rl_function *f, unsigned int why);
uint32_t rl_value_not(struct rl_function *f, uint32_t v);
uint32_t rl_value_binary(struct rl_function *f, enum tree_code code, tree type,
			 tree optype, uint32_t a, uint32_t b);
uint32_t rl_value_compare(struct rl_function *f, enum tree_code code, tree left, tree right);
/* The value of an operand: SSA name, constant, address or memory; also as the parser made it. */
uint32_t rl_value(struct rl_function *f, tree op);
unsigned int rl_value_flags(const_tree type);
static inline int64_t rl_value_int(const struct rl_value *v)
{
	return (int64_t)((uint64_t)v->b << 32 | v->a);
}
/* The innermost base of an address; a LOAD is a base. */
uint32_t rl_value_root(struct rl_function *f, uint32_t v);
/* How many of its operands are values. */
unsigned int rl_value_arity(unsigned int op);

/* ---- path.c ---------------------------------------------------------------------- */

/* The address of a memory reference. */
uint32_t rl_address(struct rl_function *f, tree ref);
uint32_t rl_address_offset(struct rl_function *f, uint32_t base, HOST_WIDE_INT bytes,
			   tree type, tree want);
uint32_t rl_address_step(struct rl_function *f, unsigned int op, uint32_t base, uint32_t b,
			 const void *ref);

/* ---- event.c ---------------------------------------------------------------------- */

void rl_events(struct rl_function *f, gimple *stmt);
uint32_t rl_event_add(struct rl_function *f, unsigned int kind, location_t loc,
		      uint32_t a, uint32_t b);
/* A call of the macro, with what it asserts something of. */
void rl_event_assertion(struct rl_function *f, const char *macro, location_t loc, uint32_t operand);
/* The build fails if a call of it is left: control never gets there. */
bool rl_never_called(const_tree fndecl);
/* What the result of a call is when the call itself is not an event. */
uint32_t rl_call_value(struct rl_function *f, gcall *call);

/* ---- assert.c ---------------------------------------------------------------------- */

/* The macro whose test this call is, or NULL. */
const char *rl_asserted(gcall *call);
/* Only a debugging kernel makes the test: where the condition leads if it does.  NULL: it is no such one. */
edge rl_edge_to_assertion(gcond *cond);
/* Assertions that leave no code. */
void rl_assert_parsed(void *gcc_data, void *user_data);
void rl_assert_mark(void *gcc_data, void *user_data);
void rl_assert_entry(struct rl_function *f);

/* ---- getter.c ---------------------------------------------------------------------- */

/* The SSA name that an address-computing inline returns; NULL: it is none. */
tree rl_getter(struct rl_unit *u, tree fndecl);
uint32_t rl_getter_value(struct rl_function *f, gcall *call, tree value);

/* ---- phi.c ------------------------------------------------------------------------- */

uint32_t rl_phi_value(struct rl_function *f, gphi *phi);
/* load.c: is the value of this load used after a store that may change it? */
void rl_loads_prepare(struct rl_function *f);
bool rl_load_is_kept(struct rl_function *f, gimple *load);
uint32_t rl_var_new(struct rl_function *f, gphi *phi, tree type);
/* After all values are known: evaluate the inputs, split edges, find loop counters. */
void rl_phis(struct rl_function *f);

/* ---- reduce.c, lower.c --------------------------------------------------------------- */

void rl_reduce(struct rl_function *f);
/* After that: is the event one that anybody needs? */
bool rl_event_counts(struct rl_function *f, const struct rl_event *e);
void rl_lower(struct rl_function *f, struct cgraph_node *node);

/* ---- init.c, contract.c, emit.c -------------------------------------------------------- */

void rl_inits(struct rl_unit *u);
void rl_aliases(struct rl_unit *u);
void rl_contract_attributes(void *gcc_data, void *user_data);
void rl_contract_decl(void *gcc_data, void *user_data);
void rl_contract_type(struct rl_unit *u, tree type);
/* How many parameters a contract counts. */
unsigned int rl_contract_params(const_tree fndecl);
/* Unless it stands there already. */
void rl_contract_once(struct facts *f, const struct fact_contract *c, const struct fact_clause *clauses);
/* As if the attribute stood there: a TREE_LIST of what follows the verb, or NULL. */
void rl_contract_add(tree decl, const char *verb, tree arguments);
/* Has this unit any?  Most have none. */
bool rl_any_contracts(void);
/* Does a contract stand on this declaration? */
bool rl_has_contract(const_tree decl);
/* ... one with that verb? */
bool rl_contract_has(const_tree decl, const char *verb);
void rl_emit(struct rl_unit *u);

/* ---- guard.c ------------------------------------------------------------------------------- */

/* Does a lock guard what the reference accesses, or what its base points to? */
bool rl_is_guarded(tree ref);
/* Of a load, what a lock must be held for; not READ_ONCE() and data_race(), which say that none is. */
bool rl_is_guarded_load(gimple *stmt);
/* What is done there is not to be checked, if its author says so: context_unsafe(). */
void rl_note_unchecked(struct rl_function *f, location_t loc);

/* ---- pragma.c ------------------------------------------------------------------------------ */

void rl_pragmas(void *gcc_data, void *user_data);
/* Where a field stands: in a type that may lie, nameless, in a named one, there at path. */
struct rl_member {
	tree type, outer;
	const char *tag, *path;
};

/* The class of the lock that a guarded field's attribute (in NULL: a variable's) names; false: nobody can tell. */
bool rl_guard_class(const struct rl_member *in, const char *text, char *class_name, size_t size);
/* "struct tag.field", where the struct is in sight and has no such field. */
bool rl_lacks_field(const char *text);
/* A function's declaration or body is at its end: what was read belongs to it. */
void rl_pragmas_end(void *gcc_data, void *user_data);

#endif
