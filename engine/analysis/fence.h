/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who signals dma-fences, and what lies on the way there.
 *
 * Fences are told apart by the struct and field that the one signalled lies in,
 * or whose pointer it is, as items are (item.h): the classes with is_fence.  Who
 * waits seldom knows which fence it is; it is taken to be the driver's own, that
 * is, one which is signalled in the same module.
 */
#ifndef RECLINT_ANALYSIS_FENCE_H
#define RECLINT_ANALYSIS_FENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bitset.h"

struct item_end;
struct items;
struct solver;

struct fences {
	struct bitset makers;		/* nodes that initialise one, or call who does */
	struct bitset finals;		/* nodes that the last put of a reference calls */
	struct bitset atomics;		/* nodes that may be called where nobody may sleep */
};

void fences_find(struct fences *f, struct solver *s, const struct items *it);
void fences_release(struct fences *f);

/*
 * Is that end one which others who signal the fence leave to nobody?  Who makes it
 * himself signals what nobody knows yet; who drops the last reference of an object,
 * a fence that would never end otherwise.
 */
bool fence_is_aside(const struct fences *f, const struct solver *s, const struct item_end *end);

/*
 * Who needs nothing for it, is he the one to count on?  Interrupts are, and who asks
 * the hardware; whoever could sleep, and does not, deals with errors or with the end
 * of the device.
 */
bool fence_is_counted_on(const struct fences *f, const struct item_end *end);

/* Is it a worker or a thread that ends it there, or ends the other one by doing so? */
bool fence_is_worked_for(const struct items *it, uint32_t number);

/*
 * After items_lift(): classes of which some fence is signalled by who needs nothing,
 * and is counted on, are no fences any more.
 */
void fences_narrow(const struct fences *f, struct solver *s, const struct items *it);

/* Is there a way through the node's function from one event to another? */
bool event_leads_to(const struct solver *s, uint32_t node, uint32_t from, uint32_t to);

#endif
