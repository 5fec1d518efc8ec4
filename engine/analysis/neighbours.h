/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which units and functions of a program have a say in what is found in one unit.
 *
 * Asked after all is solved, so that a later look at one unit, changed or not,
 * can do with few of the others.  These are, for a unit U:
 *
 *	below	whatever U's functions reach, as far down as an effect is told up
 *	above	their callers a few levels up (they decide guards and scopes; through
 *		callbacks, as far as an effect is told), and what these call
 *	beside	for each lock that U can name: the callbacks that take it and the
 *		places that hold it over something, down to where that happens,
 *		and who sets a pointer to it;
 *		for each fence: who signals it, and the callbacks of that
 *		module which wait for fences
 *
 * and the files on the chains of what is found in U now.
 */
#ifndef RECLINT_ANALYSIS_NEIGHBOURS_H
#define RECLINT_ANALYSIS_NEIGHBOURS_H

#include "base/bitset.h"

struct entries;
struct finding;
struct solver;

struct neighbours;

struct neighbours *neighbours_new(struct solver *s, const struct entries *e, const struct finding *findings,
				  unsigned int nfindings);
void neighbours_free(struct neighbours *n);
/* Adds the units that unit's check needs, itself included. */
void neighbours_of(struct neighbours *n, uint32_t unit, struct bitset *units);
/* Is there anything beside that class, a lock or a fence? */
bool neighbours_has_beside(const struct solver *s, uint32_t class);
/* The functions (nodes) beside whoever names it; it belongs to n. */
const struct bitset *neighbours_beside(struct neighbours *n, uint32_t class);
/* Adds the nodes below and above the unit's functions; may be asked before all is solved. */
void neighbours_near(struct neighbours *n, uint32_t unit, struct bitset *nodes);
/* Adds the header inlines that the nodes use. */
void neighbours_add_inlines(struct neighbours *n, struct bitset *nodes);

#endif
