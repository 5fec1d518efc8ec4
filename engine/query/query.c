// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The queries that rules ask, and what they share: confidence, fingerprints,
 * grouping.  docs/findings.md says what each of these means to a reader.
 */
#include "query/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

#define CALLS_TRUSTED	6	/* longer chains were never true in the field */
#define HOLDERS_LISTED	4	/* with more, the callback is what should change */

/* ---- fingerprints: made of names, not of lines ------------------------------------------- */

static void fingerprint(uint64_t out[2], const char *const *parts, unsigned int n)
{
	char text[2048];
	size_t len = 0;

	for (unsigned int i = 0; i < n; i++) {
		size_t l = strlen(parts[i]) + 1;

		if (len + l > sizeof(text))
			l = sizeof(text) - len;
		memcpy(text + len, parts[i], l);
		len += l;
	}
	hash_content(text, len, out);
}

/* ---- sorting and confidence ---------------------------------------------------------------- */

enum confidence confidence_of(unsigned int badness, unsigned int calls, bool is_unknown)
{
	if (is_unknown || badness >= 16 || calls > CALLS_TRUSTED)
		return CONF_LOW;
	return badness ? CONF_MEDIUM : CONF_HIGH;
}

static int compare_text(const char *a, const char *b)
{
	return a == b ? 0 : !a ? -1 : !b ? 1 : strcmp(a, b);
}

static int by_place(const void *a, const void *b)
{
	const struct site *x = a, *y = b;
	int c = compare_text(x->file, y->file);

	if (c)
		return c;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	c = compare_text(x->function, y->function);
	return c ? c : compare_text(x->message, y->message);
}

struct chain keep_chain(struct reporter *r, const struct step *steps, unsigned int n)
{
	return (struct chain){ arena_memdup(r->arena, steps, n * sizeof(*steps)), n };
}

void note_standing(struct reporter *r, struct finding *f, const char *why)
{
	const char *const limits[] = { arena_printf(r->arena, "%s", why) };

	f->limits = arena_memdup(r->arena, limits, sizeof(limits));
	f->nlimits = 1;
}

/* Beside what is noted already. */
void note_limits(struct reporter *r, struct finding *f, unsigned int flags, unsigned int several, bool unknown)
{
	const char **limits = arena_alloc(r->arena, (f->nlimits + 4) * sizeof(*limits));
	unsigned int n = f->nlimits;

	if (n)
		memcpy(limits, f->limits, n * sizeof(*limits));
	if (flags & EF_JOINED)
		limits[n++] = "paths were joined (bounds 'states' and 'guards'): some condition was not followed";
	if (several)
		limits[n++] = arena_printf(r->arena, "%u indirect call%s with several possible targets",
					   several, several > 1 ? "s" : "");
	if (flags & EF_FINAL)
		limits[n++] = "only if a reference on the way is the first or the last one";
	if (unknown)
		limits[n++] = "the gfp flags are not known here; taken to allow reclaim";
	f->limits = limits;
	f->nlimits = n;
}

void note_fixes(struct finding *f, const char *const *fixes, struct reporter *r)
{
	unsigned int n = 0;

	while (fixes && fixes[n])
		n++;
	f->fixes = arena_memdup(r->arena, fixes, (n + 1) * sizeof(*fixes));
	f->nfixes = n;
}

static void name_site(struct reporter *r, const struct finding *f, struct site *s, const char *callee, unsigned int ordinal)
{
	const char *parts[7] = {
		f->rule, f->lock ? f->lock : "", f->entry ? f->entry : "", s->function, s->event, callee,
		arena_printf(r->arena, "%u", ordinal),
	};

	fingerprint(s->fingerprint, parts, 7);
}

/* Ordinals tell equal sites of one finding apart: same function, event, callee. */
static void number_sites(struct reporter *r, struct finding *f, const char *const *callees)
{
	for (unsigned int i = 0; i < f->nsites; i++) {
		struct site *s = &f->sites[i];
		unsigned int ordinal = 0;

		for (unsigned int k = 0; k < i; k++)
			ordinal += !compare_text(f->sites[k].function, s->function) &&
				   !compare_text(f->sites[k].event, s->event) && !compare_text(callees[k], callees[i]);
		name_site(r, f, s, callees[i], ordinal);
	}
}

