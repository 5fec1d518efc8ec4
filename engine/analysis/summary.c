// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis/summary.h"

#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "link/program.h"

/* Variants of one effect that differ in guards only, before the common part is taken. */
#define GUARD_VARIANTS 4

enum reclaim reclaim_level(const struct solver *s, uint32_t gfp, unsigned int scopes)
{
	const struct gfp *g = gfp_at(&s->locks, gfp);

	if (scopes & (1 << SCOPE_noreclaim))
		return RECLAIM_NONE;
	if (g->is_unknown || g->expr != EXPR_UNKNOWN) {
		/* what is certain whatever the unknown part is */
		if (!g->is_unknown && !((g->mask | g->bits) & s->gfp_direct_reclaim))
			return RECLAIM_NONE;
		return RECLAIM_UNKNOWN;
	}
	if (!(g->bits & s->gfp_direct_reclaim) || (g->bits & s->gfp_nolockdep))
		return RECLAIM_NONE;
	if (!(g->bits & s->gfp_io) || (scopes & (1 << SCOPE_noio)))
		return RECLAIM_NOIO;
	if (!(g->bits & s->gfp_fs) || (scopes & (1 << SCOPE_nofs)))
		return RECLAIM_NOFS;
	return RECLAIM_FS;
}

const struct result_word *result_word(const char *text)
{
	static const struct result_word words[] = {
		{ "zero", ATOM_EQ, RETURN_ZERO },
		{ "nonzero", ATOM_NE, RETURN_NEGATIVE | RETURN_OTHER },
		{ "negative", ATOM_LT, RETURN_NEGATIVE },
		{ "valid", ATOM_GE, RETURN_ZERO | RETURN_OTHER },
	};

	for (unsigned int i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(text, words[i].text))
			return &words[i];
	return NULL;
}

const char *reclaim_name(enum reclaim level)
{
	static const char *const names[] = {
		[RECLAIM_NONE] = "GFP_NOWAIT", [RECLAIM_NOIO] = "GFP_NOIO", [RECLAIM_NOFS] = "GFP_NOFS",
		[RECLAIM_FS] = "GFP_KERNEL", [RECLAIM_UNKNOWN] = "unknown gfp flags",
	};

	return names[level];
}

/* ---- effects ------------------------------------------------------------------------ */

static bool is_for_item(const struct solver *s, const struct effect *e)
{
	return e->kind == EFFECT_WAIT && s->locks.at.at[s->waits.at[e->what].class].is_waited_under;
}

/* Does it not matter who holds the lock?  Of all who wait for an item under one, the best is enough. */
static bool has_any_holder(const struct solver *s, const struct effect *e)
{
	return e->lock != NONE && is_for_item(s, e) && !s->locks.at.at[e->lock].is_atomic;
}

/* Waits for items do not take the room of what more rules ask for. */
#define ITEMS_SHARE	4

static bool is_full(const struct solver *s, const struct summary *sum, const struct effect *e)
{
	if (is_for_item(s, e))
		return sum->nitems >= s->bounds.effects / ITEMS_SHARE;
	return sum->neffects - sum->nitems >= s->bounds.effects;
}

/* The same thing, but for when. */
static bool is_same_thing(const struct solver *s, const struct effect *a, const struct effect *b)
{
	return a->kind == b->kind && a->what == b->what && a->lock == b->lock &&
	       (a->flags & (EF_TRY | EF_SYMBOLIC)) == (b->flags & (EF_TRY | EF_SYMBOLIC)) &&
	       ((a->holder == b->holder && a->holder_event == b->holder_event) || has_any_holder(s, a)) &&
	       (a->lock != CLASS_SYMBOLIC || a->object == b->object);
}

static bool is_same_effect(const struct effect *a, const struct effect *b)
{
	return a->released == b->released && a->scopes == b->scopes && a->origin == b->origin;
}

