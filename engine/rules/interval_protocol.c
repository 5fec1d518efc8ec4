// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interval-protocol: readers of an interval notifier and its callback meet under
 * one lock, the driver's own ("user lock"), or they do not meet at all.
 *
 *	reader	seq = mmu_interval_read_begin(&d->mni);		without the lock: it waits
 *		hmm_range_fault() or GUP
 *		mutex_lock(&d->lock);
 *		if (mmu_interval_read_retry(&d->mni, seq))	under the lock
 *			again;
 *		use what was found				before it is dropped
 *		mutex_unlock(&d->lock);
 *	callback mutex_lock(&d->lock);
 *		mmu_interval_set_seq(mni, seq);			under the same lock
 *		invalidate
 *		mutex_unlock(&d->lock);
 *		return true;
 *
 * Reported: the sequence set without the lock of the readers; a callback that
 * does something, returns true and has not set it; read_begin under the lock;
 * a check without any lock; a result of read_begin that nobody checks.
 *
 * Which callback belongs to which reader is told by where the subscription lies
 * (the field of the notifier, and the operations it is inserted with); what
 * cannot be told belongs to all of the module.  A check whose result nobody
 * looks at is no check: drivers drop their range so.
 */
#include "rules/rule.h"

#include <string.h>

#include "analysis/slice.h"
#include "analysis/typestate.h"

enum { SEQ = 1, WORK = 2 };	/* the sequence is set; the callback has done something */
enum { FIRST_WORK };

/* Subscriptions in this field of something run this callback. */
struct subscription {
	uint32_t field, callback;	/* callback: node */
};

/* A use of the protocol, in one context. */
struct use {
	const struct occurrence *o;
	uint32_t image, field;		/* field: of the notifier, NONE: not known */
};

struct callback {
	uint32_t node, image;
	const struct entry *entry;
};

struct missing {
	uint32_t node, work;		/* work: event, NONE: not known */
};

struct protocol {
	struct reporter *r;
	struct typestate_run *run;
	ARRAY(struct subscription) subscriptions;
	ARRAY(struct use) begins, retries, sets;
	ARRAY(struct callback) callbacks;
	ARRAY(struct missing) missing;
	struct bitset checks;		/* nodes with a read_retry or check_retry whose result is used */
	bool in_callback;
};

static const struct function *function_of(const struct solver *s, uint32_t node)
{
	return &s->program->functions.at[s->graph->nodes.at[node].function];
}

/* ---- who belongs to whom ------------------------------------------------------------------ */

static uint32_t field_of(struct solver *s, uint32_t node, uint32_t event)
{
	const struct function *f = function_of(s, node);
	const struct fact_event *e = function_event(s->program, f, event);
	struct walk w = walk_of(s, node);
	struct state none = { 0 };
	const struct expr *x;

	if (!e->nargs)
		return NONE;
	x = expr_at(&s->exprs, walk_eval(&w, &none, function_arg(s->program, f, e, 0)));
	return x->op == FN_FIELD ? x->b : NONE;
}

/* Every function in the table is run by subscriptions in the field. */
static void subscribe(struct protocol *p, uint32_t field, uint32_t table)
{
	const struct program *pr = p->r->s->program;

	for (uint32_t i = 0; i < pr->targets.n; i++) {
		const struct target *t = &pr->targets.at[i];
		uint32_t function = pr->entities.at[t->function].function;

		if (t->table == table && function != NONE)
			array_push(&p->subscriptions, ((struct subscription){ field, function }));
	}
}

#define WRAPPERS 3	/* functions that hand the operations down to an insertion */

static void subscribe_value(struct protocol *p, uint32_t node, uint32_t field, const struct fact_node *n, unsigned int depth);

