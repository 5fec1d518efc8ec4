/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who calls whom, settled before anything is summarised.
 *
 *	node	a function, or a function with function-pointer parameters
 *		(or tables of them) bound: walk(fn) called with two different functions is two
 *		nodes, so that what one of them does is not blamed on the
 *		caller of the other
 *	callee	one possible target of a call: a node, or a modelled name
 *
 * An indirect call goes to what is stored in the field it was loaded from,
 * narrowed in this order: the table is known at the call; the pointer's own
 * enclosing field is known (work items); the caller's module fills the field
 * itself (a driver calls its own operations); else all of them.  Beyond the
 * bound `targets` none is followed, which is counted and named.
 */
#ifndef RECLINT_ANALYSIS_CALLGRAPH_H
#define RECLINT_ANALYSIS_CALLGRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/map.h"
#include "link/model.h"
#include "link/program.h"

#define BINDINGS_MAX	2

/* Parameter `param` (or its field `field`, if not NONE) is the function or table `entity`. */
struct binding {
	uint32_t param, field, entity;
};

struct node {
	uint32_t function;
	uint32_t nbindings;
	struct binding binding[BINDINGS_MAX];
	struct call *calls;		/* by event number of the function; not a call: no callees */
	uint32_t plain;			/* the node this one specialises (refine.c), or itself */
	uint32_t component;		/* strongly connected component, callees' are smaller */
	bool is_recursive;		/* its component is a cycle */
};

enum callee_args { ARGS_SAME = 0xff };	/* else: the callee's only argument is that one */

struct callee {
	uint32_t node;			/* or NONE: modelled or unknown */
	uint32_t entity;		/* what is called */
	const struct model_function *model;	/* or NULL */
	uint32_t origin;		/* dispatch through an ops type into this module, see callgraph.origins; or NONE */
	uint8_t args;			/* enum callee_args */
	bool is_final;			/* reached through a reference's release */
};

enum call_flags {
	CALL_SEVERAL	= 1 << 0,	/* indirect with more than one target */
	CALL_UNRESOLVED	= 1 << 1,	/* indirect, nobody known */
	CALL_TOO_MANY	= 1 << 2,	/* more targets than the bound: none followed */
	CALL_INDIRECT	= 1 << 3,
};

struct call {
	uint32_t callee, ncallees;
	uint32_t flags;
};

/* An ops type as filled by one module: where a generic layer enters a driver. */
struct origin {
	uint32_t type, image;
};

/* A node called at an event. */
struct called {
	uint32_t node, event;
};

struct callgraph_stats {
	uint64_t direct, indirect, resolved, unresolved, too_many, unknown_callee, bound_nodes, ambiguous;
};

struct callgraph {
	struct program *program;
	struct model *model;
	uint32_t bound_targets;
	ARRAY(struct node) nodes;	/* 0..functions-1: the plain ones */
	ARRAY(struct callee) callees;
	ARRAY(struct origin) origins;
	ARRAY(uint32_t) order;		/* nodes, callees first, by component */
	ARRAY(uint32_t) component_first;	/* index into order, by component */
	uint32_t *ncallers;		/* by node */
	uint32_t *call_first;		/* by plain node: index into called */
	ARRAY(struct called) called;
	struct keymap node_keys, origin_keys, fills;
	struct callgraph_stats stats;
	struct arena arena;
	/* while it is built: */
	bool *is_table;			/* by entity: some initialiser puts functions there */
	ARRAY(struct want) wants;
	uint32_t *want_first;
};

/* A function whose parameter (or field of it) is called, or points to a table with what is called. */
struct want {
	uint32_t param, field, next;
};

void callgraph_build(struct callgraph *g, struct program *p, struct model *m,
		     uint32_t bound_targets);
void callgraph_release(struct callgraph *g);

/*
 * The nodes that a node calls, one after the other:
 *
 *	struct callee_cursor at = { .node = n };
 *
 *	while ((to = callgraph_next_callee(g, &at)) != NONE)
 *
 * A node called twice comes twice; modelled and unknown callees do not come.
 */
struct callee_cursor {
	uint32_t node, event, callee;
};
static inline uint32_t callgraph_next_callee(const struct callgraph *g, struct callee_cursor *at)
{
	uint32_t plain = g->nodes.at[at->node].plain;
	uint32_t i = g->call_first[plain] + at->callee;

	if (i >= g->call_first[plain + 1])
		return NONE;
	at->callee++;
	at->event = g->called.at[i].event;
	return g->called.at[i].node;
}

/* Is no call of it known?  Calls of a modelled function are calls of its contracts. */
bool callgraph_is_uncalled(const struct callgraph *g, uint32_t node);

/* Does the module fill this ops type itself? */
bool callgraph_fills(const struct callgraph *g, uint32_t image, uint32_t type);

#endif