static void name_finding(struct finding *f)
{
	const char *parts[3] = { f->rule, f->lock ? f->lock : "", f->entry ? f->entry : "" };

	fingerprint(f->fingerprint, parts, 3);
}

/* ---- cycles through a callback --------------------------------------------------------------- */

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

/* The callback that takes the lock most directly, waiting for it, in one of the contexts; ops NULL: of any. */
static struct user find_user_of(struct reporter *r, uint32_t class, const char *const *contexts, const char *ops,
				bool of_fences)
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

/* Where the lock is taken most directly in a section, waiting for it. */
static struct user find_section_user(const struct reporter *r, uint32_t class, uint32_t section)
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

/* What the called primitive does whatever its arguments: the best evidence for that may lie at another call. */
static bool primitive_does(const struct solver *s, uint32_t node, uint32_t event, unsigned int kinds)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];
	const struct model_function *m = c->ncallees ? s->graph->callees.at[c->callee].model : NULL;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if ((m->clauses[i].verb == MV_faults && (kinds >> EFFECT_FAULT & 1)) ||
		    (m->clauses[i].verb == MV_fires_notifiers && (kinds >> EFFECT_FIRE & 1)))
			return true;
	return false;
}

bool call_also_does(struct reporter *r, const struct effect *edge, unsigned int kinds)
{
	struct solver *s = r->s;
	struct witness here, there;

	witness_edge(s, r->arena, s->edge_node.at[edge - s->edges.at], edge, &here);
	if (primitive_does(s, here.leaf_node, here.leaf_event, kinds))
		return true;
	for (uint32_t i = 0; i < s->edges.n; i++) {
		const struct effect *e = &s->edges.at[i];

		if (!(kinds >> e->kind & 1) || e->lock != edge->lock || e->holder != edge->holder ||
		    e->holder_event != edge->holder_event)
			continue;
		witness_edge(s, r->arena, s->edge_node.at[i], e, &there);
		if (there.leaf_node == here.leaf_node && there.leaf_event == here.leaf_event)
			return true;
	}
	return false;
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

/* Which fence is waited for is not known, nor whether anybody waits who does not do so in this driver. */
static enum confidence fence_confidence(struct reporter *r, const struct act *act)
{
	return fence_is_waited_for(r, act) ? CONF_MEDIUM : CONF_LOW;
}

struct candidate {
	struct site site;
	const char *callee;
	unsigned int rank;	/* evidence: smaller is better */
	const struct effect *edge;
	uint32_t holder;
	const char *standing;
};

static int by_site(const void *a, const void *b)
{
	return by_place(&((const struct candidate *)a)->site, &((const struct candidate *)b)->site);
}

enum reclaim level_of(const struct solver *s, const struct effect *e)
{
	if (e->kind != EFFECT_ALLOC)
		return RECLAIM_NONE;
	return reclaim_level(s, e->what, e->scopes | s->entry_scopes[s->graph->nodes.at[e->holder].plain]);
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

static unsigned int holder_functions(const struct candidate *c, unsigned int n)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < n; i++) {
		bool seen = c[i].site.confidence == CONF_LOW;

		for (unsigned int k = 0; k < i && !seen; k++)
			seen = c[k].holder == c[i].holder && c[k].site.confidence != CONF_LOW;
		count += !seen;
	}
	return count;
}

static bool is_header(const char *file)
{
	size_t n = strlen(file);

	return n > 2 && !strcmp(file + n - 2, ".h");
}

/* The lock call, or the call of the inline function in a header that makes it. */
static const struct step *last_in_source(const struct witness *w)
{
	unsigned int i = w->nsteps - 1;

	while (i > 1 && is_header(w->steps[i].file))
		i--;
	return &w->steps[i];
}