/* The operations are a parameter: what do callers pass, in whatever module? */
static void subscribe_callers(struct protocol *p, uint32_t node, uint32_t field, uint32_t param, unsigned int depth)
{
	struct solver *s = p->r->s;

	for (uint32_t n = 0; n < s->program->functions.n; n++) {
		const struct function *f = function_of(s, n);

		for (uint32_t i = 0; i < f->body->nevents; i++) {
			const struct fact_event *e = function_event(s->program, f, i);
			const struct call *c = &s->graph->nodes.at[n].calls[i];

			if (e->kind == FEV_CALL && c->ncallees && s->graph->callees.at[c->callee].node == node &&
			    param < e->nargs)
				subscribe_value(p, n, field, function_node(s->program, f,
					function_arg(s->program, f, e, param)), depth + 1);
		}
	}
}

/* The operations at an insertion: one table, one of several, or a caller's. */
static void subscribe_value(struct protocol *p, uint32_t node, uint32_t field, const struct fact_node *n, unsigned int depth)
{
	const struct program *pr = p->r->s->program;
	const struct function *f = function_of(p->r->s, node);

	if (n->op == FN_SYMBOL)
		subscribe(p, field, pr->units.at[f->unit].entity[n->a]);
	if (n->op == FN_PARAM && depth < WRAPPERS)
		subscribe_callers(p, node, field, n->a, depth);
	if (n->op != FN_VAR)
		return;
	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(pr, f, i);

		if (e->kind == FEV_SET && e->a == n->a && function_node(pr, f, e->b)->op == FN_SYMBOL)
			subscribe_value(p, node, field, function_node(pr, f, e->b), depth);
	}
}

static const struct model_function *called_model(const struct solver *s, uint32_t node, uint32_t event)
{
	const struct call *c = &s->graph->nodes.at[node].calls[event];

	return c->ncallees ? s->graph->callees.at[c->callee].model : NULL;
}

static bool is_event(const struct solver *s, uint32_t node, uint32_t event, const char *name)
{
	const struct model_function *m = called_model(s, node, event);

	return m && m->event && !strcmp(m->event, name);
}

/* Is the call's result used for more than being returned: does a branch, a store, a call depend on it? */
static bool is_looked_at(struct solver *s, uint32_t node, uint32_t event)
{
	const struct function *f = function_of(s, node);
	const struct facts *facts = function_facts(s->program, f);
	struct walk w = walk_of(s, node);
	struct bitset used;
	struct terms t;
	bool is_used;

	terms_init(&t, f);
	bitset_init(&used, t.n, NULL);
	for (uint32_t b = 0; b < f->body->nblocks; b++) {
		const struct fact_block *bl = &facts->blocks[f->body->block_first + b];

		if (bl->nedges >= 2 && bl->value != FACT_NONE)
			terms_use(&t, &w, bl->value, &used);
	}
	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);

		if (e->kind == FEV_STORE)
			terms_use(&t, &w, e->b, &used);
		for (uint32_t a = 0; (e->kind == FEV_CALL || e->kind == FEV_ICALL) && a < e->nargs; a++)
			terms_use(&t, &w, function_arg(s->program, f, e, a), &used);
	}
	is_used = bitset_test(&used, t.results + event);
	bitset_release(&used);
	return is_used;
}

enum fate { LOOKED_AT, RETURNED, IGNORED };

/* What becomes of the result, up to the top of the chain. */
static enum fate fate_of(const struct protocol *p, const struct occurrence *o)
{
	struct solver *s = p->r->s;
	const struct occurrence *inner = typestate_inner(p->run, o);
	uint32_t event = inner ? o->via : o->event;
	enum fate below = inner ? fate_of(p, inner) : RETURNED;

	if (below != RETURNED)
		return below;
	if (!(function_event(s->program, function_of(s, o->top), event)->flags & FEF_USED))
		return IGNORED;
	return is_looked_at(s, o->top, event) ? LOOKED_AT : RETURNED;
}