/*
 * Does whoever hears of a need to hear of b?  Not if a holds wherever b does,
 * gets as far, and is as good as evidence.
 */
static bool subsumes(struct solver *s, const struct effect *a, const struct effect *b)
{
	return a->origin == b->origin && !(a->scopes & ~b->scopes) &&
	       a->depth <= b->depth && a->several <= b->several && effect_badness(a) <= effect_badness(b) &&
	       class_set_within(&s->locks, a->released, b->released) &&
	       atom_set_within(&s->exprs, a->guards, b->guards);
}

static uint32_t effect_key(const struct solver *s, const struct effect *e)
{
	bool any = has_any_holder(s, e);
	const uint32_t parts[] = {
		e->kind | (e->flags & (EF_TRY | EF_SYMBOLIC)) << 8, e->what, e->lock,
		any ? NONE : e->holder, any ? NONE : e->holder_event, e->lock == CLASS_SYMBOLIC ? e->object : 0,
	};
	uint32_t h = 2166136261u;

	for (unsigned int i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		h = (h ^ parts[i]) * 0x9e3779b1u + (h >> 15);
	return h;
}

/* e's evidence for old's claim. */
static void take_evidence(struct effect *old, const struct effect *e)
{
	uint32_t guards = old->guards;
	uint8_t joined = old->flags & EF_JOINED;

	*old = *e;
	old->guards = guards;
	old->flags |= joined;
}

/*
 * Two guards that differ in one atom, which one of them has and the other
 * negates: together they are what they have in common.
 */
static bool resolve(struct solver *s, uint32_t a, uint32_t b, uint32_t *common)
{
	const struct atom_set *x = atom_set_at(&s->exprs, a), *y = atom_set_at(&s->exprs, b);
	uint32_t only_x = NONE, only_y = NONE;

	if (x->n != y->n)
		return false;
	*common = atom_set_common(&s->exprs, a, b);
	x = atom_set_at(&s->exprs, a);
	y = atom_set_at(&s->exprs, b);
	if (atom_set_at(&s->exprs, *common)->n + 1 != x->n)
		return false;
	for (uint32_t i = 0, k = 0; i < x->n; i++) {
		for (k = 0; k < y->n && y->atom[k] != x->atom[i]; k++)
			;
		if (k == y->n)
			only_x = x->atom[i];
	}
	for (uint32_t i = 0, k = 0; i < y->n; i++) {
		for (k = 0; k < x->n && x->atom[k] != y->atom[i]; k++)
			;
		if (k == x->n)
			only_y = y->atom[i];
	}
	return only_x != NONE && only_y != NONE && atom_negate(&s->exprs, only_x) == only_y;
}

/* Make the effect at index hold wherever e does too. */
static void weaken(struct effect *old, const struct effect *e, uint32_t guards)
{
	if (effect_is_better(e, old))
		take_evidence(old, e);
	old->guards = guards;
}

static void append(struct summary *sum, const struct effect *e, uint32_t key)
{
	if (sum->neffects == sum->room) {
		sum->room = sum->room ? sum->room * 2 : 4;
		sum->effects = xrealloc(sum->effects, sum->room * sizeof(*sum->effects));
		sum->keys = xrealloc(sum->keys, sum->room * sizeof(*sum->keys));
	}
	sum->keys[sum->neffects] = key;
	sum->is_waiting |= e->lock != NONE;
	sum->effects[sum->neffects++] = *e;
}

bool summary_add(struct solver *s, struct summary *sum, const struct effect *e)
{
	uint32_t variants = 0, nearest = NONE, best = 0, shared = 0, key = effect_key(s, e);

	for (uint32_t i = 0; i < sum->neffects; i++) {
		struct effect *old = &sum->effects[i];
		uint32_t common;

		if (sum->keys[i] != key || !is_same_thing(s, old, e))
			continue;
		if (subsumes(s, old, e))
			return false;
		if (subsumes(s, e, old)) {
			*old = *e;
			return true;
		}
		if (!is_same_effect(old, e))
			continue;
		if (atom_set_within(&s->exprs, old->guards, e->guards)) {
			if (effect_is_better(e, old))
				take_evidence(old, e);
			return false;
		}
		if (atom_set_within(&s->exprs, e->guards, old->guards)) {
			weaken(old, e, e->guards);
			return true;
		}
		if (resolve(s, old->guards, e->guards, &common)) {
			weaken(old, e, common);
			return true;
		}
		common = atom_set_common(&s->exprs, old->guards, e->guards);
		if (nearest == NONE || atom_set_at(&s->exprs, common)->n > best) {
			nearest = i;
			best = atom_set_at(&s->exprs, common)->n;
			shared = common;
		}
		variants++;
	}
	if (variants >= GUARD_VARIANTS) {
		s->bounds.guards_hit++;
		weaken(&sum->effects[nearest], e, shared);
		sum->effects[nearest].flags |= EF_JOINED;
		return true;
	}
	if (is_full(s, sum, e)) {
		s->bounds.effects_hit += !sum->is_cut;
		sum->is_cut = true;
		return false;
	}
	append(sum, e, key);
	sum->nitems += is_for_item(s, e);
	return true;
}

/* ---- edges -------------------------------------------------------------------------- */

struct edge_key {
	uint32_t lock, holder, event, kind, level;
};

static bool is_better_edge(const struct effect *e, const struct effect *old)
{
	if ((e->flags ^ old->flags) & EF_UNASKED)
		return old->flags & EF_UNASKED;
	return effect_is_better(e, old);
}

void edge_settle(struct solver *s, uint32_t node, const struct effect *e)
{
	struct edge_key key = {
		.lock = e->lock, .holder = e->holder, .event = e->holder_event, .kind = e->kind,
		.level = e->kind == EFFECT_ALLOC ? reclaim_level(s, e->what, e->scopes) : e->what,
	};
	bool isnew;
	uint32_t id;

	if (!s->is_recording)
		return;
	if (has_any_holder(s, e))
		key.holder = key.event = NONE;
	if (s->tape) {
		array_push(&s->tape->edges, *e);
		return;
	}
	/* a mask nobody knows, under a spinlock: the author's business was to pass an atomic one */
	if (key.level == RECLAIM_UNKNOWN && e->kind == EFFECT_ALLOC && s->locks.at.at[e->lock].is_atomic)
		return;
	id = keymap_id(&s->edge_keys, &key, sizeof(key), &isnew);
	if (isnew) {
		array_push(&s->edges, *e);
		array_push(&s->edge_node, node);
	} else if (is_better_edge(e, &s->edges.at[id])) {
		s->edges.at[id] = *e;
		s->edge_node.at[id] = node;
	}
}

/* ---- waits ---------------------------------------------------------------------------- */

static bool is_of_one(const char *kind)
{
	return !strcmp(kind, "work") || !strcmp(kind, "cancel") || !strcmp(kind, "workqueue") || !strcmp(kind, "completion") ||
	       !strcmp(kind, "waitqueue") || !strcmp(kind, "thread");
}

uint32_t wait_id(struct solver *s, const char *kind, uint32_t address)
{
	struct wait w = { .kind = intern_id(&s->texts, kind), .class = CLASS_UNKNOWN, .object = EXPR_UNKNOWN };
	bool isnew;
	uint32_t id;

	if (address != EXPR_UNKNOWN && is_of_one(kind))
		w.class = lock_class_of(&s->locks, address);
	if (w.class == CLASS_SYMBOLIC)
		w.object = address;
	id = keymap_id(&s->wait_keys, &w, sizeof(w), &isnew);
	if (isnew)
		array_push(&s->waits, w);
	return id;
}

const char *wait_kind(const struct solver *s, uint32_t wait)
{
	return intern_text(&s->texts, s->waits.at[wait].kind);
}

bool wait_has_object(const struct solver *s, uint32_t wait)
{
	return is_of_one(wait_kind(s, wait));
}

bool wait_is_slept_for(const char *kind)
{
	return strcmp(kind, "timer") && strcmp(kind, "hardirq") && strcmp(kind, "waitqueue");
}

/* ---- exits --------------------------------------------------------------------------- */

static bool is_same_lock(const struct exit_lock *a, const struct exit_lock *b)
{
	return a->class == b->class && (a->class != CLASS_SYMBOLIC || a->object == b->object);
}

static bool has_lock(const struct exit_lock *locks, uint32_t n, const struct exit_lock *l)
{
	for (uint32_t i = 0; i < n; i++)
		if (is_same_lock(&locks[i], l))
			return true;
	return false;
}

bool exit_has_net(const struct exit *x)
{
	static const int8_t none[SCOPE_MAX];

	return x->nheld || x->nreleased || memcmp(x->scopes, none, sizeof(none));
}

bool exit_same_net(const struct exit *a, const struct exit *b)
{
	if (a->nheld != b->nheld || a->nreleased != b->nreleased ||
	    memcmp(a->scopes, b->scopes, sizeof(a->scopes)))
		return false;
	for (uint32_t i = 0; i < a->nheld; i++)
		if (!has_lock(b->held, b->nheld, &a->held[i]))
			return false;
	for (uint32_t i = 0; i < a->nreleased; i++)
		if (!has_lock(b->released, b->nreleased, &a->released[i]))
			return false;
	return true;
}

static uint32_t keep_common(struct exit_lock *a, uint32_t n, const struct exit_lock *b, uint32_t m)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (has_lock(b, m, &a[i]))
			a[kept++] = a[i];
	return kept;
}

