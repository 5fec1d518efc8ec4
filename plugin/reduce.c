// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reduction: a block stays if it has events, or if its branch decides which
 * events come next.
 *
 * For a block without events, `to` is where control certainly gets: the one
 * kept block that all its successors lead to, else the block itself, which
 * then decides and stays.  Starting from "nowhere" and going up, a loop
 * without events leads to its only exit and vanishes, and an arm that only
 * ends in __builtin_unreachable leads nowhere and vanishes, too.
 *
 * Whether an assignment to a phi's variable counts depends on who reads the
 * variable: an event, a return, or a branch that stays, and which branches
 * stay depends on the assignments that count.  So: begin with none, reduce, see
 * which variables the remaining code reads, begin again with these, until
 * there are no more.  The set only grows.  Stores of plain data count in the
 * same way: if the remaining code loads from that address.
 */
#include "gcc-api.h"
#include "reclint.h"

bool rl_event_counts(struct rl_function *f, const struct rl_event *e)
{
	if (e->weak)
		return f->loaded[e->a];
	if (e->is_access)
		return true;
	return e->kind != FEV_SET || f->vars[e->a].live;
}

static bool has_events(struct rl_function *f, const struct rl_block *b)
{
	for (uint32_t i = b->event; i < b->event + b->nevents; i++)
		if (rl_event_counts(f, &f->events[i]))
			return true;
	return false;
}

/* Blocks in post order, successors first in their order. */
static void post_order(struct rl_function *f, vec<uint32_t> *order)
{
	auto_vec<uint32_t> stack, next;
	auto_vec<bool> seen;

	next.safe_grow_cleared(f->blocks.length());
	seen.safe_grow_cleared(f->blocks.length());
	stack.safe_push(0);
	seen[0] = true;
	while (stack.length()) {
		uint32_t n = stack.last();
		struct rl_block *b = &f->blocks[n];

		if (next[n] < b->nedges) {
			uint32_t t = f->edges[b->edge + next[n]++].target;

			if (!seen[t]) {
				seen[t] = true;
				stack.safe_push(t);
			}
			continue;
		}
		order->safe_push(n);
		stack.pop();
	}
}

static uint32_t leads_to(struct rl_function *f, uint32_t n)
{
	struct rl_block *b = &f->blocks[n];
	uint32_t to = FACT_NONE;

	if (b->to == n)
		return n;
	for (uint32_t i = b->edge; i < b->edge + b->nedges; i++) {
		uint32_t t = f->blocks[f->edges[i].target].to;

		if (t == FACT_NONE || t == to)
			continue;
		if (to != FACT_NONE)
			return n;
		to = t;
	}
	return to;
}

static void resolve(struct rl_function *f, const vec<uint32_t> &order)
{
	bool changed;

	for (unsigned int i = 0; i < order.length(); i++) {
		struct rl_block *b = &f->blocks[order[i]];
		bool end = !b->nedges && !b->noreturn;

		b->to = end || has_events(f, b) ? order[i] : FACT_NONE;
	}
	do {
		changed = false;
		for (unsigned int i = 0; i < order.length(); i++) {
			uint32_t to = leads_to(f, order[i]);

			if (to != f->blocks[order[i]].to) {
				f->blocks[order[i]].to = to;
				changed = true;
			}
		}
	} while (changed);
}

/* Everything the value reads is needed.  True: a variable that was not before. */
static bool need(struct rl_function *f, uint32_t value, vec<bool> *seen)
{
	struct rl_value v;
	unsigned int n;
	bool more = false;

	if ((*seen)[value])
		return false;
	(*seen)[value] = true;
	v = f->values[value];
	n = rl_value_arity(v.op);
	if (n >= 1)
		more |= need(f, v.a, seen);
	if (n == 2 || (v.op == FN_INDEX && v.b != FACT_NONE))
		more |= need(f, v.b, seen);
	if (v.op == FN_LOAD && !f->loaded[v.a]) {
		f->loaded[v.a] = true;
		more = true;
	}
	if (v.op == FN_VAR && f->vars[v.a].same != FACT_NONE)
		return need(f, f->vars[v.a].same, seen);
	if (v.op == FN_VAR && !f->vars[v.a].opaque) {
		f->vars[v.a].live = true;
		more = true;
	}
	return more;
}

static bool decides(struct rl_function *f, const struct rl_block *b)
{
	uint32_t to = FACT_NONE;

	for (uint32_t i = b->edge; i < b->edge + b->nedges; i++) {
		uint32_t t = f->blocks[f->edges[i].target].to;

		if (t == FACT_NONE)
			continue;
		if (to != FACT_NONE && t != to)
			return true;
		to = t;
	}
	return !b->nedges;	/* a return needs its value */
}

static bool need_of_event(struct rl_function *f, const struct rl_event *e, vec<bool> *seen)
{
	bool more = false;

	switch (e->kind) {
	case FEV_ICALL:
		more |= need(f, e->a, seen);
		break;
	case FEV_STORE:
	case FEV_COPY:
		more |= need(f, e->a, seen);
		more |= need(f, e->b, seen);
		break;
	case FEV_SET:
		more |= need(f, e->b, seen);
		break;
	}
	for (uint32_t i = e->arg; i < e->arg + e->nargs; i++)
		more |= need(f, f->args[i], seen);
	return more;
}

/* Walk what is kept and reachable; true: more variables are needed. */
static bool need_of_kept(struct rl_function *f, vec<bool> *seen)
{
	auto_vec<uint32_t> stack;
	auto_vec<bool> queued;
	bool more = false;

	queued.safe_grow_cleared(f->blocks.length());
	if (f->blocks[0].to == FACT_NONE)
		return false;
	stack.safe_push(f->blocks[0].to);
	queued[f->blocks[0].to] = true;
	while (stack.length()) {
		struct rl_block *b = &f->blocks[stack.pop()];

		for (uint32_t i = b->event; i < b->event + b->nevents; i++)
			if (rl_event_counts(f, &f->events[i]))
				more |= need_of_event(f, &f->events[i], seen);
		if (b->value != FACT_NONE && decides(f, b))
			more |= need(f, b->value, seen);
		for (uint32_t i = b->edge; i < b->edge + b->nedges; i++) {
			uint32_t t = f->blocks[f->edges[i].target].to;

			if (t != FACT_NONE && !queued[t]) {
				queued[t] = true;
				stack.safe_push(t);
			}
		}
	}
	return more;
}

void rl_reduce(struct rl_function *f)
{
	auto_vec<uint32_t> order;
	auto_vec<bool> seen;

	post_order(f, &order);
	seen.safe_grow_cleared(f->values.length());
	f->loaded.safe_grow_cleared(f->values.length());
	do
		resolve(f, order);
	while (need_of_kept(f, &seen));
}
