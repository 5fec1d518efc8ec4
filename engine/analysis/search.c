// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/search.h"

static bool looks_at(struct search *x, uint32_t node, struct bitset *more)
{
	struct solver *s = x->s;
	struct walk w = walk_of(s, node);

	for (uint32_t i = 0; i < w.fn->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, w.fn, i);
		const struct call *c = &s->graph->nodes.at[node].calls[i];

		x->is_open |= (e->kind == FEV_ICALL && !c->ncallees);
		for (uint32_t k = c->callee; k < c->callee + c->ncallees; k++) {
			const struct callee callee = s->graph->callees.at[k];

			for (uint32_t j = 0; callee.model && j < callee.model->nclauses; j++)
				if (x->is_found(&w, i, &callee.model->clauses[j], x->data))
					return true;
			if (callee.node != NONE)
				bitset_set(more, callee.node);
			else if (!callee.model)
				x->is_open = true;
		}
	}
	return false;
}

bool search_from(struct search *x, uint32_t node)
{
	uint32_t n = x->s->graph->nodes.n;
	struct bitset seen, at, more;
	bool is_found = false, any = true;

	bitset_init(&seen, n, NULL);
	bitset_init(&at, n, NULL);
	bitset_init(&more, n, NULL);
	bitset_set(&at, node);
	for (unsigned int depth = 0; depth <= x->depth && any && !is_found; depth++) {
		bitset_zero(&more);
		for_each_bit(to, &at)
			if (!is_found && bitset_set(&seen, to))
				is_found = looks_at(x, to, &more);
		bitset_zero(&at);
		any = bitset_or_into(&at, &more);
	}
	for_each_bit(to, &at)
		x->is_open |= !bitset_test(&seen, to);
	bitset_release(&seen);
	bitset_release(&at);
	bitset_release(&more);
	return is_found;
}
