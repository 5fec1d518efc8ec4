/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who ends a wait.
 *
 * Work items, completions and work queues are told apart as locks are: by the
 * struct and field they lie in (lock_class_of()).  A work item ends when the
 * function stored in it returns; a work queue when all items do that are put on
 * it anywhere; a thread, known by where its task is kept, when its function returns;
 * a completion when some function completes it, a wait queue when some function
 * wakes it up.  Grace periods have no known end here.  Of timers and
 * interrupts none is needed: their handlers neither sleep nor reclaim, and those that
 * do, in threads, are told by a number that all drivers of a bus keep in one field.
 */
#ifndef RECLINT_ANALYSIS_ITEM_H
#define RECLINT_ANALYSIS_ITEM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/bitset.h"

struct solver;

struct item_end {
	uint32_t class;
	uint32_t node;		/* plain: the function */
	uint32_t event;		/* that signals, NONE: its return does */
	uint32_t inner;		/* ... by calling the function of the end of this number, or NONE */
	bool is_poll;		/* ... or looks whether somebody else did */
};

/* The work item is queued on that work queue somewhere. */
struct queueing {
	uint32_t work, queue;	/* classes */
};

/* Ends what its caller hands to it. */
struct signaller {
	uint32_t node, param;
	const char *kind;
};

struct items {
	struct bitset types;			/* that items may be of */
	struct bitset needing;			/* nodes that allocate or fault themselves */
	struct bitset workers;			/* nodes that are a work item's function, or a thread's */
	struct bitset atomics;			/* nodes that are called where nobody may sleep: interrupts' ... */
	ARRAY(struct item_end) ends;		/* sorted by class, node, event */
	ARRAY(struct signaller) signallers;
	ARRAY(struct queueing) queued;
	ARRAY(uint32_t) rescued;		/* classes of work queues with WQ_MEM_RECLAIM */
	ARRAY(uint32_t) meant;			/* ... on purpose: not create_workqueue()'s */
	ARRAY(uint32_t) plain;			/* ... known to be without */
	uint32_t system;			/* class of "system_wq" and its like: without */
};

/* One look at every function. After attach_model(). */
void items_find(struct items *it, struct solver *s);
/*
 * Once it is known what is waited for: callers of who signals are added, behind
 * the ends in order; what somebody ends who needs nothing is waited for no more.
 */
void items_lift(struct items *it, struct solver *s);
void items_release(struct items *it);

/*
 * Is it certain that the work queue has no rescuer (WQ_MEM_RECLAIM, see
 * check_flush_dependency() in kernel/workqueue.c)?  of_work: class is an
 * item's, and all queues it is ever put on count.
 */
bool items_have_no_rescuer(const struct items *it, uint32_t class, bool of_work);

/* Is the item only ever put on work queues that have one on purpose? */
bool items_have_rescuer(const struct items *it, uint32_t work);

#endif