/* What no path has a say in: who subscribes to what, and who looks at a check. */
static void find_static(struct protocol *p)
{
	struct solver *s = p->r->s;

	for (uint32_t n = 0; n < s->program->functions.n; n++) {
		const struct function *f = function_of(s, n);

		for (uint32_t i = 0; i < f->body->nevents; i++) {
			const struct fact_event *e = function_event(s->program, f, i);

			if (e->kind != FEV_CALL || !e->nargs)
				continue;
			if ((e->flags & FEF_USED) && (is_event(s, n, i, "interval_read_retry") || is_event(s, n, i, "interval_check_retry")))
				bitset_set(&p->checks, n);
			if (is_event(s, n, i, "interval_insert"))
				subscribe_value(p, n, field_of(s, n, i), function_node(s->program, f,
					function_arg(s->program, f, e, e->nargs - 1)), 0);
		}
	}
}

static bool is_callback_field(const struct field *f)
{
	for (uint32_t i = 0; f->model && i < f->model->nclauses; i++)
		if (f->model->clauses[i].verb == MV_event && !strcmp(f->model->clauses[i].arg[0].text, "interval_invalidate"))
			return true;
	return false;
}

static void find_callbacks(struct protocol *p)
{
	const struct entries *entries = p->r->entries;

	for (uint32_t i = 0; i < entries->at.n; i++) {
		const struct entry *e = &entries->at.at[i];

		if (!strcmp(e->context, "reclaim") && e->field != NONE && is_callback_field(&p->r->s->program->fields.at[e->field]))
			array_push(&p->callbacks, ((struct callback){ e->node, function_of(p->r->s, e->node)->image, e }));
	}
}

static void find_uses(struct protocol *p)
{
	struct solver *s = p->r->s;

	for (uint32_t i = 0; i < typestate_count(p->run); i++) {
		const struct occurrence *o = typestate_at(p->run, i);
		struct use u = { o, function_of(s, o->node)->image, field_of(s, o->node, o->event) };

		if (!strcmp(o->name, "interval_read_begin")) {
			array_push(&p->begins, u);
			continue;
		}
		if (!strcmp(o->name, "interval_set_seq")) {
			array_push(&p->sets, u);
			continue;
		}
		if (fate_of(p, o) == IGNORED)
			continue;
		array_push(&p->retries, u);
	}
}

/* Does the reader's notifier run this callback? */
static bool is_of(const struct protocol *p, const struct use *reader, const struct callback *c)
{
	bool is_known = false;

	for (uint32_t i = 0; i < p->subscriptions.n; i++) {
		const struct subscription *s = &p->subscriptions.at[i];

		if (s->callback != c->node)
			continue;
		if (s->field != NONE && s->field == reader->field)
			return true;
		is_known |= s->field != NONE;
	}
	return reader->image == c->image && (!is_known || reader->field == NONE);
}

static bool has_reader(const struct protocol *p, const struct callback *c)
{
	for (uint32_t i = 0; i < p->retries.n; i++)
		if (is_of(p, &p->retries.at[i], c))
			return true;
	return false;
}

/* ---- locks ------------------------------------------------------------------------------------ */

static bool have_common(struct solver *s, uint32_t a, uint32_t b)
{
	uint32_t n;
	const uint32_t *classes = class_set_at(&s->locks, a, &n);

	for (uint32_t i = 0; i < n; i++)
		if (class_set_has(&s->locks, b, classes[i]))
			return true;
	return false;
}

/* A lock nobody can name may be any. */
static bool is_unclear(struct solver *s, uint32_t set)
{
	return class_set_has(&s->locks, set, CLASS_SYMBOLIC);
}

static const char *lock_name(struct solver *s, uint32_t set)
{
	uint32_t n;
	const uint32_t *classes = class_set_at(&s->locks, set, &n);

	return n ? s->locks.at.at[classes[0]].name : "?";
}

/* Locks held where the callback sets the sequence, in all such places together. */
static uint32_t locks_of_callback(const struct protocol *p, const struct callback *c)
{
	uint32_t all = 0;

	for (uint32_t i = 0; i < p->sets.n; i++)
		if (p->sets.at[i].o->top == c->node)
			all = class_set_union(&p->r->s->locks, all, p->sets.at[i].o->held);
	return all;
}

