/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of the findings concerns one unit (analysis_options.only_unit): its
 * places.  These are those in its own file, and those in a file that it
 * includes, header or not, if the unit is in the story: the chain that shows
 * the place leads through the unit's file, or through nothing but files that it
 * includes.  A lock that everybody takes by way of a header is so the business
 * of those who are part of the cycle, not of all who include the header.
 *
 * Several units may have one such place: each of them tells it.
 */
#ifndef RECLINT_ANALYSIS_ONLY_H
#define RECLINT_ANALYSIS_ONLY_H

#include <stdbool.h>

struct finding;
struct program;

/*
 * False: nothing of it lies in the unit.  Else only the unit's places stay; a
 * finding that stands elsewhere stands at the best of them.
 */
bool only_unit(const struct program *p, const char *source, struct finding *f);

#endif
