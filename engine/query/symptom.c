// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a kernel built for it (PROVE_LOCKING, DEBUG_ATOMIC_SLEEP) would say of a
 * finding: which kind of splat, and the circle that lockdep would draw.
 *
 * A finding knows some links of its circle, each with a chain that shows it:
 * who holds a lock over what, what a callback takes.  Between them lie the
 * kernel's own: an allocation is fs_reclaim, callbacks run under the notifiers'
 * map, and lockdep knows how one leads to the other.
 */
#include "query/internal.h"

#include <string.h>

#define FS_RECLAIM	"fs_reclaim"
#define NOTIFIER	"mmu_notifier_invalidate_range_start"
#define FENCE		"dma_fence_map"
#define NOFS_RECLAIM	"(reclaim without __GFP_FS)"
#define SECTION		"(running invalidation)"
#define RELEASE		"(release of the mm)"
#define CALLBACKS	"(running callbacks)"
#define SHRINKERS	"(running shrinkers)"
#define MMAP_LOCK	"struct mm_struct.mmap_lock"
#define FOLIO		"(folio lock)"

static const struct dependency own_order[] = {
	{ FS_RECLAIM, NOTIFIER, "fs_reclaim_acquire (mm/page_alloc.c)", NO_CHAIN },
	{ MMAP_LOCK, FS_RECLAIM, "page tables are allocated under mmap_lock (mm/memory.c)", NO_CHAIN },
	{ MMAP_LOCK, NOTIFIER, "munmap, mprotect, fork and others fire the notifiers (mm/)", NO_CHAIN },
	{ "struct address_space.i_mmap_rwsem", NOTIFIER, "the rmap walk unmaps a page (mm/rmap.c)", NO_CHAIN },
	{ "struct anon_vma.rwsem", NOTIFIER, "the rmap walk unmaps a page (mm/rmap.c)", NO_CHAIN },
	{ FOLIO, NOTIFIER, "the locked folio is unmapped (mm/rmap.c); a bit, which lockdep does not see", NO_CHAIN },
	{ NOTIFIER, FENCE, "callbacks may wait for fences: dma_resv_lockdep (drivers/dma-buf/dma-resv.c)", NO_CHAIN },
	{ "struct dma_resv.lock", FENCE, "fences are waited for under it (drivers/dma-buf/dma-resv.c)", NO_CHAIN },
	{ SECTION, NOTIFIER, "what is waited for runs the callbacks (mm/mmu_notifier.c)", NO_CHAIN },
	{ SECTION, FS_RECLAIM, "what is waited for may allocate (fork, mremap)", NO_CHAIN },
	{ RELEASE, NOTIFIER, "what is waited for runs the callbacks (mm/mmu_notifier.c)", NO_CHAIN },
	{ CALLBACKS, RELEASE, "->release is one of them (mm/mmu_notifier.c)", NO_CHAIN },
	{ SHRINKERS, FS_RECLAIM, "waits for shrinkers that run (mm/vmscan.c)", NO_CHAIN },
};
#define OWN_ORDERS (sizeof(own_order) / sizeof(*own_order))

const struct dependency *kernels_order(unsigned int number)
{
	return number < OWN_ORDERS ? &own_order[number] : NULL;
}

const char *pseudo_lock(unsigned int number)
{
	static const char *const names[] = { FS_RECLAIM, NOTIFIER, FENCE };

	return number < sizeof(names) / sizeof(*names) ? names[number] : NULL;
}

/* What the kernel holds around a callback, or what ends with it. */
const char *node_held_around(struct reporter *r, const struct entry *e)
{
	static const struct { const char *context, *held; } known[] = {
		{ "reclaim", NOTIFIER }, { "mm", NOTIFIER }, { "oom", NOTIFIER }, { "own", NOTIFIER },
		{ "release", RELEASE }, { "shrinker", FS_RECLAIM }, { "shrinker_nofs", NOFS_RECLAIM },
		{ "oom_notifier", FS_RECLAIM }, { "fault", MMAP_LOCK }, { "signalling", FENCE },
		{ "fence", FENCE },
	};

	for (unsigned int i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(e->context, known[i].context))
			return known[i].held;
	if (e->item == NONE)
		return NULL;
	return arena_printf(r->arena, e->event == NONE ? "(work_completion)(&%s)" : "(completion)%s",
			    r->s->locks.at.at[e->item].name);
}