static uint32_t keep_released(struct exit_lock *a, uint32_t n, const struct exit_lock *b, uint32_t m)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (a[i].in_loop || has_lock(b, m, &a[i]))
			a[kept++] = a[i];
	return kept;
}

/*
 * What is certain of both.  A lock that one of them released in a loop counts as
 * released: contexts that own a set of locks drop it so, and the path on which
 * the loop runs no time is the one on which there was nothing to drop.
 */
static void meet_net(const struct solver *s, struct exit *a, const struct exit *b)
{
	a->nheld = (uint8_t)keep_common(a->held, a->nheld, b->held, b->nheld);
	a->nreleased = (uint8_t)keep_released(a->released, a->nreleased, b->released, b->nreleased);
	for (uint32_t i = 0; i < b->nreleased && a->nreleased < EXIT_LOCKS; i++)
		if (b->released[i].in_loop && !has_lock(a->released, a->nreleased, &b->released[i]))
			a->released[a->nreleased++] = b->released[i];
	for (int i = 0; i < SCOPE_MAX; i++) {
		int x = a->scopes[i], y = b->scopes[i];

		/* it closes what is open, if it is: callers that know do not ask */
		if (s->is_closing) {
			a->scopes[i] = (int8_t)(x < y ? x : y);
			continue;
		}
		a->is_mixed |= b->is_mixed || ((s->atomic_scopes >> i & 1) && x != y);
		/* entered once more on one way: at least so often on both */
		a->scopes[i] = (int8_t)(x > 0 && y > 0 ? (x < y ? x : y) : x < 0 && y < 0 ? (x > y ? x : y) : 0);
	}
}

