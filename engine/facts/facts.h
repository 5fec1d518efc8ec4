/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts: what one translation unit does, as written down by the plugin and
 * read by the engine.  This header is the whole contract between the two; it
 * knows neither GCC nor any kernel API.
 *
 * A unit is a handful of flat tables of fixed-size little-endian records, plus
 * one string table (as BTF does it).  The same structs are used in memory and
 * on disk; a reader uses the decompressed tables in place after every index
 * and offset has been checked (facts_check()), so the code behind it does not
 * check again.
 *
 * Numbering is by order of appearance.  Nothing of the compiler's (DECL_UID,
 * SSA version, addresses) may leak in: same source, same flags, same bytes.
 *
 * All cross references are u32 indices; FACT_NONE means "none".  Index spaces:
 *
 *	unit wide	strings (byte offset), types, fields, symbols,
 *			functions, inits, contracts
 *	per function	blocks, edges, events, arguments, nodes, locals,
 *			parameters; a record holds the index relative to the
 *			function's first one
 *
 * docs/facts.md specifies the container (magic, version, hash, zstd frame) and
 * the text form, which round-trips.
 */
#ifndef RECLINT_FACTS_FACTS_H
#define RECLINT_FACTS_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FACTS_MAGIC	"RCLFACT\n"	/* eight bytes, no NUL */
#define FACTS_FORMAT	1u		/* readers take only their own number */
#define FACTS_SECTION	".reclint.facts"

#define FACT_NONE	0xffffffffu

/* ---- the tables: enum, member, record, where it is indexed from ---------- */

#define FACT_TABLES(X)						\
	X(UNIT,     units,     struct fact_unit)	/* exactly one row */	\
	X(TYPE,     types,     struct fact_type)			\
	X(FIELD,    fields,    struct fact_field)			\
	X(SYMBOL,   symbols,   struct fact_symbol)			\
	X(FUNCTION, functions, struct fact_function)			\
	X(PARAM,    params,    struct fact_param)			\
	X(LOCAL,    locals,    struct fact_local)			\
	X(BLOCK,    blocks,    struct fact_block)			\
	X(EDGE,     edges,     struct fact_edge)			\
	X(EVENT,    events,    struct fact_event)			\
	X(ARG,      args,      uint32_t)	/* node indices */	\
	X(NODE,     nodes,     struct fact_node)			\
	X(INIT,     inits,     struct fact_init)			\
	X(ALIAS,    aliases,   struct fact_alias)			\
	X(CONTRACT, contracts, struct fact_contract)			\
	X(CLAUSE,   clauses,   struct fact_clause)			\
	X(DROP,     drops,     struct fact_drop)

enum fact_table {
#define X(id, member, type) FT_##id,
	FACT_TABLES(X)
#undef X
	FT_STRINGS,		/* bytes, not records; offset 0 is "" */
	FT_COUNT
};

enum fact_unit_flags {
	FU_MODULE	= 1 << 0,	/* MODULE was defined: part of a loadable module */
	FU_FACTS_ONLY	= 1 << 1,	/* reserved, always 0: both modes give the same bytes */
};

struct fact_unit {
	uint32_t source;	/* string: main source file, relative to the tree */
	uint32_t image;		/* string: KBUILD_MODNAME, or "vmlinux"; "" outside the kernel */
	uint32_t compiler;	/* string: e.g. "gcc 12.2.0" */
	uint32_t flags;		/* enum fact_unit_flags */
};

/*
 * A named struct or union (tag, or the typedef name when it has no tag).
 * Nameless members belong to the enclosing named type, see fact_field.
 */
enum fact_type_kind { FTK_STRUCT, FTK_UNION };

struct fact_type {
	uint32_t tag;		/* string */
	uint32_t file;		/* string: file of the first field; tells equal tags apart */
	uint32_t kind;		/* enum fact_type_kind */
};

/*
 * A field of a named type.  A field within a nameless struct member is named
 * with its path: drm_i915_gem_object "mm.lock".  Nameless members without a
 * name of their own (anonymous unions) add nothing to the path.
 */
struct fact_field {
	uint32_t type;		/* type: the named struct it belongs to */
	uint32_t name;		/* string */
	uint32_t offset;	/* bytes from the start of that struct; bit fields: the byte */
	uint32_t of;		/* type: named struct embedded here (arrays: element), or NONE */
	uint32_t points_to;	/* type: named struct it points to, or NONE */
};

enum fact_symbol_flags {
	FS_FUNCTION	= 1 << 0,
	FS_VARIABLE	= 1 << 1,
	FS_STATIC	= 1 << 2,	/* unit-local linkage */
	FS_HEADER	= 1 << 3,	/* static and defined in a header: shared by name, file, hash */
	FS_WEAK		= 1 << 4,
	FS_DEFINED	= 1 << 5,	/* defined in this unit (function: its body was compiled here) */
	FS_NORETURN	= 1 << 6,
	FS_MODEL	= 1 << 7,	/* a contract in this unit names it */
};

