/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom the tree's own scripts/get_maintainer.pl names for the files of a series. */
#ifndef RECLINT_TRIAGE_MAINTAINERS_H
#define RECLINT_TRIAGE_MAINTAINERS_H

#include "triage/tree.h"

/*
 * Each once, in the script's order, with the role in parentheses.  Returns why
 * there are none (in a few words, of the arena), or NULL.
 */
const char *find_maintainers(const struct scratch *s, const struct series *series, struct arena *a, path_array *maintainers);

#endif