static void finish_cycle(struct reporter *r, const struct cycle_query *q, const struct user *u, uint32_t class,
			 struct candidate *c, unsigned int n)
{
	struct solver *s = r->s;
	struct finding f = { .rule = q->rule, .origin = "engine" };
	const struct effect *taking = user_effect(r, u);
	const char **callees = arena_alloc(r->arena, n * sizeof(*callees));
	struct candidate *best = &c[0];
	unsigned int holders;
	struct witness back;

	qsort(c, n, sizeof(*c), by_site);
	for (unsigned int i = 1; i < n; i++)
		if (c[i].site.confidence < best->site.confidence ||
		    (c[i].site.confidence == best->site.confidence && c[i].rank < best->rank))
			best = &c[i];
	user_chain(r, u, &back);
	f.lock = s->locks.at.at[class].name;
	f.entry = u->act ? r->entries->at.at[u->act->entry].name : NULL;
	f.confidence = best->site.confidence;
	f.message = best->site.message;
	if (u->others)
		f.message = arena_printf(r->arena, "%s (and %u other%s)", f.message, u->others, u->others > 1 ? "s" : "");
	f.chains = arena_alloc(r->arena, 4 * sizeof(*f.chains));
	f.chains[f.nchains++] = best->site.chain;
	f.chains[f.nchains++] = keep_chain(r, back.steps, back.nsteps);
	if (q->of_fences)
		f.nchains += fence_waiter_chains(r, u->act, &f.chains[f.nchains]);
	f.sites = arena_alloc(r->arena, n * sizeof(*f.sites));
	for (unsigned int i = 0; i < n; i++) {
		f.sites[f.nsites++] = c[i].site;
		callees[i] = c[i].callee;
	}
	holders = holder_functions(c, n);
	if (holders > HOLDERS_LISTED) {
		const struct step *last = last_in_source(&back);

		f.file = last->file;
		f.line = last->line;
		f.column = last->column;
		f.function = last->function;
	} else {
		f.file = best->site.file;
		f.line = best->site.line;
		f.column = best->site.column;
		f.function = best->site.function;
	}
	if (best->standing)
		note_standing(r, &f, best->standing);
	note_limits(r, &f, best->edge->flags | taking->flags, best->edge->several + taking->several,
		    level_of(s, best->edge) == RECLAIM_UNKNOWN);
	if (holders > HOLDERS_LISTED) {
		const char *const in_callback[] = {
			arena_printf(r->arena, "another lock in the callback: %u functions hold this one so", holders), NULL,
		};

		note_fixes(&f, in_callback, r);
	} else {
		note_fixes(&f, q->fixes, r);
	}
	note_guards_of_edge(r, &f, (uint32_t)(best->edge - s->edges.at), 0);
	if (u->told) {
		note_symptom_of_told_cycle(r, &f, best->edge, u->told->context);
	} else if (u->act) {
		note_symptom_of_cycle(r, &f, best->edge, u->act);
		note_guards_of_act(r, &f, u->act, 1);
	} else {
		note_symptom_of_section_cycle(r, &f, best->edge, taking);
		note_guards_of_edge(r, &f, u->edge, 1);
	}
	name_finding(&f);
	number_sites(r, &f, callees);
	array_push(&r->findings, f);
}

bool is_handed_on(const struct solver *s, const struct effect *edge)
{
	const struct acquisition *a;
	const struct summary *sum;

	if (!s->locks.at.at[edge->lock].is_ownerless || edge->acquisition == NONE)
		return false;
	a = &s->acquisitions.at[edge->acquisition];
	if (a->callee != NONE)
		return true;
	sum = &s->summaries[a->node];
	for (uint32_t i = 0; i < sum->nexits; i++)
		for (uint32_t k = 0; k < sum->exits[i].nheld; k++)
			if (sum->exits[i].held[k].class == edge->lock)
				return true;
	return false;
}