/*
 * Every function or variable the unit refers to or defines.  Statics carry
 * the file they are declared in; globals have file 0 (""), whoever declares
 * them.  Static locals are "function.variable", with ".2", ".3" ... for
 * further ones of the same name.
 */
struct fact_symbol {
	uint32_t name;		/* string */
	uint32_t file;		/* string */
	uint32_t flags;		/* enum fact_symbol_flags */
	uint32_t type;		/* variable: named struct type (arrays: element) or NONE */
};

enum fact_function_flags {
	FF_INIT		= 1 << 0,	/* section .init.* */
	FF_EXIT		= 1 << 1,	/* section .exit.* */
	FF_NORETURN	= 1 << 2,
	FF_NOEVENTS	= 1 << 3,	/* pure: no call, no store; the value alone matters */
	FF_ADDRESS	= 1 << 4,	/* its address is taken in this unit */
};

struct fact_function {
	uint32_t symbol;	/* symbol */
	uint32_t file;		/* string: where the body is */
	uint32_t line;
	uint32_t flags;		/* enum fact_function_flags */
	uint32_t param_first, nparams;
	uint32_t local_first, nlocals;
	uint32_t block_first, nblocks;	/* block 0 is the entry */
	uint32_t edge_first, nedges;
	uint32_t event_first, nevents;
	uint32_t arg_first, nargs;
	uint32_t node_first, nnodes;
	uint32_t nvars;			/* FN_VAR numbers used: 0..nvars-1 */
	uint32_t nopaque;		/* FN_OPAQUE nodes: values given up on */
	uint64_t hash[2];		/* XXH3-128 of the text form without this field */
};

enum fact_value_kind { FV_OTHER, FV_INT, FV_BOOL, FV_POINTER, FV_FUNCTION };

struct fact_param {
	uint32_t name;		/* string */
	uint32_t kind;		/* enum fact_value_kind; FV_FUNCTION: pointer to function */
	uint32_t type;		/* type pointed to, or NONE */
};

/* A local variable that lives in memory (address taken, struct or array). */
struct fact_local {
	uint32_t name;		/* string */
	uint32_t type;		/* named struct type (arrays: element), or NONE */
};

/*
 * Reduced control-flow graph: a block has events, or its branch decides which
 * events (or which values of FN_VAR, or which return value) come next.
 *
 *	nedges == 0	the function returns `value` (NONE: void), or, with
 *			FB_NORETURN, never gets past here
 *	nedges == 1	goto
 *	nedges >= 2	switch on `value`; a two-way branch is a switch with
 *			case 0..0 for "false" and default for "true".  Exactly
 *			one edge is the default, and it comes first.
 */
enum fact_block_flags { FB_NORETURN = 1 << 0 };

struct fact_block {
	uint32_t event, nevents;
	uint32_t edge, nedges;
	uint32_t value;		/* node or NONE */
	uint32_t line;		/* of the branch or return; 0 unknown */
	uint32_t flags;		/* enum fact_block_flags */
};

enum fact_edge_flags { FE_DEFAULT = 1 << 0 };

struct fact_edge {
	uint32_t target;	/* block */
	uint32_t flags;
	int64_t lo, hi;		/* case range, inclusive; 0 for the default */
};

/*
 * What happens, in order.  Calls to compiler built-ins without effect on
 * locks, memory or control are not recorded.
 */
#define FACT_EVENTS(X)							\
	X(CALL,  "call")	/* a: symbol; args; result FN_RESULT(event) */	\
	X(ICALL, "icall")	/* a: node, the address called; args */		\
	X(STORE, "store")	/* a: node, address; b: node, value */		\
	X(SET,   "set")		/* a: FN_VAR number; b: node, value (a phi's copy) */ \
	X(COPY,  "copy")	/* a, b: nodes, addresses: *a = *b, whole struct */

enum fact_event_kind {
#define X(id, name) FEV_##id,
	FACT_EVENTS(X)
#undef X
	FEV_COUNT
};

enum fact_event_flags {
	FEF_USED	= 1 << 0,	/* CALL, ICALL: the result is used */
	FEF_NORETURN	= 1 << 1,
};

struct fact_event {
	uint8_t kind;		/* enum fact_event_kind */
	uint8_t flags;		/* enum fact_event_flags */
	uint16_t column;	/* 0 unknown */
	uint32_t line;		/* macro uses: where the outermost macro is used */
	uint32_t file;		/* string */
	uint32_t a, b;
	uint32_t arg, nargs;	/* into the function's arguments */
};

