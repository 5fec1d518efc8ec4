/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Is something done in a function, or not far below?  By the calls alone, without
 * paths: what the model and authors' contracts say of each function that is called,
 * clause by clause.
 */
#ifndef RECLINT_ANALYSIS_SEARCH_H
#define RECLINT_ANALYSIS_SEARCH_H

#include "analysis/walk.h"

struct search {
	struct solver *s;
	/* event of the walk's function calls something that has the clause; true: that is it, and the search ends */
	bool (*is_found)(struct walk *w, uint32_t event, const struct model_clause *cl, void *data);
	void *data;
	unsigned int depth;	/* calls below the node */
	bool is_open;		/* something is called of which nothing is known, or further down */
};

bool search_from(struct search *x, uint32_t node);

#endif