static enum confidence confidence_of_use(const struct occurrence *o)
{
	return o->is_cut || o->several > 1 ? CONF_LOW : o->is_joined || o->several ? CONF_MEDIUM : CONF_HIGH;
}

static const char *const lock_fixes[] = {
	"one lock of the driver's around mmu_interval_set_seq() and what it invalidates, and around mmu_interval_read_retry() and the use of what it checked",
	NULL,
};

/* ---- the callback ---------------------------------------------------------------------------------- */

/* The sequence is set, but not under a lock that readers hold when they check it. */
static void judge_set(struct protocol *p, const struct callback *c, const struct use *set)
{
	struct reporter *r = p->r;
	struct solver *s = r->s;
	const struct use *reader = NULL, *unlocked = NULL;
	uint32_t held = 0;
	const char *message;

	for (uint32_t i = 0; i < p->retries.n; i++) {
		const struct use *u = &p->retries.at[i];

		if (!is_of(p, u, c))
			continue;
		held = class_set_union(&s->locks, held, u->o->held);
		if (!reader && u->o->held)
			reader = u;
		if (!unlocked && !u->o->held)
			unlocked = u;
	}
	if ((!reader && (!unlocked || set->o->held)) || is_unclear(s, held) || is_unclear(s, set->o->held) || have_common(s, held, set->o->held))
		return;
	message = reader ?
		arena_printf(r->arena, "'%s' sets the sequence without '%s', under which '%s' checks it",
			     function_name_of(s, set->o->node), lock_name(s, reader->o->held), function_name_of(s, reader->o->node)) :
		arena_printf(r->arena, "'%s' sets the sequence without any lock, and '%s' checks it without one",
			     function_name_of(s, set->o->node), function_name_of(s, unlocked->o->node));
	report_path(r, &(struct path_report){
		.rule = "interval-protocol", .message = message,
		.lock = reader ? lock_name(s, reader->o->held) : NULL, .entry = c->entry->name,
		.node = set->o->node, .event = set->o->event,
		.chain = typestate_chain(p->run, r->arena, set->o, "sets the sequence"),
		.confidence = !reader && confidence_of_use(set->o) == CONF_HIGH ? CONF_MEDIUM : confidence_of_use(set->o),
		.is_joined = set->o->is_joined, .is_cut = set->o->is_cut,
		.several = set->o->several, .fixes = lock_fixes });
}

/* What is done: locks taken, and calls for what they do. */
static void called(struct walk *w, struct state *st, uint32_t event, void *data)
{
	const struct model_function *m = called_model(w->s, w->node, event);
	const struct fact_event *e = function_event(w->s->program, w->fn, event);

	(void)data;
	if ((st->marks & WORK) && state_value(st, typestate_slot(w, FIRST_WORK)) != EXPR_UNKNOWN)
		return;
	if (m ? !typestate_is_event(w, st, event, "+") :
	    typestate_knows(w, event) ? !(st->marks & WORK) : (e->flags & (FEF_USED | FEF_NORETURN)) != 0)
		return;
	st->marks |= WORK;
	state_set_value(st, typestate_slot(w, FIRST_WORK), expr_const(&w->s->exprs, event));
}

static void left(struct walk *w, const struct state *st, uint8_t classes, const struct fact_block *b, void *data)
{
	struct protocol *p = data;
	struct missing m = { w->node, NONE };
	int64_t work;

	(void)b;
	if (!p->in_callback || (st->marks & (SEQ | WORK)) != WORK || classes != RETURN_OTHER)
		return;
	if (expr_is_const(&w->s->exprs, state_value(st, typestate_slot(w, FIRST_WORK)), &work))
		m.work = (uint32_t)work;
	for (uint32_t i = 0; i < p->missing.n; i++)
		if (p->missing.at[i].node == m.node && (m.work == NONE || p->missing.at[i].work == m.work))
			return;
	array_push(&p->missing, m);
}