static struct candidate candidate_of(struct reporter *r, const struct cycle_query *q, uint32_t edge_number,
				     const struct user *u, enum reclaim level)
{
	struct solver *s = r->s;
	const struct effect *e = &s->edges.at[edge_number];
	struct witness w, back;
	struct step at = witness_step(s, e->holder, e->holder_event, "", "");
	struct candidate c = { .edge = e, .holder = e->holder };
	struct cycle cycle = { .edge = e, .level = level, .lock = s->locks.at.at[e->lock].name,
			       .callback = user_function(r, u), .in_section = !u->act && !u->told, .told = u->told,
			       .role = u->act ? role_of(r->entries->at.at[u->act->entry].context) : NULL };
	unsigned int badness = effect_badness(e) + effect_badness(user_effect(r, u)), calls;

	witness_edge(s, r->arena, s->edge_node.at[edge_number], e, &w);
	user_chain(r, u, &back);
	calls = w.calls > back.calls ? w.calls : back.calls;
	c.callee = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	cycle.callee = c.callee;
	c.rank = badness * 64 + w.calls + back.calls;
	c.standing = standing_of(r, e->holder);
	if (!c.standing && !u->act && !u->told)
		c.standing = standing_of(r, user_effect(r, u)->holder);
	if (!c.standing && is_handed_on(s, e))
		c.standing = HANDED_ON;
	c.site = (struct site){
		.file = at.file, .line = at.line, .column = at.column, .function = at.function,
		.event = w.steps[w.nsteps - 1].event,
		.confidence = c.standing ? CONF_LOW : confidence_of(badness, calls, level == RECLAIM_UNKNOWN),
		.message = q->message(r, &cycle),
		.chain = keep_chain(r, w.steps, w.nsteps),
	};
	if (c.site.confidence < q->at_best)
		c.site.confidence = q->at_best;
	if (q->of_fences && c.site.confidence < fence_confidence(r, u->act))
		c.site.confidence = fence_confidence(r, u->act);
	return c;
}

void report_cycles(struct reporter *r, const struct cycle_query *q)
{
	struct solver *s = r->s;
	struct candidate *c = xcalloc(s->edges.n + 1, sizeof(*c));

	for (uint32_t class = CLASS_UNKNOWN + 1; class < s->locks.at.n; class++) {
		struct user u;
		unsigned int n = 0;

		if (!s->locks.at.at[class].is_tracked)
			continue;
		u = find_user_of(r, class, q->contexts, NULL, q->of_fences);
		if (!u.act && q->section)
			u = find_section_user(r, class, q->section);
		if (!q->counts_told)
			u.told = NULL;
		if ((!u.act && u.edge == NONE && !u.told) || (q->unless && is_taken_in(r, class, q->unless)))
			continue;
		for (uint32_t i = 0; i < s->edges.n; i++) {
			const struct effect *e = &s->edges.at[i];
			enum reclaim level = level_of(s, e);

			if (e->lock == class && (q->kinds >> e->kind & 1) && q->matches(r, e, level, u.act))
				c[n++] = candidate_of(r, q, i, &u, level);
		}
		if (n)
			finish_cycle(r, q, &u, class, c, n);
	}
	free(c);
}

/* ---- places in a context or a section -------------------------------------------------------------- */

static bool is_named(const struct reporter *r, const uint64_t fingerprint[2])
{
	for (uint32_t i = 0; i < r->findings.n; i++)
		if (!memcmp(r->findings.at[i].fingerprint, fingerprint, sizeof(r->findings.at[i].fingerprint)))
			return true;
	return false;
}

void place_finding(struct reporter *r, struct finding *f, uint32_t node, uint32_t event, const char *callee,
		   const char *kind, const struct chain *chains, unsigned int nchains, enum confidence confidence)
{
	place_finding_at(r, f, witness_step(r->s, node, event, kind, ""), callee, chains, nchains, confidence);
}