static const char *waited_for(struct reporter *r, uint32_t wait)
{
	static const struct { const char *kind, *node; } known[] = {
		{ "fence", FENCE }, { "notifier", SECTION }, { "unregister", RELEASE }, { "mmput", RELEASE },
		{ "callbacks", CALLBACKS }, { "shrinker", SHRINKERS },
	};
	static const struct { const char *kind, *format; } items[] = {
		{ "work", "(work_completion)(&%s)" }, { "cancel", "(work_completion)(&%s)" },
		{ "workqueue", "(wq_completion)%s" }, { "completion", "(completion)%s" },
		{ "waitqueue", "(wait queue)%s" }, { "thread", "(thread)%s" },
	};
	const char *kind = wait_kind(r->s, wait);
	uint32_t class = r->s->waits.at[wait].class;

	for (unsigned int i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(kind, known[i].kind))
			return known[i].node;
	for (unsigned int i = 0; class > CLASS_UNKNOWN && i < sizeof(items) / sizeof(*items); i++)
		if (!strcmp(kind, items[i].kind))
			return arena_printf(r->arena, items[i].format, r->s->locks.at.at[class].name);
	return NULL;
}

const char *node_of_lock(struct reporter *r, uint32_t class)
{
	const struct lock_class *l = &r->s->locks.at.at[class];

	if (class == r->s->class_signalling)
		return FENCE;
	return l->role && !strcmp(l->role, "folio") ? FOLIO : l->name;
}

/* A lock that the mm holds around callbacks, by its role in the model. */
static const char *vm_node(const char *role)
{
	static const struct { const char *role, *node; } known[] = {
		{ "mmap_lock", MMAP_LOCK }, { "folio", FOLIO },
		{ "i_mmap_rwsem", "struct address_space.i_mmap_rwsem" }, { "anon_vma", "struct anon_vma.rwsem" },
	};

	for (unsigned int i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(role, known[i].role))
			return known[i].node;
	return NULL;
}

/* NULL: nothing that lockdep has a name for. */
const char *node_taken_by(struct reporter *r, const struct effect *e)
{
	enum reclaim level;

	switch (e->kind) {
	case EFFECT_ACQUIRE:
		return e->flags & EF_SYMBOLIC ? NULL : node_of_lock(r, e->what);
	case EFFECT_ALLOC:
		/* fs_reclaim_acquire() takes the notifiers' map whatever the flags say */
		level = e->holder == NONE ? reclaim_level(r->s, e->what, e->scopes) : level_of(r->s, e);
		return level == RECLAIM_NONE ? NULL : level < RECLAIM_FS ? NOTIFIER : FS_RECLAIM;
	case EFFECT_FAULT:
		return MMAP_LOCK;
	case EFFECT_FIRE:
		return NOTIFIER;
	case EFFECT_VM:
		return vm_node(intern_text(&r->s->texts, e->what));
	case EFFECT_WAIT:
		return waited_for(r, e->what);
	default:
		return NULL;
	}
}

/* ---- closing the circle ------------------------------------------------------------------ */

struct circle {
	struct dependency links[16];
	unsigned int n;
};

static void add(struct circle *c, const char *held, const char *taken, const char *detail, unsigned int chain)
{
	if (c->n < sizeof(c->links) / sizeof(*c->links))
		c->links[c->n++] = (struct dependency){ held, taken, detail, chain };
}

