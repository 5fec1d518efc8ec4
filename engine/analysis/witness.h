/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Witnesses: from an effect back to the steps that lead to it, for people.
 */
#ifndef RECLINT_ANALYSIS_WITNESS_H
#define RECLINT_ANALYSIS_WITNESS_H

#include "analysis/entry.h"
#include "analysis/walk.h"
#include "report/finding.h"

#define WITNESS_STEPS 64

struct witness {
	struct step steps[WITNESS_STEPS];
	unsigned int nsteps;
	uint32_t leaf_node, leaf_event;		/* where the primitive is called */
	uint32_t leaf_entity;			/* the primitive, or the header inline around it */
	unsigned int calls;			/* calls from the first step's function to the leaf */
};

/* Steps of an effect of node, down to the primitive. */
void witness_effect(struct solver *s, struct arena *arena, uint32_t node, const struct effect *e, struct witness *w);

/*
 * Steps of an edge settled at node: callers that decide, the acquisition, then
 * the way from the holder's event down.  calls counts from the holder.
 */
void witness_edge(struct solver *s, struct arena *arena, uint32_t node, const struct effect *e, struct witness *w);

/* Steps of how a lock was taken. */
void witness_acquisition(struct solver *s, struct arena *arena, uint32_t acquisition, const char *lock, struct witness *w);

/* What opened an atomic section: the lock that spins and is now held, or the call. */
struct section {
	const char *lock;		/* NULL: no lock, or one that nobody can name */
	const char *call;
	const char *scope;		/* "rcu", "irq" ..., NULL: is_lock */
	bool is_lock;
};
struct section witness_section(struct solver *s, uint32_t acquisition);

/* The place of an event, as a step. */
struct step witness_step(struct solver *s, uint32_t node, uint32_t event, const char *kind, const char *detail);
/* The last step's function that is in the same image as node's; leaf if all are. */
void witness_last_in_image(struct solver *s, uint32_t node, const struct effect *e, uint32_t *at_node,
			   uint32_t *at_event, uint32_t *callee);

const char *function_name_of(const struct solver *s, uint32_t node);

#endif
