/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fresh objects: just allocated, and not yet where anybody else finds them.  A
 * lock in one is taken for form's sake: nobody waits for it, whatever happens
 * under it.
 *
 * An object is shared from where its address (or one inside it) is stored
 * anywhere but in itself, or goes to a function that may do so: one that is not
 * known, a modelled one that does more than lock, an indirect call.  Parameters
 * are fresh where all calls pass fresh objects.  This is read off the facts, for
 * the few locks about which something would be said, and not from states.
 */
#ifndef RECLINT_ANALYSIS_FRESH_H
#define RECLINT_ANALYSIS_FRESH_H

#include <stdbool.h>
#include <stdint.h>

struct walk;
struct solver;

/* Is what lies at this address still nobody else's while the event happens? */
bool fresh_is_at(struct walk *w, uint32_t address, uint32_t event);

void fresh_release(struct solver *s);

#endif
