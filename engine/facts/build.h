/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the builder offers to writer and parser.  Private to engine/facts. */
#ifndef RECLINT_FACTS_BUILD_H
#define RECLINT_FACTS_BUILD_H

#include "facts/facts.h"

/*
 * Ends the function being built: NULL, or what is wrong with it in a static
 * text; then it is removed as by facts_function_abort().
 */
const char *facts_function_finish(struct facts *f);

/* One row more without looking for an equal one, as the text form needs it. */
void facts_append(struct facts *f, enum fact_table table, const void *record);

#endif