static void join_exits(struct solver *s, struct exit *a, const struct exit *b)
{
	a->classes |= b->classes;
	if (a->value != b->value)
		a->value = EXPR_UNKNOWN;
	if (a->field != b->field || a->member != b->member)
		a->member = EXPR_UNKNOWN;
	a->guards = atom_set_common(&s->exprs, a->guards, b->guards);
}

static bool is_const(const struct solver *s, uint32_t e)
{
	int64_t v;

	return expr_is_const(&s->exprs, e, &v);
}

/* Can a caller that looks at the value and knows the arguments tell them apart? */
static bool can_tell_apart(const struct solver *s, const struct exit *a, const struct exit *b)
{
	if (!(a->classes & b->classes))
		return true;
	if (a->value != b->value && is_const(s, a->value) && is_const(s, b->value))
		return true;
	return atom_sets_contradict(&s->exprs, a->guards, b->guards);
}

static void drop_exit(struct exit *exits, uint32_t *n, uint32_t i)
{
	memmove(&exits[i], &exits[i + 1], (*n - i - 1) * sizeof(*exits));
	(*n)--;
}

/* Exits with one net effect are one, unless their constant values are few and tell something. */
static void merge_equal(struct solver *s, struct exit *exits, uint32_t *n, bool keep_values)
{
	for (uint32_t i = 0; i < *n; i++) {
		for (uint32_t j = i + 1; j < *n;) {
			bool same = exit_same_net(&exits[i], &exits[j]);

			if (same && keep_values && exits[i].value != exits[j].value)
				same = false;
			if (same && keep_values && atom_sets_contradict(&s->exprs, exits[i].guards, exits[j].guards))
				same = false;
			if (!same) {
				j++;
				continue;
			}
			join_exits(s, &exits[i], &exits[j]);
			drop_exit(exits, n, j);
		}
	}
}