void place_finding_at(struct reporter *r, struct finding *f, struct step at, const char *callee,
		      const struct chain *chains, unsigned int nchains, enum confidence confidence)
{
	struct site *site = arena_alloc(r->arena, sizeof(*site));
	unsigned int ordinal = 0;

	f->origin = "engine";
	f->confidence = confidence;
	f->file = at.file;
	f->line = at.line;
	f->column = at.column;
	f->function = at.function;
	f->chains = arena_memdup(r->arena, chains, nchains * sizeof(*chains));
	f->nchains = nchains;
	*site = (struct site){
		.file = at.file, .line = at.line, .column = at.column, .function = at.function, .event = at.event,
		.confidence = confidence, .message = f->message, .chain = chains[0],
	};
	f->sites = site;
	f->nsites = 1;
	/* a place is its own root: rule, function, event, callee, ordinal among the findings so far */
	do
		name_site(r, f, site, callee, ordinal++);
	while (is_named(r, site->fingerprint));
	memcpy(f->fingerprint, site->fingerprint, sizeof(f->fingerprint));
}

struct place {
	uint32_t node, event, callee;
	const struct act *act;
};

static bool stands_at(const struct reporter *r, const char *rule, const struct step *at)
{
	for (uint32_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.at[i];

		if (!strcmp(f->rule, rule) && !strcmp(f->file, at->file) && f->line == at->line && f->column == at->column)
			return true;
	}
	return false;
}

void report_acts(struct reporter *r, const struct act_query *q)
{
	struct solver *s = r->s;
	ARRAY(struct place) places = { 0 };

	for (uint32_t i = 0; i < r->entries->acts.n; i++) {
		const struct act *a = &r->entries->acts.at[i];
		const struct entry *e = &r->entries->at.at[a->entry];
		struct place p = { .act = a };
		uint32_t k;

		if (!(q->kinds >> a->effect.kind & 1) || !entry_is_in(r, a, q->contexts))
			continue;
		witness_last_in_image(s, e->node, &a->effect, &p.node, &p.event, &p.callee);
		if ((q->matches && !q->matches(r, a, p.node)) || (q->of_fences && !fence_is_late(r, a)))
			continue;
		for (k = 0; k < places.n; k++)
			if (places.at[k].node == p.node && places.at[k].event == p.event)
				break;
		if (k == places.n)
			array_push(&places, p);
		else if (effect_is_better(&a->effect, &places.at[k].act->effect))
			places.at[k] = p;
	}
	for (uint32_t i = 0; i < places.n; i++) {
		const struct place *p = &places.at[i];
		const struct entry *e = &r->entries->at.at[p->act->entry];
		const struct effect *ef = &p->act->effect;
		const struct step at = witness_step(s, p->node, p->event, "", "");
		bool unknown = ef->kind == EFFECT_ALLOC && reclaim_level(s, ef->what, ef->scopes) == RECLAIM_UNKNOWN &&
			       !(q->takes_any_mask && !gfp_at(&s->locks, ef->what)->is_unknown);
		const char *callee = p->callee == NONE ? "?" : s->program->entities.at[p->callee].name;
		struct finding f = { .rule = q->rule, .entry = e->name };
		enum confidence confidence;
		struct chain chains[3];
		unsigned int nchains = 0;
		struct witness w;

		if ((q->of_fences || q->is_rest) && stands_at(r, q->rule, &at))
			continue;
		callback_chain(r, p->act, &w);
		confidence = standing_of_test(r, p->node) ? CONF_LOW : confidence_of(effect_badness(ef), w.calls, unknown);
		if (q->limit && confidence < q->limit(r, p->act, p->node))
			confidence = q->limit(r, p->act, p->node);
		if (q->of_fences && confidence < fence_confidence(r, p->act))
			confidence = fence_confidence(r, p->act);
		f.message = q->message(r, callee, ef, function_name_of(s, e->node));
		chains[nchains++] = keep_chain(r, w.steps, w.nsteps);
		if (q->of_fences)
			nchains += fence_waiter_chains(r, p->act, &chains[nchains]);
		place_finding(r, &f, p->node, p->event, callee, w.steps[w.nsteps - 1].event, chains, nchains, confidence);
		note_limits(r, &f, ef->flags, ef->several, unknown);
		note_fixes(&f, q->fixes, r);
		note_symptom_of_act(r, &f, p->act);
		note_guards_of_act(r, &f, p->act, 0);
		array_push(&r->findings, f);
	}
	array_release(&places);
}