static const char *const missing_fixes[] = {
	"mmu_interval_set_seq() under the lock, before what it invalidates",
	NULL,
};

static void report_missing(struct protocol *p, const struct callback *c, const struct missing *m)
{
	struct reporter *r = p->r;
	const struct function *f = function_of(r->s, m->node);
	struct step step = { .file = f->file, .line = f->line, .function = f->name, .event = "enter" };

	if (m->work != NONE)
		step = witness_step(r->s, m->node, m->work, "call", "");
	step.detail = "what is done from here on, readers do not see";
	report_path(r, &(struct path_report){
		.rule = "interval-protocol",
		.message = arena_printf(r->arena, "'%s' invalidates and returns true on a path that does not set the sequence",
					f->name),
		.entry = c->entry->name, .node = m->node, .event = m->work == NONE ? 0 : m->work, .at = step,
		.chain = { arena_memdup(r->arena, &step, sizeof(step)), 1 },
		.confidence = CONF_MEDIUM, .fixes = missing_fixes });
}

/* Under CLEAR, which reclaim sends, and UNMAP: what it may ignore is neither. */
static void judge_callback(struct protocol *p, const struct callback *c)
{
	const struct entries *entries = p->r->entries;

	for (uint32_t i = 0; i < entries->at.n; i++) {
		const struct entry *e = &entries->at.at[i];

		if (e->node != c->node || e->field != c->entry->field ||
		    (strcmp(e->context, "reclaim") && strcmp(e->context, "oom")))
			continue;
		array_clear(&p->missing);
		p->in_callback = true;
		typestate_walk(p->run, e->node, e->assume);
		p->in_callback = false;
		for (uint32_t k = 0; k < p->missing.n; k++)
			report_missing(p, c, &p->missing.at[k]);
	}
}

/* ---- what belongs together ------------------------------------------------------------------------- */

static bool is_in(const struct solver *s, uint32_t node, uint32_t image)
{
	uint32_t in = function_of(s, node)->image;

	return in == image || in == NONE;
}

/* Functions that get to the node by calls within the image, and all that these call there. */
static void find_near(const struct protocol *p, uint32_t node, uint32_t image, struct bitset *near)
{
	const struct callgraph *g = p->r->s->graph;

	bitset_init(near, g->nodes.n, NULL);
	bitset_set(near, node);
	/* callees come first in the order: upwards forwards, downwards backwards */
	for (uint32_t i = 0; i < g->order.n; i++) {
		struct callee_cursor at = { .node = g->order.at[i] };
		uint32_t to;

		if (!is_in(p->r->s, g->order.at[i], image))
			continue;
		while ((to = callgraph_next_callee(g, &at)) != NONE && !bitset_test(near, to))
			;
		if (to != NONE)
			bitset_set(near, g->order.at[i]);
	}
	for (uint32_t i = g->order.n; i-- > 0;) {
		struct callee_cursor at = { .node = g->order.at[i] };
		uint32_t to;

		while (bitset_test(near, g->order.at[i]) && (to = callgraph_next_callee(g, &at)) != NONE)
			if (is_in(p->r->s, to, image))
				bitset_set(near, to);
	}
}

/* ---- readers ------------------------------------------------------------------------------------------ */

static const char *const begin_fixes[] = {
	"mmu_interval_read_begin() before the lock is taken",
	NULL,
};