#define EXITS_KEPT 6

void exits_normalise(struct solver *s, struct exit *exits, uint32_t *n)
{
	merge_equal(s, exits, n, true);
	if (*n > EXITS_KEPT)
		merge_equal(s, exits, n, false);
	for (int round = 0; round < 64; round++) {
		bool found = false;

		for (uint32_t i = 0; i < *n && !found; i++) {
			for (uint32_t j = i + 1; j < *n && !found; j++) {
				struct exit both;
				uint8_t overlap = exits[i].classes & exits[j].classes;

				if (exit_same_net(&exits[i], &exits[j]) || can_tell_apart(s, &exits[i], &exits[j]))
					continue;
				found = true;
				both = exits[i];
				join_exits(s, &both, &exits[j]);
				meet_net(s, &both, &exits[j]);
				both.classes = overlap;
				exits[i].classes &= ~overlap;
				exits[j].classes &= ~overlap;
				if (is_const(s, exits[i].value))
					exits[i].classes = 0;
				if (is_const(s, exits[j].value))
					exits[j].classes = 0;
				/* j > i: take j out first, its place is free for both */
				if (!exits[j].classes)
					drop_exit(exits, n, j);
				if (!exits[i].classes)
					drop_exit(exits, n, i);
				memmove(&exits[1], &exits[0], *n * sizeof(*exits));
				exits[0] = both;
				(*n)++;
			}
		}
		if (!found)
			break;
		merge_equal(s, exits, n, *n <= EXITS_KEPT);
		if (*n > EXITS_KEPT || round == 62) {
			/* give up telling: what all have */
			for (uint32_t i = 1; i < *n; i++) {
				join_exits(s, &exits[0], &exits[i]);
				meet_net(s, &exits[0], &exits[i]);
			}
			*n = 1;
		}
	}
}

void bounds_add_hits(struct bounds *to, const struct bounds *before, const struct bounds *after)
{
	to->states_hit += after->states_hit - before->states_hit;
	to->effects_hit += after->effects_hit - before->effects_hit;
	to->guards_hit += after->guards_hit - before->guards_hit;
	to->rounds_hit += after->rounds_hit - before->rounds_hit;
	to->depth_hit += after->depth_hit - before->depth_hit;
	to->several_hit += after->several_hit - before->several_hit;
	to->contexts_hit += after->contexts_hit - before->contexts_hit;
	to->callback_depth_hit += after->callback_depth_hit - before->callback_depth_hit;
	to->steps_hit += after->steps_hit - before->steps_hit;
	to->callers_hit += after->callers_hit - before->callers_hit;
	to->enders_hit += after->enders_hit - before->enders_hit;
}
