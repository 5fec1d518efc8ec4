/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The model: what the kernel's API does, read from the contracts in the model
 * units (annotations/model) and in the source analysed.  Verbs and their
 * arguments are documented with the macros in annotations/reclint.h and annotations/model/vocabulary.h.
 *
 * A clause outside its kernel version range is not there.  What is unknown or
 * malformed is counted and named in model.errors: a misspelt verb must not
 * pass for "no contract".
 */
#ifndef RECLINT_LINK_MODEL_H
#define RECLINT_LINK_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/intern.h"
#include "base/map.h"

struct facts;

/* verb, arguments: p parameter or class, n number or constant's name, s string */
#define MODEL_VERBS(X)				\
	X(acquires, "pss")			\
	X(acquires_if, "spss")			\
	X(try_acquires, "spss")			\
	X(releases, "ps")			\
	X(must_hold, "p")			\
	X(must_hold_shared, "p")		\
	X(must_hold_either, "p")		\
	X(must_not_hold, "p")			\
	X(claims_acquires, "ps")		\
	X(claims_acquires_if, "sps")		\
	X(claims_releases, "ps")		\
	X(never_reclaims, "")			\
	X(never_sleeps, "")			\
	X(nonblockable_if, "psn")		\
	X(runs_in, "s")				\
	X(might_acquire, "pss")			\
	X(keys, "pp")				\
	X(subclass, "pp")			\
	X(inits, "pp")				\
	X(allocates, "p")			\
	X(allocates_masked, "pss")		\
	X(allocates_if, "ppsn")			\
	X(allocates_with, "s")			\
	X(faults, "s")				\
	X(faults_if, "spsn")			\
	X(faults_if_field, "spssn")		\
	X(sets, "psn")				\
	X(enters_when, "spsn")			\
	X(leaves_when, "spsn")			\
	X(leaves_flags, "sp")			\
	X(sleeps, "")				\
	X(sleeps_if, "psn")			\
	X(sleeps_in_task, "")			\
	X(waits, "ps")				\
	X(waits_if, "pspsn")			\
	X(signals, "ps")			\
	X(fires_notifiers, "s")			\
	X(enters, "s")				\
	X(leaves, "s")				\
	X(enters_if, "ss")			\
	X(opens, "sp")				\
	X(closes, "sp")				\
	X(counts, "pn")				\
	X(tests_held, "p")			\
	X(tests_context, "")			\
	X(tests_irqs, "")			\
	X(queues, "pp")				\
	X(makes_queue, "pnn")			\
	X(never_returns_if, "spsn")		\
	X(registers, "pss")			\
	X(event, "s")				\
	X(event_unless, "spsn")			\
	X(no_effect, "")			\
	X(dies, "")				\
	X(selftest, "")				\
	X(final_put, "")			\
	X(tests_last, "s")			\
	X(use_body, "")				\
	X(calls, "pp")				\
	X(calls_final, "pp")			\
	X(stores, "pps")			\
	X(defers, "ps")				\
	X(returns, "p")				\
	X(returns_new, "")			\
	X(never_returns, "s")			\
	X(entry, "s")				\
	X(given, "spssn")			\
	X(given_set, "spsn")			\
	X(result, "ssn")			\
	X(result_when, "snpsn")			\
	X(followed_by, "s")			\
	X(taken_in, "s")			\
	X(tells, "ps")				\
	X(guarded_by, "s")			\
	X(write_guarded_by, "s")		\
	X(pt_guarded_by, "s")			\
	X(unchecked, "")			\
	X(unchecked_at, "n")			\
	X(unseen, "")				\
	X(role, "s")				\
	X(not_called, "")			\
	X(scope_counter, "s")			\
	X(scope_flag, "ss")			\
	X(lock, "s")				\
	X(container, "")			\
	X(bridge, "")				\
	X(constant, "sn")			\
	X(lock_kind, "ss")			\
	X(scope_kind, "ss")			\
	X(no_effect_prefix, "s")		\
	X(hidden_suffix, "s")			\
	X(no_validate, "s")			\
	X(despite, "ss")			\
	X(since, "s")				\
	X(before, "s")

enum model_verb {
#define X(name, args) MV_##name,
	MODEL_VERBS(X)
#undef X
	MV_COUNT
};

#define MODEL_ARGS	5

struct model_clause {
	enum model_verb verb;
	uint32_t nargs;
	struct {
		const char *text;	/* or NULL: value */
		int64_t value;
	} arg[MODEL_ARGS];
};

/*
 * claims_acquires(P, MODE), claims_acquires_if(COND, P, MODE), claims_releases(P, MODE): what a function
 * leaves its callers with, as the other names of acquires and releases say it; but
 * only a claim, which the body is held to.  Callers see the body.  MODE "": either.
 */

/* Does the clause take a lock, or try to?  *arg: which of its arguments is the lock; kind and mode follow. */
static inline bool model_takes_lock(const struct model_clause *cl, unsigned int *arg)
{
	*arg = cl->verb == MV_acquires_if || cl->verb == MV_try_acquires;
	return *arg || cl->verb == MV_acquires;
}

