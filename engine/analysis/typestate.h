/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Type-state: what has happened on a path before something is done.
 *
 * A rule gives an automaton as data: which modelled calls (__rl_event) set and
 * clear which marks, and which calls it asks about.  The functions around these
 * calls are walked once more, with the locks, values and feasible paths of
 * explore(), and the marks are one more part of the state.
 *
 *	downwards	what a callee does to the marks, by return class, holds
 *			after the call, `up` calls up from the event
 *	upwards		an event asked about that its function does not decide
 *			is looked at in every caller, with what is held and
 *			marked there, up to functions that nobody calls and to
 *			the kernel's callbacks
 *
 * An event's name is the one of its contract, or "+ROLE", "-ROLE": a lock that
 * plays this part in the kernel's order is taken, dropped; "+": any lock is.
 */
#ifndef RECLINT_ANALYSIS_TYPESTATE_H
#define RECLINT_ANALYSIS_TYPESTATE_H

#include "analysis/entry.h"
#include "analysis/walk.h"
#include "report/finding.h"

enum typestate_when { WHEN_ALWAYS, WHEN_ZERO, WHEN_NONZERO };	/* the result of the call */

struct typestate_step {
	const char *event;
	enum typestate_when when;
	uint32_t set, clear;
};

/* A call asked about, in one context. */
struct occurrence {
	uint32_t node, event;	/* the call */
	const char *name;
	uint32_t held;		/* class set: locks held there, callers' included; CLASS_SYMBOLIC: one nobody can name */
	uint32_t released;	/* class set: of the callers' locks, these are not */
	uint32_t marks, unmarked;
	uint32_t depth;		/* calls from the top of the chain */
	uint32_t top;		/* the chain: this node ... */
	uint32_t via;		/* ... calls by this event, NONE: the call itself ... */
	uint32_t callee, next;	/* ... that node, whose occurrence of this number goes on */
	bool is_decided, is_joined;
};

struct typestate {
	const struct typestate_step *steps;
	unsigned int nsteps;
	const char *const *asked;	/* NULL-terminated */
	unsigned int up;
	/* Nothing that callers do can change the verdict on it. */
	bool (*is_decided)(const struct occurrence *o);
	/* Closer looks, or NULL: before a call, after one, before a store or a variable's new value, at a return. */
	void (*call)(struct walk *w, const struct state *st, uint32_t event, void *data);
	void (*called)(struct walk *w, struct state *st, uint32_t event, void *data);
	void (*store)(struct walk *w, struct state *st, uint32_t event, void *data);
	void (*leave)(struct walk *w, const struct state *st, uint8_t classes, const struct fact_block *b, void *data);
	void *data;
};

struct typestate_run;

struct typestate_run *typestate_run(struct solver *s, const struct entries *entries, const struct typestate *t);
void typestate_free(struct typestate_run *run);

/* What was asked, in the contexts of the chains' tops, in the order of the program. */
uint32_t typestate_count(const struct typestate_run *run);
const struct occurrence *typestate_at(const struct typestate_run *run, uint32_t i);

/* One more walk, under assumptions: only the rule's own looks see it. */
void typestate_walk(struct typestate_run *run, uint32_t node, uint32_t assume);

/* Is the event, in this state, of this name? */
bool typestate_is_event(struct walk *w, const struct state *st, uint32_t event, const char *name);
/* The calls from the top to the event, and the event with this text. */
struct chain typestate_chain(struct typestate_run *run, struct arena *arena, const struct occurrence *o, const char *detail);
/* Do the node and the events in it belong to a function that the model describes? */
bool typestate_is_modelled(const struct solver *s, uint32_t node);

#endif