/* It waits for the callback, which waits for the lock. */
static void judge_begin(struct protocol *p, const struct use *begin)
{
	struct reporter *r = p->r;
	struct solver *s = r->s;

	for (uint32_t i = 0; i < p->callbacks.n; i++) {
		const struct callback *c = &p->callbacks.at[i];
		uint32_t locks, n;
		const uint32_t *held;

		if (!is_of(p, begin, c))
			continue;
		locks = locks_of_callback(p, c);
		held = class_set_at(&s->locks, begin->o->held, &n);
		for (uint32_t k = 0; k < n; k++) {
			if (held[k] == CLASS_SYMBOLIC || !class_set_has(&s->locks, locks, held[k]))
				continue;
			report_path(r, &(struct path_report){
				.rule = "interval-protocol",
				.message = arena_printf(r->arena, "'%s' waits for running invalidations under '%s', which '%s' takes",
							function_name_of(s, begin->o->node), s->locks.at.at[held[k]].name,
							function_name_of(s, c->node)),
				.lock = s->locks.at.at[held[k]].name, .entry = c->entry->name,
				.node = begin->o->node, .event = begin->o->event,
				.chain = typestate_chain(p->run, r->arena, begin->o, "waits for running invalidations"),
				.confidence = begin->o->several > 1 ? CONF_LOW :
					      begin->o->is_joined || begin->o->several ? CONF_MEDIUM : CONF_HIGH,
				.is_joined = begin->o->is_joined, .several = begin->o->several, .fixes = begin_fixes });
			return;
		}
	}
}

static const char *const retry_fixes[] = {
	"take the lock first, and use what was checked before dropping it",
	"mmu_interval_check_retry() for an early way out that decides nothing",
	NULL,
};

/* Another check, under the lock, comes before or after it: this one is an early way out. */
static bool is_early(const struct protocol *p, const struct use *retry, uint32_t locks)
{
	struct bitset near;
	bool found = false;

	find_near(p, retry->o->node, retry->image, &near);
	for (uint32_t i = 0; i < p->retries.n; i++) {
		const struct use *u = &p->retries.at[i];

		found |= u->o->node != retry->o->node && have_common(p->r->s, locks, u->o->held) &&
			 bitset_test(&near, u->o->node);
	}
	bitset_release(&near);
	return found;
}

static void judge_retry(struct protocol *p, const struct use *retry)
{
	struct reporter *r = p->r;
	struct solver *s = r->s;
	const struct callback *callback = NULL;
	uint32_t locks = 0;
	const char *message;
	bool early, is_set = false;

	for (uint32_t i = 0; i < p->callbacks.n; i++) {
		const struct callback *c = &p->callbacks.at[i];

		if (!is_of(p, retry, c))
			continue;
		locks = class_set_union(&s->locks, locks, locks_of_callback(p, c));
		callback = c;
		for (uint32_t k = 0; k < p->sets.n; k++)
			is_set |= p->sets.at[k].o->top == c->node;
	}
	if (is_set && !locks)
		return;		/* nobody takes a lock: judge_set() has said so */
	if (is_unclear(s, retry->o->held) || is_unclear(s, locks) || have_common(s, locks, retry->o->held))
		return;
	early = is_early(p, retry, locks);
	if (retry->o->held && !early)
		return;		/* another lock altogether: judge_set() has said so */
	message = retry->o->held || locks ?
		arena_printf(r->arena, "'%s' checks the sequence without '%s', under which it is set",
			     function_name_of(s, retry->o->node), lock_name(s, locks)) :
		arena_printf(r->arena, "'%s' checks the sequence without any lock", function_name_of(s, retry->o->node));
	report_path(r, &(struct path_report){
		.rule = "interval-protocol", .message = message,
		.lock = locks ? lock_name(s, locks) : NULL, .entry = callback ? callback->entry->name : NULL,
		.node = retry->o->node, .event = retry->o->event,
		.chain = typestate_chain(p->run, r->arena, retry->o, "what is valid here may not be valid when it is used"),
		.confidence = early || confidence_of_use(retry->o) == CONF_LOW ? CONF_LOW : CONF_MEDIUM,
		.is_joined = retry->o->is_joined, .is_cut = retry->o->is_cut,
		.several = retry->o->several, .fixes = retry_fixes });
}

/* ---- results nobody checks -------------------------------------------------------------------------------- */

