// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who takes a lock in a callback, or in a section; and how callbacks, and who
 * takes a lock, are told.
 */
#include "query/internal.h"

#include <string.h>

static bool is_among(const char *context, const char *const *contexts)
{
	for (; contexts && *contexts; contexts++)
		if (!strcmp(context, *contexts))
			return true;
	return false;
}

bool entry_is_in(const struct reporter *r, const struct act *act, const char *const *contexts)
{
	return is_among(r->entries->at.at[act->entry].context, contexts);
}

/* An entry is named after the operations it stands in: "mmu_notifier_ops.release = ..." */
static bool is_entry_of(const struct entry *e, const char *ops)
{
	return !ops || (!strncmp(e->name, ops, strlen(ops)) && e->name[strlen(ops)] == '.');
}

static bool is_taking(const struct effect *e)
{
	return e->kind == EFFECT_ACQUIRE && !(e->flags & (EF_TRY | EF_SYMBOLIC));
}

/* Which acts take a lock, by its class: nearly every question begins with that. */
static void list_takers(struct reporter *r)
{
	uint32_t nclasses = r->s->locks.at.n, nacts = r->entries->acts.n, n = 0;

	r->taker_first = arena_alloc(r->arena, (nclasses + 2) * sizeof(*r->taker_first));
	r->takers = arena_alloc(r->arena, (nacts + 1) * sizeof(*r->takers));
	memset(r->taker_first, 0, (nclasses + 2) * sizeof(*r->taker_first));
	for (uint32_t i = 0; i < nacts; i++)
		if (is_taking(&r->entries->acts.at[i].effect))
			r->taker_first[r->entries->acts.at[i].effect.what + 2]++;
	for (uint32_t class = 0; class < nclasses; class++)
		r->taker_first[class + 2] = n += r->taker_first[class + 2];
	for (uint32_t i = 0; i < nacts; i++)
		if (is_taking(&r->entries->acts.at[i].effect))
			r->takers[r->taker_first[r->entries->acts.at[i].effect.what + 1]++] = i;
}

static const struct told *find_told(const struct reporter *r, uint32_t class, const char *const *contexts)
{
	for (uint32_t i = 0; i < r->entries->tolds.at.n; i++)
		if (r->entries->tolds.at.at[i].class == class && is_among(r->entries->tolds.at.at[i].context, contexts))
			return &r->entries->tolds.at.at[i];
	return NULL;
}

struct user find_user_of(struct reporter *r, uint32_t class, const char *const *contexts, const char *ops, bool of_fences)
{
	struct user u = { .edge = NONE };
	uint32_t last = NONE;

	if (!r->takers)
		list_takers(r);
	for (uint32_t i = r->taker_first[class]; i < r->taker_first[class + 1]; i++) {
		const struct act *a = &r->entries->acts.at[r->takers[i]];
		const struct entry *e = &r->entries->at.at[a->entry];

		if (!entry_is_in(r, a, contexts) || !is_entry_of(e, ops) || (of_fences && !fence_is_late(r, a)))
			continue;
		if (last != e->node)
			u.others++;
		last = e->node;
		if (!u.act || effect_is_better(&a->effect, &u.act->effect))
			u.act = a;
	}
	if (u.others)
		u.others--;
	if (!u.act && !ops && !of_fences)
		u.told = find_told(r, class, contexts);
	return u;
}

struct user find_user(struct reporter *r, uint32_t class, const char *const *contexts)
{
	return find_user_of(r, class, contexts, NULL, false);
}

struct user find_section_user(const struct reporter *r, uint32_t class, uint32_t section)
{
	const struct solver *s = r->s;
	struct user u = { .edge = NONE };

	for (uint32_t i = 0; s->locks.at.at[class].is_signalled && i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];

		if (e->lock == section && is_taking(e) && e->what == class &&
		    (u.edge == NONE || effect_is_better(e, &s->edges.at[u.edge])))
			u.edge = i;
	}
	return u;
}

bool is_taken_in(struct reporter *r, uint32_t class, const char *const *contexts)
{
	struct user u = find_user(r, class, contexts);

	return u.act || u.told;
}

bool is_taken_by(struct reporter *r, uint32_t class, const char *const *contexts, const char *ops)
{
	return find_user_of(r, class, contexts, ops, false).act;
}