struct model_function {
	const char *name;
	uint32_t nparams;
	bool is_authors;		/* from the source analysed: the model's own entry does not count */
	bool is_body_used;		/* use_body: clauses add to the body */
	bool has_no_effect;
	bool is_death;			/* dies: never comes back */
	bool is_selftest;
	bool is_final_put;
	bool is_unchecked;		/* its body is not asked about */
	bool is_unseen;			/* its author knows of locks that its body does not show */
	bool returns_new;		/* an object that nobody else knows yet */
	const char *last;		/* tests_last: return class that says so, or NULL */
	const char *event;		/* for path rules, or NULL */
	int64_t subclassed, subclass;	/* parameters: this lock is taken as subclass that; 0: none */
	struct model_clause *clauses;
	uint32_t nclauses;
	uint32_t unit;			/* that its first contract came from: others may have read the same header */
	uint32_t variant;		/* the same name with other parameters: model.variants, or NONE */
};

/* guarded_by and its kin; lock NULL: none. */
struct model_guard {
	const char *lock;		/* class: "struct tag.field", or a global */
	bool reads;			/* it must be held, at least shared, for reading as well */
};

/* A callback field: where the kernel calls it from, and what holds there. */
struct model_field {
	const char *tag, *name;		/* of a guarded variable: its file (static, else ""), and its name */
	const char *role;		/* "mmap_lock", ... or NULL */
	const char *scope;		/* scope_counter: adding to this field enters it, or NULL */
	struct model_guard guard, pointee;	/* of the field, and of what it points to */
	bool is_not_called;
	const char *file;		/* where its last contract stands */
	unsigned int line;
	struct model_clause *clauses;	/* entry, given, given_set, scope_flag, taken_in */
	uint32_t nclauses;
};

struct model_type {
	const char *tag;
	bool is_container, is_bridge;
	const char *lock_kind;
};

enum lock_property { LOCK_SLEEPS, LOCK_ATOMIC, LOCK_DOMAIN };

/* Scopes the engine itself knows about; further ones follow. */
#define MODEL_SCOPES(X)							\
	X(nofs) X(noio) X(noreclaim) X(nofault) X(nonblock) X(fs_reclaim) X(signalling) X(spin) X(user_mm) \
	X(task)	/* told that this is no interrupt, see primitive.c */

enum scope_id {
#define X(name) SCOPE_##name,
	MODEL_SCOPES(X)
#undef X
	SCOPE_KNOWN
};

#define SCOPE_MAX	16

struct model {
	struct intern strings;
	struct keymap function_keys, field_keys, type_keys;
	ARRAY(struct model_function) functions, variants;
	ARRAY(struct model_field) fields;
	ARRAY(struct model_type) types;
	struct intern constant_names;
	ARRAY(int64_t) constants;
	ARRAY(const char *) prefixes, hidden_suffixes;
	const char *no_validate;		/* lockdep key, or NULL */
	struct intern lock_kinds;
	ARRAY(enum lock_property) lock_properties;
	struct intern scopes;
	bool scope_is_atomic[SCOPE_MAX], scope_is_paired[SCOPE_MAX];
	ARRAY(const char *) errors;	/* sentences */
	uint32_t nunits;		/* read so far */
	int version[3];			/* of the kernel analysed; 0.0.0: newest */
	struct arena arena;
};

void model_init(struct model *m, const char *kernel);
void model_release(struct model *m);
/*
 * What the source says that a function does stands above the model, whichever
 * comes first; what it only claims does not count where the model has an entry.
 * Contracts of static functions are their file's alone.
 */
void model_add(struct model *m, const struct facts *f, bool is_source);
/* No contracts after this point. */
void model_finish(struct model *m);

/* A letter for each argument of its contracts, see MODEL_VERBS. */
const char *model_verb_arguments(enum model_verb verb);

const struct model_function *model_find_function(const struct model *m, const char *name);
/* A static function's contract, in the file that defines it; or NULL. */
const struct model_function *model_find_static(const struct model *m, const char *file, const char *name);
/* The entry for so many parameters: this one, unless another fits better. */
const struct model_function *model_variant(const struct model *m, const struct model_function *fn, uint32_t nparams);
/* The name by which the source calls it: macros around kmalloc_noprof() are kmalloc(). */
const char *model_spelling(struct model *m, const char *name);
const struct model_field *model_find_field(const struct model *m, const char *tag, const char *name);
const struct model_type *model_find_type(const struct model *m, const char *tag);
/* Value of "A|B|~C"; names the model does not have count as 0 and as an error. */
int64_t model_constant(struct model *m, const char *text);
/* Does whoever takes it, or what happens under it, sleep? */
bool model_lock_sleeps(const struct model *m, const char *kind);
bool model_lock_is_domain(const struct model *m, const char *kind);
bool model_lock_spins(const struct model *m, const char *kind);
/* Scope number, or SCOPE_MAX if there are too many (counted). */
uint32_t model_scope(struct model *m, const char *name);
const char *model_scope_name(const struct model *m, uint32_t scope);

#endif