/* Kept where others may find it: in memory that is no local of the function. */
static bool is_kept(struct solver *s, uint32_t node, uint32_t event)
{
	const struct function *f = function_of(s, node);

	for (uint32_t i = 0; i < f->body->nevents; i++) {
		const struct fact_event *e = function_event(s->program, f, i);
		const struct fact_node *n;

		if (e->kind != FEV_STORE)
			continue;
		n = function_node(s->program, f, e->b);
		if (n->op != FN_RESULT || n->a != event)
			continue;
		n = function_node(s->program, f, e->a);
		while (n->op == FN_FIELD || n->op == FN_LOAD || n->op == FN_INDEX || n->op == FN_OFFSET)
			n = function_node(s->program, f, n->a);
		if (n->op != FN_LOCAL)
			return true;
	}
	return false;
}

static const char *const unchecked_fixes[] = {
	"mmu_interval_read_retry() under the lock, and again from the start if it says so",
	NULL,
};

static void judge_result(struct protocol *p, const struct use *begin)
{
	struct reporter *r = p->r;
	struct solver *s = r->s;
	const struct occurrence *o = begin->o;
	struct bitset near;
	bool is_checked = false;

	if (!(function_event(s->program, function_of(s, o->node), o->event)->flags & FEF_USED) || begin->image == NONE)
		return;
	if (is_kept(s, o->node, o->event))
		for (uint32_t i = 0; i < p->retries.n; i++)
			if (p->retries.at[i].image == begin->image)
				return;
	find_near(p, o->node, begin->image, &near);
	for_each_bit(n, &p->checks)
		is_checked |= bitset_test(&near, n);
	bitset_release(&near);
	if (is_checked)
		return;
	report_path(r, &(struct path_report){
		.rule = "interval-protocol",
		.message = arena_printf(r->arena, "nobody checks the sequence that '%s' begins with",
					function_name_of(s, o->node)),
		.node = o->node, .event = o->event,
		.chain = { arena_memdup(r->arena, &(struct step[]){ witness_step(s, o->node, o->event, "call",
			   "no mmu_interval_read_retry() in this function, its callers, or what these call") },
			   sizeof(struct step)), 1 },
		.confidence = CONF_MEDIUM, .fixes = unchecked_fixes });
}

void rule_interval_protocol(struct reporter *r);
void rule_interval_protocol(struct reporter *r)
{
	static const struct typestate_step steps[] = {
		{ "interval_set_seq", WHEN_ALWAYS, SEQ, 0 },
	};
	static const char *const asked[] = {
		"interval_set_seq", "interval_read_begin", "interval_read_retry", NULL,
	};
	struct protocol p = { .r = r };
	const struct typestate t = {
		.steps = steps, .nsteps = 1, .asked = asked, .up = 3,
		.called = called, .leave = left, .data = &p,
	};

	bitset_init(&p.checks, r->s->graph->nodes.n, r->arena);
	p.run = typestate_run(r->s, r->entries, &t);
	find_static(&p);
	find_callbacks(&p);
	find_uses(&p);
	for (uint32_t i = 0; i < p.callbacks.n; i++) {
		const struct callback *c = &p.callbacks.at[i];

		if (!has_reader(&p, c))
			continue;
		judge_callback(&p, c);
		for (uint32_t k = 0; k < p.sets.n; k++)
			if (p.sets.at[k].o->top == c->node)
				judge_set(&p, c, &p.sets.at[k]);
	}
	/* the first report of a place stands: the better contexts first */
	for (int c = CONF_HIGH; c <= CONF_LOW; c++) {
		for (uint32_t i = 0; i < p.begins.n; i++) {
			if ((int)confidence_of_use(p.begins.at[i].o) != c)
				continue;
			judge_begin(&p, &p.begins.at[i]);
			judge_result(&p, &p.begins.at[i]);
		}
		for (uint32_t i = 0; i < p.retries.n; i++)
			if ((int)confidence_of_use(p.retries.at[i].o) == c)
				judge_retry(&p, &p.retries.at[i]);
	}
	array_release(&p.subscriptions);
	array_release(&p.begins);
	array_release(&p.retries);
	array_release(&p.sets);
	array_release(&p.callbacks);
	array_release(&p.missing);
	typestate_free(p.run);
}