/* The kernel's shortest way, breadth first; false: there is none. */
static bool add_own(struct circle *c, const char *from, const char *to)
{
	unsigned int queue[OWN_ORDERS], before[OWN_ORDERS], way[OWN_ORDERS], head = 0, tail = 0, n = 0;
	bool seen[OWN_ORDERS] = { false };

	if (!strcmp(from, to))
		return true;
	for (unsigned int i = 0; i < OWN_ORDERS; i++) {
		if (strcmp(own_order[i].held, from))
			continue;
		seen[i] = true;
		before[i] = OWN_ORDERS;
		queue[tail++] = i;
	}
	for (; head < tail && strcmp(own_order[queue[head]].taken, to); head++) {
		for (unsigned int i = 0; i < OWN_ORDERS; i++) {
			if (seen[i] || strcmp(own_order[i].held, own_order[queue[head]].taken))
				continue;
			seen[i] = true;
			before[i] = queue[head];
			queue[tail++] = i;
		}
	}
	if (head == tail)
		return false;
	for (unsigned int i = queue[head]; i != OWN_ORDERS; i = before[i])
		way[n++] = i;
	while (n--)
		add(c, own_order[way[n]].held, own_order[way[n]].taken, own_order[way[n]].detail, NO_CHAIN);
	return true;
}

/* known: the links that have a chain, in order; a link whose ends are not known ends it all. */
static void note_circle(struct reporter *r, struct finding *f, const struct dependency *known, unsigned int n)
{
	struct circle c = { .n = 0 };

	for (unsigned int i = 0; i < n; i++) {
		if (!known[i].held || !known[i].taken)
			return;
		add(&c, known[i].held, known[i].taken, NULL, known[i].chain);
		if (known[(i + 1) % n].held && !add_own(&c, known[i].taken, known[(i + 1) % n].held))
			return;
	}
	f->cycle = arena_memdup(r->arena, c.links, c.n * sizeof(*c.links));
	f->ncycle = c.n;
	f->symptom = c.n == 1 ? "recursive-locking" : "circular-locking";
}

/* ---- of each kind of query ------------------------------------------------------------------ */

static void note_cycle(struct reporter *r, struct finding *f, const struct effect *edge, const struct entry *e)
{
	const char *lock = node_of_lock(r, edge->lock), *around = node_held_around(r, e);
	struct dependency known[2] = { { lock, node_taken_by(r, edge), NULL, 0 }, { around, lock, NULL, 1 } };

	if (r->s->locks.at.at[edge->lock].is_atomic && (edge->kind == EFFECT_SLEEP || edge->kind == EFFECT_WAIT)) {
		f->symptom = "sleep-in-atomic";
		return;
	}
	/* to lockdep, reclaim without __GFP_FS is the notifiers' map only, but shrinkers run */
	if (edge->kind == EFFECT_ALLOC && around && known[0].taken && (!strcmp(around, NOFS_RECLAIM) ||
	    (!strcmp(around, FS_RECLAIM) && !strcmp(known[0].taken, NOTIFIER))))
		known[0].taken = known[1].held = NOFS_RECLAIM;
	note_circle(r, f, known, 2);
	if (edge->kind == EFFECT_FIRE && f->symptom)
		f->symptom = "recursive-locking";
}

void note_symptom_of_cycle(struct reporter *r, struct finding *f, const struct effect *edge, const struct act *act)
{
	note_cycle(r, f, edge, &r->entries->at.at[act->entry]);
}

void note_symptom_of_told_cycle(struct reporter *r, struct finding *f, const struct effect *edge, const char *context)
{
	note_cycle(r, f, edge, &(struct entry){ .context = context, .item = NONE });
}

void note_symptom_of_section_cycle(struct reporter *r, struct finding *f, const struct effect *edge,
				   const struct effect *section)
{
	const char *lock = node_of_lock(r, edge->lock);
	const struct dependency known[2] = {
		{ lock, node_taken_by(r, edge), NULL, 0 }, { node_of_lock(r, section->lock), lock, NULL, 1 },
	};

	note_circle(r, f, known, 2);
}

