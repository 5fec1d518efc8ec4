/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interned expressions and atoms.
 *
 * An expression is a value as some function sees it: the nodes of the facts
 * with program-wide numbers, hash-consed, so that equal expressions are equal
 * numbers.  Number 0 is "unknown".  Leaves are either visible to callers
 * (constants, parameters, symbols) or local to one function (locals, variables,
 * results, opaque values); an expression with a local leaf means nothing
 * outside its function and is dropped ("unknown") when a summary leaves it.
 *
 * An atom compares an expression with a constant.  Conditions become
 * conjunctions of atoms; guards are sets of atoms that all hold.
 */
#ifndef RECLINT_ANALYSIS_EXPR_H
#define RECLINT_ANALYSIS_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/map.h"
#include "facts/facts.h"

struct program;

#define EXPR_UNKNOWN	0u
#define EXPR_STEPS	6	/* as in the facts: longer paths are unknown */
#define EXPR_NODES	16

enum expr_flags {
	XF_LOCAL	= 1 << 0,	/* has a leaf local to one function */
	XF_PARAM	= 1 << 1,	/* has a parameter */
	XF_LOAD		= 1 << 2,	/* reads memory */
	XF_BOOL		= 1 << 3,
	XF_OPAQUE	= 1 << 4,	/* a value that means something else on the next round of a loop */
	XF_ARITHMETIC	= 1 << 5,	/* sums and the like: no guard for callers */
};

struct expr {
	uint8_t op;			/* enum fact_node_op; FN_COUNT: unknown */
	uint8_t flags;
	uint8_t steps;			/* path length */
	uint8_t nodes;			/* size */
	uint32_t a, b;			/* FIELD: b is the program's field, SYMBOL: a the entity */
};

enum atom_op { ATOM_EQ, ATOM_NE, ATOM_ZERO, ATOM_SOME, ATOM_LT, ATOM_GE, ATOM_IN };
/* ZERO: (x & v) == 0; SOME: (x & v) != 0; IN: bit x of v is set */

struct atom {
	uint32_t expr;
	uint32_t op;
	int64_t value;
};

enum truth { UNDECIDED, IS_TRUE, IS_FALSE };

#define GUARDS_MAX	8

/* Sorted atom numbers.  Set 0 is empty: always holds. */
struct atom_set {
	uint32_t n;
	uint32_t atom[GUARDS_MAX];
};

/*
 * The tables are much larger than a processor's cache, and a walk asks for the
 * same few things again and again: what was asked for last, by hash.
 */
#define EXPRS_RECENT	4096

struct exprs {
	const struct program *program;
	uint32_t recent_exprs[EXPRS_RECENT];	/* numbers; checked before use */
	uint32_t recent_atoms[EXPRS_RECENT];
	struct expr recent_expr[EXPRS_RECENT];	/* what they are */
	struct atom recent_atom[EXPRS_RECENT];
	uint32_t recent_sets[EXPRS_RECENT];
	struct atom_set recent_set[EXPRS_RECENT];
	ARRAY(struct expr) at;
	uint32_t *expr_slots;		/* open addressing: number + 1; the hottest tables there are */
	uint32_t nexpr_slots;
	ARRAY(struct atom) atoms;
	uint32_t *atom_slots;
	uint32_t natom_slots;
	ARRAY(struct atom_set) sets;
	struct keymap set_keys;
};

void exprs_init(struct exprs *x, const struct program *p);
void exprs_release(struct exprs *x);

static inline const struct expr *expr_at(const struct exprs *x, uint32_t e)
{
	return &x->at.at[e];
}

/* The number of this expression, simplified; EXPR_UNKNOWN beyond the bounds. */
uint32_t expr_make(struct exprs *x, enum fact_node_op op, uint32_t a, uint32_t b, unsigned int flags);
uint32_t expr_const(struct exprs *x, int64_t value);
uint32_t expr_param(struct exprs *x, uint32_t n);
bool expr_is_const(const struct exprs *x, uint32_t e, int64_t *value);
/* Text for dumps and messages: "param0->adev->lock". */
void expr_print(const struct exprs *x, uint32_t e, char *buf, size_t size);

uint32_t atom_id(struct exprs *x, uint32_t expr, enum atom_op op, int64_t value);
static inline const struct atom *atom_at(const struct exprs *x, uint32_t a)
{
	return &x->atoms.at[a];
}
uint32_t atom_negate(struct exprs *x, uint32_t a);

/*
 * Atoms that hold when `cond` is (truth), at most max; returns how many.
 * *decided tells when it is a constant: then no atoms.
 */
unsigned int cond_atoms(struct exprs *x, uint32_t cond, bool truth, uint32_t *atoms,
			unsigned int max, enum truth *decided);

/* Do the atoms say all of it?  Not those of "a & (b | c)", which are those of a. */
bool cond_is_conjunction(struct exprs *x, uint32_t cond, bool truth);

/*
 * The atom (expr op value) in normal form, or NONE: unknown, or decided by
 * the expression itself (*decided).
 */
uint32_t atom_normal(struct exprs *x, uint32_t expr, enum atom_op op, int64_t value, enum truth *decided);

/* Is leaf (an expression) part of expr? */
bool expr_mentions(const struct exprs *x, uint32_t expr, uint32_t leaf);
/* Does expr read this field of anything? */
bool expr_loads_field(const struct exprs *x, uint32_t expr, uint32_t field);
/* The leaf that a path of fields, loads, offsets starts at. */
uint32_t expr_root(const struct exprs *x, uint32_t expr);

/* Does the value satisfy the atom? */
bool atom_holds(const struct atom *a, int64_t value);
/* What atom `known` says about atom `asked` (same expression, else undecided). */
enum truth atom_implies(const struct atom *known, const struct atom *asked);
/* What a constant expression says. */
enum truth atom_decide(const struct exprs *x, const struct atom *a);

uint32_t atom_set_id(struct exprs *x, struct atom_set *set);	/* sorts */
static inline const struct atom_set *atom_set_at(const struct exprs *x, uint32_t s)
{
	return &x->sets.at[s];
}
/* Some atom of a contradicts one of b. */
bool atom_sets_contradict(const struct exprs *x, uint32_t a, uint32_t b);
uint32_t atom_set_common(struct exprs *x, uint32_t a, uint32_t b);
/* Every atom of a is in b: a holds wherever b does. */
bool atom_set_within(const struct exprs *x, uint32_t a, uint32_t b);

#endif
