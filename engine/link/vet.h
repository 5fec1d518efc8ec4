/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Are the words and numbers of an author's contract such as mean something?
 * A misspelt one would be a contract about nothing.
 */
#ifndef RECLINT_LINK_VET_H
#define RECLINT_LINK_VET_H

#include "link/model.h"

struct arena;
struct fact_contract;

/* What is wrong with it, NULL: nothing. */
const char *vet_contract(const struct model *m, struct arena *arena, const struct fact_contract *at,
			 const struct model_clause *c);

/* "6.1", "6.1.174" */
bool vet_version(const char *text);

#endif