/* Does the call enter callbacks?  What they do is judged in them, in the context that they are called in. */
static bool enters_callback(const struct reporter *r, uint32_t node, uint32_t event)
{
	const struct callgraph *g = r->s->graph;
	const struct call *c = &g->nodes.at[node].calls[event];

	for (uint32_t i = 0; (c->flags & CALL_INDIRECT) && i < c->ncallees; i++)
		for (uint32_t k = 0; k < r->entries->at.n; k++)
			if (r->entries->at.at[k].field != NONE && r->entries->at.at[k].node == g->callees.at[c->callee + i].node)
				return true;
	return false;
}

static bool is_asked(struct reporter *r, const struct section_query *q, const struct effect *e)
{
	return e->lock == q->class && (q->kinds >> e->kind & 1) &&
	       (e->kind != EFFECT_ALLOC || level_of(r->s, e) != RECLAIM_NONE) && (!q->matches || q->matches(r, e));
}

/* One edge of a section: where, how sure, and what it comes down to. */
struct section_place {
	struct candidate c;
	const char *why;		/* it is low, or NULL */
	uint32_t number;		/* of the edge */
	uint32_t leaf_node, leaf_event;
	const char *where;		/* image of the holder, its file in the kernel itself */
};

static bool is_unknown(const struct solver *s, const struct effect *e)
{
	return e->kind == EFFECT_ALLOC && level_of(s, e) == RECLAIM_UNKNOWN;
}

static struct section_place section_place(struct reporter *r, const struct section_query *q, uint32_t number)
{
	struct solver *s = r->s;
	const struct effect *e = &s->edges.at[number];
	const struct function *f = &s->program->functions.at[s->graph->nodes.at[e->holder].function];
	const char *image = f->image == NONE ? "vmlinux" : program_image_name(s->program, f->image);
	struct step at = witness_step(s, e->holder, e->holder_event, "", "");
	struct section_place p = { .number = number };
	struct witness w;

	witness_edge(s, r->arena, s->edge_node.at[number], e, &w);
	p.leaf_node = w.leaf_node;
	p.leaf_event = w.leaf_event;
	p.where = strcmp(image, "vmlinux") ? image : at.file;
	p.why = standing_of(r, e->holder);
	p.c.edge = e;
	p.c.holder = e->holder;
	p.c.callee = w.leaf_entity == NONE ? "?" : s->program->entities.at[w.leaf_entity].name;
	p.c.rank = effect_badness(e) * 64 + w.calls;
	p.c.site = (struct site){
		.file = at.file, .line = at.line, .column = at.column, .function = at.function,
		.event = w.steps[w.nsteps - 1].event,
		.confidence = p.why ? CONF_LOW : confidence_of(effect_badness(e), w.calls, is_unknown(s, e)),
		.message = q->message(r, p.c.callee, e),
		.chain = keep_chain(r, w.steps, w.nsteps),
	};
	if (q->limit && p.c.site.confidence < q->limit(r, e))
		p.c.site.confidence = q->limit(r, e);
	return p;
}

static void finish_section(struct reporter *r, const struct section_query *q, const struct section_place *best,
			   struct finding *f)
{
	const struct effect *e = best->c.edge;

	f->rule = q->rule;
	f->message = best->c.site.message;
	f->lock = q->lock ? q->lock(r, e) : r->s->locks.at.at[e->lock].name;
	if (best->why)
		note_standing(r, f, best->why);
	place_finding(r, f, e->holder, e->holder_event, best->c.callee, best->c.site.event, &best->c.site.chain, 1,
		      best->c.site.confidence);
	note_limits(r, f, e->flags, e->several, is_unknown(r->s, e));
	note_fixes(f, q->fixes, r);
	note_symptom_of_section(r, f, e);
	note_guards_of_edge(r, f, best->number, 0);
}

static bool is_better_place(const struct section_place *a, const struct section_place *b)
{
	if (a->c.site.confidence != b->c.site.confidence)
		return a->c.site.confidence < b->c.site.confidence;
	return a->c.rank < b->c.rank;
}