/* What people call a callback that runs in the context, and how it comes to run. */
static const struct { const char *context, *role, *how; } roles[] = {
	{ "reclaim", "invalidate callback", "direct reclaim unmaps a page and calls invalidate callback '%s'" },
	{ "mm", "invalidate callback", "an operation on the address space calls invalidate callback '%s'" },
	{ "own", "invalidate callback", "this thread's own operation calls invalidate callback '%s'" },
	{ "oom", "invalidate callback", "the OOM reaper calls '%s', which may not block" },
	{ "release", "release callback", "the end of the address space calls '%s'" },
	{ "shrinker", "shrinker", "reclaim calls shrinker '%s'" },
	{ "shrinker_nofs", "shrinker", "reclaim without __GFP_FS calls shrinker '%s'" },
	{ "shrinker_noio", "shrinker", "reclaim without __GFP_FS and __GFP_IO calls shrinker '%s'" },
	{ "oom_notifier", "OOM notifier", "an allocation that finds no memory calls OOM notifier '%s'" },
	{ "fault", "fault handler", "a fault or mmap, with mmap_lock held, calls '%s'" },
	{ "signalling", "fence signalling callback", "the way to a fence's signal leads through '%s'" },
	{ "work", "work item", "a worker runs '%s'" },
	{ "rescuer", "work item", "a worker of a WQ_MEM_RECLAIM queue runs '%s'" },
	{ "signaller", "signaller", "another thread is in '%s'" },
	{ "fence", "signaller", "'%s' signals a fence" },
	{ "atomic", "atomic callback", "'%s' is called where nothing may sleep" },
	{ "never_sleeps", "function", "by its contract '%s' does not sleep" },
	{ "never_reclaims", "function", "by its contract '%s' does not enter reclaim" },
	{ "contract", "function", "callers of '%s' see its contract, and not its body" },
	{ "contract_atomic", "function", "callers of '%s' may pass a mask that allows no reclaim" },
	{ "contract_noio", "function", "callers of '%s' may pass a mask without __GFP_IO" },
	{ "contract_nofs", "function", "callers of '%s' may pass a mask without __GFP_FS" },
	{ "contract_try", "function", "by its contract '%s' does not wait for a lock" },
	{ "contract_held", "function", "by its contract the callers of '%s' hold a lock" },
};

const char *role_of(const char *context)
{
	for (unsigned int i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (!strcmp(context, roles[i].context))
			return roles[i].role;
	return "callback";
}

static const char *entering(struct reporter *r, const char *context, const char *function)
{
	for (unsigned int i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (!strcmp(context, roles[i].context))
			return arena_printf(r->arena, roles[i].how, function);
	return arena_printf(r->arena, "'%s' is called in context '%s'", function, context);
}

struct step entry_step(struct reporter *r, const struct entry *e)
{
	const struct function *f = &r->s->program->functions.at[r->s->graph->nodes.at[e->node].function];

	return (struct step){ .file = f->file, .line = f->line, .function = f->name, .event = "enter",
			      .detail = entering(r, e->context, f->name) };
}

void callback_chain(struct reporter *r, const struct act *a, struct witness *w)
{
	const struct entry *e = &r->entries->at.at[a->entry];
	struct step enter = entry_step(r, e);

	witness_effect(r->s, r->arena, e->node, &a->effect, w);
	memmove(&w->steps[1], &w->steps[0], (w->nsteps < WITNESS_STEPS ? w->nsteps : WITNESS_STEPS - 1) * sizeof(*w->steps));
	w->steps[0] = enter;
	if (w->nsteps < WITNESS_STEPS)
		w->nsteps++;
}

const struct effect *user_effect(const struct reporter *r, const struct user *u)
{
	static const struct effect told = { .kind = EFFECT_ACQUIRE, .lock = NONE };

	if (u->told)
		return &told;
	return u->act ? &u->act->effect : &r->s->edges.at[u->edge];
}

const char *cycle_taker(struct reporter *r, const struct cycle *c)
{
	if (!c->told)
		return arena_printf(r->arena, "which %s '%s' takes", c->role, c->callback);
	return arena_printf(r->arena, "which is taken in %ss by its author's word", role_of(c->told->context));
}

void user_chain(struct reporter *r, const struct user *u, struct witness *w)
{
	if (u->told)
		*w = (struct witness){ .steps = { told_step(r, u->told) }, .nsteps = 1 };
	else if (u->act)
		callback_chain(r, u->act, w);
	else
		witness_edge(r->s, r->arena, r->s->edge_node.at[u->edge], &r->s->edges.at[u->edge], w);
}

const char *user_function(const struct reporter *r, const struct user *u)
{
	if (u->told)
		return NULL;
	return function_name_of(r->s, u->act ? r->entries->at.at[u->act->entry].node : r->s->edges.at[u->edge].holder);
}