void note_symptom_of_act(struct reporter *r, struct finding *f, const struct act *act)
{
	const struct entry *e = &r->entries->at.at[act->entry];
	const struct dependency known = { node_held_around(r, e), node_taken_by(r, &act->effect), NULL, 0 };
	const char *wait = act->effect.kind == EFFECT_WAIT ? wait_kind(r->s, act->effect.what) : "";

	if (!strcmp(e->context, "oom"))
		f->symptom = "sleep-in-nonblock";
	else if (!strcmp(e->context, "atomic"))
		f->symptom = "sleep-in-atomic";
	else if (!strcmp(wait, "work") || !strcmp(wait, "workqueue"))
		f->symptom = "flush-dependency";
	else
		note_circle(r, f, &known, 1);
}

void note_symptom_of_section(struct reporter *r, struct finding *f, const struct effect *edge)
{
	const struct dependency known = { node_of_lock(r, edge->lock), node_taken_by(r, edge), NULL, 0 };

	if (edge->lock == r->s->class_nonblock)
		f->symptom = "sleep-in-nonblock";
	else if (edge->lock == r->s->class_atomic)
		f->symptom = "sleep-in-atomic";
	else
		note_circle(r, f, &known, 1);
}

void note_symptom_of_pair(struct reporter *r, struct finding *f, const struct effect *outer,
			  const struct effect *inner, const struct act *act)
{
	const char *lock = node_of_lock(r, outer->lock), *nested = node_of_lock(r, inner->lock);
	const struct dependency known[3] = {
		{ lock, nested, NULL, 0 }, { nested, node_taken_by(r, inner), NULL, 1 },
		{ node_held_around(r, &r->entries->at.at[act->entry]), lock, NULL, 2 },
	};

	note_circle(r, f, known, 3);
}

void note_symptom_of_wait(struct reporter *r, struct finding *f, const struct act *wait, const struct act *end,
			  const struct effect *held)
{
	const struct entry *callback = &r->entries->at.at[wait->entry];
	const char *item = waited_for(r, wait->effect.what);
	const struct dependency known[3] = {
		{ node_held_around(r, callback), item, NULL, 0 }, { item, node_taken_by(r, &end->effect), NULL, 1 },
		{ node_taken_by(r, &end->effect), held ? node_taken_by(r, held) : NULL, NULL, 2 },
	};

	note_circle(r, f, known, held ? 3 : 2);
}

void note_symptom_of_held_wait(struct reporter *r, struct finding *f, const struct effect *outer, const struct act *end,
			       const struct effect *held, const struct act *act)
{
	const char *lock = node_of_lock(r, outer->lock), *item = waited_for(r, outer->what), *inner = node_taken_by(r, &end->effect);
	const char *around = node_held_around(r, &r->entries->at.at[act->entry]);
	struct dependency known[4] = { { lock, item, NULL, 0 }, { item, inner, NULL, 1 } };
	unsigned int n = 2;

	if (held)
		known[n++] = (struct dependency){ inner, node_taken_by(r, held), NULL, 2 };
	/* to lockdep, reclaim without __GFP_FS is the notifiers' map only, but shrinkers run */
	if (around && !strcmp(around, FS_RECLAIM) && known[n - 1].taken && !strcmp(known[n - 1].taken, NOTIFIER))
		known[n - 1].taken = around = NOFS_RECLAIM;
	known[n] = (struct dependency){ around, lock, NULL, n };
	note_circle(r, f, known, n + 1);
}

void note_symptom_of_claim(struct reporter *r, struct finding *f, const struct claim *c, const struct act *act,
			   const struct effect *held)
{
	const char *lock = node_of_lock(r, c->class);
	const struct dependency told = { c->is_outer ? lock : FS_RECLAIM, c->is_outer ? FS_RECLAIM : lock, NULL, 0 };
	struct dependency known[2] = { told, { NULL, NULL, NULL, 1 } };

	if (c->is_outer && act) {
		known[1] = (struct dependency){ node_held_around(r, &r->entries->at.at[act->entry]), lock, NULL, 1 };
		note_circle(r, f, known, 2);
	} else if (!c->is_outer && held && !act) {
		known[0] = (struct dependency){ lock, node_taken_by(r, held), NULL, 1 };
		known[1] = told;
		note_circle(r, f, known, 2);
	}
}