/*
 * Values, as a graph of hash-consed nodes: equal expressions of a function
 * have one number, operands have smaller numbers than their users.
 *
 * FN_LOAD is not versioned: two loads of one address are one node, and the
 * reader decides which stores and calls in between count.  Casts, no-op
 * conversions, __builtin_expect and spinlock_check-like identities of the
 * compiler are looked through; a truncating conversion is AND with a mask
 * only where the source shows one.
 */
#define FACT_NODES(X)							\
	X(CONST,  "const",  0)	/* a low, b high half of an int64 */		\
	X(PARAM,  "param",  0)	/* a: parameter number, from 0 */		\
	X(SYMBOL, "symbol", 0)	/* a: symbol; its address */			\
	X(LOCAL,  "local",  0)	/* a: local; its address */			\
	X(VAR,    "var",    0)	/* a: variable number (an SSA phi) */		\
	X(RESULT, "result", 0)	/* a: event number of the call */		\
	X(OPAQUE, "opaque", 0)	/* a: enum fact_opaque; b: number, equal value = equal number */ \
	X(STRING, "string", 0)	/* a: string; address of a literal */		\
	X(FIELD,  "field",  1)	/* a: base address; b: field (unit index); address */ \
	X(LOAD,   "load",   1)	/* a: address; the value there */		\
	X(INDEX,  "index",  1)	/* a: base address; b: index node or NONE; address */ \
	X(OFFSET, "offset", 1)	/* a: base address; b: int32 bytes (container_of) */ \
	X(NOT,    "not",    1)	/* !a */					\
	X(COMPL,  "compl",  1)	/* ~a */					\
	X(NEG,    "neg",    1)							\
	X(AND,    "and",    2)							\
	X(OR,     "or",     2)							\
	X(XOR,    "xor",    2)							\
	X(ADD,    "add",    2)							\
	X(SUB,    "sub",    2)							\
	X(MUL,    "mul",    2)							\
	X(SHL,    "shl",    2)							\
	X(SHR,    "shr",    2)							\
	X(EQ,     "eq",     2)							\
	X(NE,     "ne",     2)							\
	X(LT,     "lt",     2)	/* flag FNF_UNSIGNED: unsigned compare */	\
	X(LE,     "le",     2)

enum fact_node_op {
#define X(id, name, nodes) FN_##id,
	FACT_NODES(X)
#undef X
	FN_COUNT
};

enum fact_node_flags {
	FNF_UNSIGNED	= 1 << 0,
	FNF_POINTER	= 1 << 1,	/* the value is a pointer */
	FNF_BOOL	= 1 << 2,	/* the value is 0 or 1 */
};

/* A format rule far above the plugin's own bound: nodes in the tree below one. */
#define FACT_TREE_MAX	256

struct fact_node {
	uint8_t op;		/* enum fact_node_op */
	uint8_t flags;		/* enum fact_node_flags */
	uint16_t pad;		/* 0 */
	uint32_t a, b;
};

enum fact_opaque {
	FO_TOO_DEEP,		/* path longer than 6 steps or tree over 16 nodes */
	FO_LOOP,		/* phi that depends on itself (induction) */
	FO_ASM,			/* output of an asm */
	FO_FLOAT,
	FO_OTHER,		/* an operation this format has no node for */
	FO_COUNT
};

/*
 * Static initialiser: element `field` of variable `symbol` holds the address
 * of `target`.  `field` is the innermost named struct's field; `outer` the
 * field of the next enclosing named struct when the initialised struct lies
 * inside another one, else NONE; `index` the position in an array, else 0.
 */
struct fact_init {
	uint32_t symbol;	/* symbol: variable */
	uint32_t field;		/* field, or NONE (plain pointer or array of pointers) */
	uint32_t outer;		/* field or NONE */
	uint32_t index;
	uint32_t target;	/* symbol: function or variable */
};

struct fact_alias {
	uint32_t symbol;	/* symbol: the second name */
	uint32_t target;	/* symbol: what it stands for */
};

/*
 * A contract: attribute `reclint("verb", ...)` on a declaration, see
 * annotations/reclint.h.  Clauses keep their order.
 */
enum fact_contract_on { FCO_FUNCTION, FCO_FIELD, FCO_TYPE, FCO_VARIABLE };

struct fact_contract {
	uint32_t on;		/* enum fact_contract_on */
	uint32_t name;		/* string: function, variable or struct tag */
	uint32_t field;		/* string: field name for FCO_FIELD, else 0 */
	uint32_t file;		/* string: where the declaration stands */
	uint32_t line;
	uint32_t nparams;	/* FCO_FUNCTION: parameters of the declaration */
	uint32_t verb;		/* string */
	uint32_t clause_first, nclauses;
};