static bool is_same_site(const struct site *a, const struct site *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->file, b->file);
}

static bool has_finding(const struct reporter *r, const struct site *at)
{
	for (uint32_t i = 0; i < r->findings.n; i++)
		for (unsigned int k = 0; k < r->findings.at[i].nsites; k++)
			if (is_same_site(&r->findings.at[i].sites[k], at))
				return true;
	return false;
}

static int by_site_and_number(const void *x, const void *y)
{
	const struct section_place *a = x, *b = y;
	int c = by_place(&a->c.site, &b->c.site);

	return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

/* One for each place, the best: a call that sleeps in several ways is one thing to change. */
static unsigned int keep_best_places(struct section_place *p, unsigned int n)
{
	unsigned int kept = 0;

	qsort(p, n, sizeof(*p), by_site_and_number);
	for (unsigned int i = 0; i < n; i++) {
		if (!kept || !is_same_site(&p[kept - 1].c.site, &p[i].c.site))
			p[kept++] = p[i];
		else if (is_better_place(&p[i], &p[kept - 1]))
			p[kept - 1] = p[i];
	}
	return kept;
}

static int by_section(const void *x, const void *y)
{
	const struct section_place *a = x, *b = y;
	int c = compare_text(a->where, b->where);

	if (!c)
		c = a->leaf_node != b->leaf_node ? (a->leaf_node < b->leaf_node ? -1 : 1) :
		    a->leaf_event != b->leaf_event ? (a->leaf_event < b->leaf_event ? -1 : 1) : 0;
	if (!c)
		c = by_place(&a->c.site, &b->c.site);
	return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

/* All places that come down to one: the finding stands at the best. */
static void report_group(struct reporter *r, const struct section_query *q, struct section_place *p, unsigned int n)
{
	const char **callees = arena_alloc(r->arena, n * sizeof(*callees));
	const struct section_place *best = p;
	struct finding f = { 0 };
	struct site *sites = arena_alloc(r->arena, n * sizeof(*sites));

	for (unsigned int i = 1; i < n; i++)
		if (is_better_place(&p[i], best))
			best = &p[i];
	finish_section(r, q, best, &f);
	for (unsigned int i = 0; i < n; i++) {
		callees[i] = p[i].c.callee;
		sites[i] = p[i].c.site;
	}
	f.sites = sites;
	f.nsites = n;
	number_sites(r, &f, callees);
	array_push(&r->findings, f);
}

static void report_groups(struct reporter *r, const struct section_query *q)
{
	struct solver *s = r->s;
	ARRAY(struct section_place) places = { 0 };

	for (uint32_t i = 0; i < s->edges.n; i++) {
		struct section_place p;

		if (!is_asked(r, q, &s->edges.at[i]))
			continue;
		p = section_place(r, q, i);
		if (!has_finding(r, &p.c.site))
			array_push(&places, p);
	}
	if (places.n) {
		places.n = keep_best_places(places.at, places.n);
		qsort(places.at, places.n, sizeof(*places.at), by_section);
	}
	for (uint32_t i = 0, end; i < places.n; i = end) {
		for (end = i + 1; end < places.n; end++)
			if (places.at[end].leaf_node != places.at[i].leaf_node ||
			    places.at[end].leaf_event != places.at[i].leaf_event ||
			    strcmp(places.at[end].where, places.at[i].where))
				break;
		report_group(r, q, &places.at[i], end - i);
	}
	array_release(&places);
}

void report_sections(struct reporter *r, const struct section_query *q)
{
	if (q->is_grouped) {
		report_groups(r, q);
		return;
	}
	for (uint32_t i = 0; i < r->s->edges.n; i++) {
		struct section_place p;
		struct finding f = { 0 };

		if (!is_asked(r, q, &r->s->edges.at[i]) ||
		    enters_callback(r, r->s->edges.at[i].holder, r->s->edges.at[i].holder_event))
			continue;
		p = section_place(r, q, i);
		finish_section(r, q, &p, &f);
		array_push(&r->findings, f);
	}
}
