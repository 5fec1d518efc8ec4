/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The engine as its users (the commands) see it: give it facts, run it, ask
 * for findings and tables.  Everything it returns belongs to it and lives
 * until analysis_free().
 *
 *	struct analysis *a = analysis_new(&options);
 *	analysis_add(a, facts, path) for every unit, model units included
 *	analysis_run(a)
 *	analysis_result(a), analysis_locks(a)
 */
#ifndef RECLINT_ANALYSIS_ANALYSIS_H
#define RECLINT_ANALYSIS_ANALYSIS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "report/finding.h"

struct facts;
struct analysis;

/* Every bound: name (as in --bound NAME=N), default, what it bounds. */
#define ANALYSIS_BOUNDS(X)							\
	X(states, 12, "states kept apart at one block of a function")		\
	X(steps, 60000, "events times states in one walk over a function")	\
	X(effects, 400, "effects in the summary of a function")			\
	X(guards, 6, "guards kept with an effect, at most 8")			\
	X(targets, 48, "targets of an indirect call that are followed")		\
	X(rounds, 64, "walks over a function within one strongly connected component") \
	X(depth, 8, "calls on one chain")					\
	X(several, 2, "indirect calls with several targets on one chain")	\
	X(contexts, 64, "assumptions under which one function is summarised again")	\
	X(callers, 6, "calls from an event that a path rule asks about up to who decides about it") \
	X(callback_depth, 8, "calls from an invalidate callback to a lock that is tracked") \
	X(spin_depth, 3, "calls from an invalidate callback to a spinning lock that is tracked") \
	X(shrinker_depth, 4, "calls from a shrinker, release or signalling callback to a lock that is tracked") \
	X(fault_depth, 3, "calls from a fault or mmap handler to a lock that is tracked") \
	X(order_depth, 2, "calls from a function that takes such a lock to one that is taken, or an item that is waited for, under it") \
	X(item_depth, 4, "calls from the function of such an item to what it does") \
	X(enders, 4, "calls that end one wait by completing or waking, and callers of a function that does, that are looked at") \
	X(atomic_depth, 4, "calls from an atomic section to something that sleeps")

struct analysis_options {
	const char *kernel;		/* version "6.1.192", or NULL: newest the model knows */
	unsigned int jobs;
	const char *const *rules;	/* ids to run, NULL: all that are on by default */
	unsigned int nrules;
	/* Report only what lies in this unit, a finding with its places there; NULL: all. */
	const char *only_unit;
	bool dump;			/* print the summaries on stderr: for people who debug */
	const char *dump_function;	/* only this one, NULL: all */
#define X(name, value, text) unsigned int bound_##name;
	ANALYSIS_BOUNDS(X)
#undef X
};

/* Defaults everywhere. */
void analysis_options_init(struct analysis_options *o);

struct analysis *analysis_new(const struct analysis_options *o);
void analysis_free(struct analysis *a);

/*
 * Takes f over.  model: its contracts are the model and its own functions are
 * not part of the program.  A unit that failed elsewhere is named with
 * analysis_add_failed(), so that it appears in the result.
 */
void analysis_add(struct analysis *a, struct facts *f, const char *path, bool model);
void analysis_add_failed(struct analysis *a, const char *unit);

/*
 * A function pointer that a unit which is not added stores in a field: calls
 * through the field have that target, too.  Strings stay the caller's.
 */
struct absent_target;
void analysis_add_absent(struct analysis *a, const struct absent_target *t);

/*
 * With only_unit: of other functions only these matter, besides those that the
 * unit's own call, and their callers.  Strings as above.
 */
void analysis_add_beside(struct analysis *a, const char *source, const char *function);

/* Link, summarise, build the lock graph, run the rules. Once. */
void analysis_run(struct analysis *a);

/* For an index of the program, after analysis_run(): units are numbered as they were added. */
struct bitset;
struct function;
struct program;
typedef void neighbours_fn(uint32_t unit, const struct bitset *units, void *data);
typedef void beside_fn(const char *lock, const struct bitset *nodes, void *data);
const struct function *analysis_function(const struct analysis *a, uint32_t node);
const struct program *analysis_program(const struct analysis *a);
/* For whoever follows a finding's chains through the facts (scenario/). */
struct solver;
struct entries;
struct solver *analysis_solver(struct analysis *a);
const struct entries *analysis_entries(const struct analysis *a);
/* Each unit with those that have a say in what is found in it, each lock with the functions beside it: neighbours.h. */
void analysis_neighbours(struct analysis *a, neighbours_fn *unit, beside_fn *lock, void *data);

/* Was this rule to be run? */
bool analysis_has_rule(const struct analysis *a, const char *id);

const struct result *analysis_result(struct analysis *a);
const struct lock_table *analysis_locks(struct analysis *a);
/* The lock graph, as far as it lies on a circle with reclaim, the notifiers or a fence: report/order.h. */
struct lock_orders analysis_orders(struct analysis *a);

#endif