/* One argument of a contract: a string, or an integer when text is NONE. */
struct fact_clause {
	uint32_t text;		/* string or NONE */
	uint32_t pad;		/* 0 */
	int64_t value;
};

/* Something given up in this unit: counted by reason, never silent. */
struct fact_drop {
	uint32_t reason;	/* string: "tracepoint", "internal: ...", "too many nodes" */
	uint32_t function;	/* string: the first one it happened to, or 0 */
	uint32_t count;
};

/* ---- a unit in memory ---------------------------------------------------- */

/*
 * Either built (facts_new() ... facts_add) or read (facts_read()).  Tables
 * belong to the unit; facts_free() releases all.
 */
struct facts {
#define X(id, member, type) type *member; uint32_t n_##member;
	FACT_TABLES(X)
#undef X
	char *strings;
	uint32_t n_strings;		/* bytes */
	uint64_t hash[2];		/* of the whole unit's payload, set by read and write */
	struct facts_build *build;	/* builder's tables, NULL once read */
	void *storage;			/* reader's buffer, NULL while built */
};

/* What went wrong, for the one line the user sees; text is malloc'ed or static. */
struct facts_error {
	char text[256];
};

/* ---- building (plugin, and the text parser) ------------------------------ */

struct facts *facts_new(void);
void facts_free(struct facts *f);

/* All of these return the index; equal input gives the index it had before. */
uint32_t facts_string(struct facts *f, const char *s);
uint32_t facts_type(struct facts *f, const struct fact_type *t);
uint32_t facts_field(struct facts *f, const struct fact_field *t);
/* Symbols are found again by name and file; flags and type are merged in. */
uint32_t facts_symbol(struct facts *f, const struct fact_symbol *s);

/*
 * Append without looking for an equal one.  Functions are built in order:
 * facts_function_begin(), then facts_param ... facts_edge in any order, then
 * facts_function_end(), which computes the hash; or facts_function_abort(),
 * which removes whatever the function had added to the per-function tables.
 */
void facts_function_begin(struct facts *f, const struct fact_function *fn);
uint32_t facts_param(struct facts *f, const struct fact_param *p);
uint32_t facts_local(struct facts *f, const struct fact_local *l);
uint32_t facts_block(struct facts *f, const struct fact_block *b);
uint32_t facts_edge(struct facts *f, const struct fact_edge *e);
uint32_t facts_event(struct facts *f, const struct fact_event *e);
uint32_t facts_arg(struct facts *f, uint32_t node);
uint32_t facts_node(struct facts *f, const struct fact_node *n);	/* hash-consed per function */
void facts_function_end(struct facts *f);
void facts_function_abort(struct facts *f);
/* The function being built, for setting flags, nvars, nopaque before _end(). */
struct fact_function *facts_function_current(struct facts *f);

void facts_unit(struct facts *f, const struct fact_unit *u);
void facts_init(struct facts *f, const struct fact_init *i);
void facts_alias(struct facts *f, const struct fact_alias *a);
uint32_t facts_contract(struct facts *f, const struct fact_contract *c,
			const struct fact_clause *clauses);
void facts_drop(struct facts *f, const char *reason, const char *function);

/* ---- reading and writing ------------------------------------------------- */

/* One complete record (header and zstd frame); *out is malloc'ed. Never fails. */
void facts_write(struct facts *f, uint8_t **out, size_t *size);

/*
 * Read the record at data; *used says how many bytes it took, so that the
 * joined sections of `ld -r` are read in a loop.  Every index is checked.
 * Returns NULL and fills err: truncated, not facts, other format, hash
 * mismatch, index out of range (names the table and the row).
 */
struct facts *facts_read(const uint8_t *data, size_t size, size_t *used,
			 struct facts_error *err);

/* Hash and size of the record at data without unpacking it; false: not one. */
bool facts_peek(const uint8_t *data, size_t size, size_t *used, uint64_t hash[2],
		struct facts_error *err);

/* Every index in range, every table consistent.  False fills err. */
bool facts_check(const struct facts *f, struct facts_error *err);

/* Text form; facts_parse() of facts_print() gives the same bytes again. */
void facts_print(const struct facts *f, FILE *out);
struct facts *facts_parse(FILE *in, struct facts_error *err);

/* ---- small helpers -------------------------------------------------------- */

static inline const char *facts_str(const struct facts *f, uint32_t s)
{
	return f->strings + s;
}

static inline int64_t fact_const_value(const struct fact_node *n)
{
	return (int64_t)((uint64_t)n->b << 32 | n->a);
}

#ifdef __cplusplus
}
#endif
#endif
