// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who runs what: the finding's cycle, link by link.  A link says that somebody
 * who holds one thing takes another.  Things are locks, or what is waited for:
 *
 *	a lock				held by a task, which runs the link's chain
 *	fs_reclaim			held where reclaim runs callbacks: a routine that
 *					allocations enter
 *	mmu_notifier_...		held in a callback: a routine
 *	dma_fence_map			held by a task that signals a fence at its end
 *	(work_completion) ...		held by a task that is waited for
 *
 * A link without a chain is the kernel's own: a body of two or three steps.
 */
#include "scenario/internal.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/entry.h"

#define FS_RECLAIM	"fs_reclaim"
#define NOFS_RECLAIM	"(reclaim without __GFP_FS)"
#define NOTIFIER	"mmu_notifier_invalidate_range_start"
#define FENCE		"dma_fence_map"
#define FOLIO		"(folio lock)"

enum thing { THING_LOCK, THING_RECLAIM, THING_NOTIFIER, THING_FENCE, THING_TASK };

static enum thing thing_of(const char *name)
{
	if (!strcmp(name, FS_RECLAIM) || !strcmp(name, NOFS_RECLAIM))
		return THING_RECLAIM;
	if (!strcmp(name, NOTIFIER))
		return THING_NOTIFIER;
	if (!strcmp(name, FENCE))
		return THING_FENCE;
	return name[0] == '(' && strcmp(name, FOLIO) ? THING_TASK : THING_LOCK;
}

static bool is_routine(enum thing t)
{
	return t == THING_RECLAIM || t == THING_NOTIFIER;
}

/* ---- objects -------------------------------------------------------------------------- */

static enum replay_object_kind kind_of(const struct scenario *sc, const char *kind)
{
	if (!strcmp(kind, "rwsem") || !strcmp(kind, "percpu_rwsem"))
		return REPLAY_RWSEM;
	if (!strcmp(kind, "rwlock"))
		return REPLAY_RWLOCK;
	if (!strcmp(kind, "srcu"))
		return REPLAY_SRCU;
	if (!strcmp(kind, "lockdep") || !strcmp(kind, "seqcount"))
		return REPLAY_PSEUDO;
	return model_lock_spins(sc->s->model, kind) ? REPLAY_SPIN : REPLAY_MUTEX;
}

static uint32_t new_object(struct scenario *sc, enum replay_object_kind kind, const char *text)
{
	char name[24];
	uint32_t o;

	snprintf(name, sizeof(name), "l%u", sc->program->objects.n);
	o = replay_object(sc->program, kind, name, text);
	return o;
}

/*
 * Locks of one class: the first that a chain takes is the one that all chains
 * share; at another address in the same chain, another one.
 */
uint32_t scenario_object(struct scenario *sc, uint32_t chain, uint32_t class, uint32_t term, const char *kind)
{
	const char *name = sc->s->locks.at.at[class].name;
	uint32_t shared = REPLAY_NONE, object;
	bool is_known = false;

	for_each_in_array(o, &sc->objects) {
		if (o->class != class)
			continue;
		if (shared == REPLAY_NONE)
			shared = o->object;
		if (o->chain != chain)
			continue;
		if (o->term == term || !term || !o->term)
			return o->object;
		is_known = true;
	}
	object = shared != REPLAY_NONE && !is_known ? shared :
		 new_object(sc, kind_of(sc, kind), is_known ? arena_printf(&sc->arena, "another %s", name) : name);
	array_push(&sc->objects, (struct scenario_object){ class, chain, term, object });
	return object;
}

/* What is dropped is what was taken: one that nobody took at this address is the chain's only one, or a caller's. */
uint32_t scenario_object_dropped(struct scenario *sc, uint32_t chain, uint32_t class, uint32_t term, const char *kind)
{
	uint32_t found = REPLAY_NONE;

	for_each_in_array(o, &sc->objects) {
		if (lock_class_base(&sc->s->locks, o->class) != class || o->chain != chain)
			continue;
		if (o->term == term || !term)
			return o->object;
		if (found == REPLAY_NONE)
			found = o->object;
	}
	/* a subclass is dropped as what it was taken as */
	return found != REPLAY_NONE ? found : scenario_object(sc, chain, class, term, kind);
}

/* By the name that a cycle has; what no chain takes is made here. */
static uint32_t object_named(struct scenario *sc, const char *name)
{
	for_each_in_array(o, &sc->objects)
		if (!strcmp(sc->s->locks.at.at[o->class].name, name))
			return o->object;
	for (uint32_t i = 0; i < sc->program->objects.n; i++)
		if (sc->program->objects.at[i].text && !strcmp(sc->program->objects.at[i].text, name))
			return i;
	/* the mm's own: all but the folio lock are rw_semaphores */
	return new_object(sc, strcmp(name, FOLIO) ? REPLAY_RWSEM : REPLAY_MUTEX, name);
}

/* ---- the cycle ------------------------------------------------------------------------------ */

/* A link of the cycle, and the body that holds its first thing. */
struct link {
	const struct dependency *dep;
	enum thing held, taken;
	uint32_t body, fence;
};

struct composition {
	struct scenario *sc;
	struct link *links;
	unsigned int n;
	unsigned int now;		/* the link being translated */
	enum replay_op sleep;		/* goal is a sleep: what the end of the chain is */
};

static uint32_t add_step(struct scenario *sc, uint32_t body, enum replay_op op, uint32_t object, struct replay_place place,
			 const char *text)
{
	return replay_step(sc->program, body, &(struct replay_step){
		.op = op, .object = object, .place = place, .text = text, .variable = REPLAY_NONE,
	});
}

static const struct link *link_held(const struct composition *c, const char *name)
{
	for (unsigned int i = 0; i < c->n; i++)
		if (!strcmp(c->links[i].dep->held, name))
			return &c->links[i];
	return NULL;
}

static enum replay_gfp gfp_of(const char *detail)
{
	if (detail && strstr(detail, "GFP_NOIO"))
		return REPLAY_NOIO_ALLOC;
	return detail && strstr(detail, "GFP_NOFS") ? REPLAY_NOFS_ALLOC : REPLAY_KERNEL;
}

/* Somebody takes the thing, in this body; as a reader where that is possible. */
static void take(struct composition *c, uint32_t body, const char *name, bool shared, struct replay_place place, const char *text)
{
	struct scenario *sc = c->sc;
	const struct link *to = link_held(c, name);
	struct replay_step s = { .place = place, .text = text, .variable = REPLAY_NONE };

	switch (thing_of(name)) {
	case THING_RECLAIM:
		s.op = REPLAY_ALLOC;
		s.object = REPLAY_KERNEL;
		break;
	case THING_NOTIFIER:
		s.op = REPLAY_CALL;
		s.object = to->body;
		break;
	case THING_FENCE:
		s.op = REPLAY_WAIT;
		s.object = to->fence;
		break;
	case THING_TASK:
		s.op = REPLAY_JOIN;
		s.object = to->body;
		break;
	case THING_LOCK:
		s.op = REPLAY_LOCK;
		s.object = object_named(sc, name);
		if (shared && sc->program->objects.at[s.object].kind == REPLAY_RWSEM)
			s.mode = REPLAY_READ;
		replay_step(sc->program, body, &s);
		s.op = REPLAY_UNLOCK;
		s.mode = REPLAY_WRITE;
		break;
	}
	replay_step(sc->program, body, &s);
}

/* Is the lock of that name the one that this call takes?  The folio lock has another name in its circle. */
static bool frame_takes(struct scenario *sc, struct frame *f, uint32_t event, const char *name)
{
	struct arguments args;
	const struct model_function *m = frame_model(f, event, &args);
	unsigned int arg;

	for (uint32_t i = 0; m && i < m->nclauses; i++)
		if (model_takes_lock(&m->clauses[i], &arg)) {
			uint32_t class = frame_class(sc, f, m, &m->clauses[i], arg, &args);

			if (class > CLASS_UNKNOWN && !strcmp(sc->s->locks.at.at[class].name, name))
				return true;
		}
	return false;
}

/* The end of the chain: false where the model's clauses say what it does. */
static bool end_chain(struct scenario *sc, struct frame *f, uint32_t event, void *data)
{
	struct composition *c = data;
	const struct path *p = &sc->paths[f->chain];
	const struct step *last = &p->chain->steps[p->chain->nsteps - 1];
	struct replay_place place = frame_place(f, event);
	const struct link *link = &c->links[c->now];

	if (c->sleep == REPLAY_SLEEP) {
		add_step(sc, f->body, !strcmp(last->event, "allocate") ? REPLAY_ALLOC : REPLAY_SLEEP,
			 !strcmp(last->event, "allocate") ? gfp_of(last->detail) : REPLAY_NONE, place, last->detail);
		return true;
	}
	if (!strcmp(last->event, "acquire") && frame_takes(sc, f, event, link->dep->taken))
		return false;
	if (!strcmp(last->event, "allocate"))
		add_step(sc, f->body, REPLAY_ALLOC, gfp_of(last->detail), place, last->detail);
	else
		take(c, f->body, link->dep->taken, true, place, last->detail);
	return true;
}

/* Who got through what the cycle says is waited for, ends the wait of others. */
static void after_chain(struct scenario *sc, struct frame *f, uint32_t event, void *data)
{
	const struct composition *c = data;
	const struct link *l = &c->links[c->now];

	if (l->held == THING_FENCE)
		add_step(sc, f->body, REPLAY_SIGNAL, l->fence, frame_place(f, event), "the fence is signalled");
}

/* The chain runs in this body. */
static void run_chain(struct composition *c, unsigned int i, uint32_t body)
{
	struct scenario *sc = c->sc;
	const struct link *l = &c->links[i];
	struct frame *root = sc->roots[l->dep->chain];
	const struct chain_end end = { end_chain, after_chain, c };

	c->now = i;
	add_step(sc, body, REPLAY_CALL, frame_translate(sc, root, &end),
		 (struct replay_place){ root->w.fn->file, root->w.fn->name, root->w.fn->line }, root->w.fn->name);
}

static void fill_link(struct composition *c, unsigned int i)
{
	struct scenario *sc = c->sc;
	const struct link *l = &c->links[i];
	const struct replay_place nowhere = { NULL, NULL, 0 };
	uint32_t lock;

	if (l->dep->chain != NO_CHAIN && l->held == THING_LOCK && sc->paths[l->dep->chain].is_callback) {
		/* the kernel calls it with the lock held: mmap_lock around a fault */
		lock = object_named(sc, l->dep->held);
		replay_step(sc->program, l->body, &(struct replay_step){
			.op = REPLAY_LOCK, .object = lock, .variable = REPLAY_NONE, .text = l->dep->held,
			.mode = sc->program->objects.at[lock].kind == REPLAY_RWSEM ? REPLAY_READ : REPLAY_WRITE,
		});
		run_chain(c, i, l->body);
		add_step(sc, l->body, REPLAY_UNLOCK, lock, nowhere, NULL);
	} else if (l->dep->chain != NO_CHAIN) {
		run_chain(c, i, l->body);
	} else if (l->held == THING_LOCK) {
		lock = object_named(sc, l->dep->held);
		add_step(sc, l->body, REPLAY_LOCK, lock, nowhere, l->dep->detail);
		take(c, l->body, l->dep->taken, false, nowhere, l->dep->detail);
		add_step(sc, l->body, REPLAY_UNLOCK, lock, nowhere, NULL);
	} else {
		take(c, l->body, l->dep->taken, false, nowhere, l->dep->detail);
	}
	if (l->held == THING_FENCE && l->dep->chain == NO_CHAIN)
		add_step(sc, l->body, REPLAY_SIGNAL, l->fence, nowhere, "the fence is signalled");
}

static const char *task_name(struct scenario *sc, const struct link *l, unsigned int *ncpus)
{
	if (l->held == THING_FENCE)
		return "signaller";
	if (l->held == THING_TASK)
		return strstr(l->dep->held, "work") ? "kworker" : "other";
	return arena_printf(&sc->arena, "CPU%u", (*ncpus)++);
}

/* All bodies first: they run each other. */
static void make_bodies(struct composition *c)
{
	struct scenario *sc = c->sc;
	bool has_reclaim = link_held(c, FS_RECLAIM) || link_held(c, NOFS_RECLAIM);
	unsigned int ncpus = 0, tasks = 0;

	for (unsigned int i = 0; i < c->n; i++) {
		struct link *l = &c->links[i];
		const char *text = l->dep->chain == NO_CHAIN ? l->dep->detail : sc->roots[l->dep->chain]->w.fn->name;

		l->fence = l->held == THING_FENCE ? replay_object(sc->program, REPLAY_FENCE, "fence", "the fence") : REPLAY_NONE;
		if (!is_routine(l->held)) {
			l->body = replay_task(sc->program, task_name(sc, l, &ncpus), REPLAY_RUNNING, text);
			tasks++;
			continue;
		}
		l->body = replay_routine(sc->program, l->held == THING_RECLAIM ? "reclaim" : "invalidate", text);
		if (l->held == THING_RECLAIM || !has_reclaim)
			replay_enter_from_reclaim(sc->program, l->body);
	}
	if (!tasks)
		sc->trouble = "callbacks that call each other hold nothing that anybody waits for";
}

/* Readers do not wait for readers, but for a writer that came between them. */
static void add_writers(struct composition *c)
{
	struct scenario *sc = c->sc;
	const struct replay_place nowhere = { NULL, NULL, 0 };
	unsigned int n = 0;

	for (unsigned int i = 0; i < c->n; i++) {
		uint32_t lock, body;
		char name[24];

		if (c->links[i].held != THING_LOCK)
			continue;
		lock = object_named(sc, c->links[i].dep->held);
		if (sc->program->objects.at[lock].kind != REPLAY_RWSEM)
			continue;
		snprintf(name, sizeof(name), "writer%u", n++);
		body = replay_task(sc->program, name, REPLAY_RUNNING, "anybody who takes it for writing");
		add_step(sc, body, REPLAY_LOCK, lock, nowhere, NULL);
		add_step(sc, body, REPLAY_UNLOCK, lock, nowhere, NULL);
	}
}

static void compose_cycle(struct scenario *sc)
{
	const struct finding *f = sc->finding;
	struct composition c = { .sc = sc, .n = f->ncycle };

	c.links = arena_alloc(&sc->arena, c.n * sizeof(*c.links));
	for (unsigned int i = 0; i < c.n; i++)
		c.links[i] = (struct link){ &f->cycle[i], thing_of(f->cycle[i].held), thing_of(f->cycle[i].taken), REPLAY_NONE, REPLAY_NONE };
	for (unsigned int i = 0; i < c.n; i++)
		if (!link_held(&c, f->cycle[i].taken))
			sc->trouble = "its cycle is not closed";
	if (sc->trouble)
		return;
	make_bodies(&c);
	for (unsigned int i = 0; i < c.n && !sc->trouble; i++)
		fill_link(&c, i);
	add_writers(&c);
	sc->program->goal = REPLAY_DEADLOCK;
}

/* Does the chain say where the section begins?  Else it is atomic from its first function on. */
static bool has_section(const struct chain *c)
{
	for (unsigned int i = 0; i + 1 < c->nsteps; i++)
		if (strcmp(c->steps[i].event, "call"))
			return true;
	return false;
}

/* One task, which sleeps where it must not. */
static void compose_sleep(struct scenario *sc, bool is_nonblock)
{
	struct dependency dep = { .held = "", .taken = "", .chain = 0 };
	struct link link = { .dep = &dep };
	struct composition c = { .sc = sc, .links = &link, .n = 1, .sleep = REPLAY_SLEEP };
	const struct replay_place nowhere = { NULL, NULL, 0 };
	enum replay_scope scope = is_nonblock ? REPLAY_SCOPE_NONBLOCK : REPLAY_SCOPE_ATOMIC;
	bool is_entered = sc->paths[0].is_callback || !has_section(sc->paths[0].chain);

	link.body = replay_task(sc->program, "CPU0", REPLAY_RUNNING, sc->roots[0]->w.fn->name);
	if (is_entered)
		add_step(sc, link.body, REPLAY_ENTER, scope, nowhere, sc->finding->chains[0].steps[0].detail);
	run_chain(&c, 0, link.body);
	if (is_entered)
		add_step(sc, link.body, REPLAY_LEAVE, scope, nowhere, NULL);
	sc->program->goal = REPLAY_SLEEPING;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static struct frame *make_root(struct scenario *sc, uint32_t chain)
{
	struct frame *root = frame_new(sc, chain, NULL, 0, sc->paths[chain].node[0], ARGS_SAME, 0);

	frame_slice(sc, root);
	return root;
}

/* With what holds about the parameters in this context: is the end of the chain reached? */
static struct frame *try_context(struct scenario *sc, uint32_t chain, const struct entry *e)
{
	struct frame *root = frame_new(sc, chain, NULL, 0, sc->paths[chain].node[0], ARGS_SAME, 0);
	uint32_t nframes = root->number, ngiven = sc->given.n;

	for (uint32_t i = 0; i < atom_set_at(&sc->s->exprs, e->assume)->n; i++) {
		struct test t = test_of_atom(sc, root, atom_set_at(&sc->s->exprs, e->assume)->atom[i]);

		if (t.term)
			array_push(&sc->given, t);
	}
	frame_slice(sc, root);
	if (frame_reaches_end(sc, root))
		return root;
	sc->frames.n = nframes;
	sc->given.n = ngiven;
	return NULL;
}

/* The same callback has a context for each way in which the kernel calls it. */
static struct frame *make_callback(struct scenario *sc, const struct entries *entries, uint32_t chain)
{
	const char *wanted = sc->finding->symptom && !strcmp(sc->finding->symptom, "sleep-in-nonblock") ? "oom" : "reclaim";
	struct frame *root = NULL;

	for (int second = 0; second < 2 && !root; second++) {
		for_each_in_array(e, &entries->at) {
			if (sc->s->graph->nodes.at[e->node].function != sc->paths[chain].node[0] ||
			    (strcmp(e->context, wanted) == 0) == (second == 1))
				continue;
			root = try_context(sc, chain, e);
			if (root)
				break;
		}
	}
	return root ? root : make_root(sc, chain);
}

/* Where the chain says "lock taken here"; then all others. */
static void note_locks(struct scenario *sc, uint32_t chain)
{
	const struct chain *c = &sc->finding->chains[chain];

	for (unsigned int i = 0; i <= c->nsteps; i++) {
		const struct step *st = i < c->nsteps ? &c->steps[i] : NULL;

		if (st && (strcmp(st->event, "acquire") || !st->function))
			continue;
		for_each_in_array(fp, &sc->frames) {
			struct frame *f = *fp;

			if (f->chain != chain || (st && strcmp(f->w.fn->name, st->function)))
				continue;
			for (uint32_t k = 0; k < f->w.fn->body->nevents; k++)
				if (f->kind[k] == EVENT_MODEL && (!st || frame_event(f, k)->line == st->line))
					frame_note_locks(sc, f, k);
		}
	}
}

bool scenario_asks_about(const struct scenario *sc, uint32_t class, const char *kind)
{
	if (class <= CLASS_UNKNOWN)
		return false;
	if (sc->is_sleep)
		return kind ? model_lock_spins(sc->s->model, kind) : sc->s->locks.at.at[class].is_atomic;
	return class < sc->classes.nbits && bitset_test(&sc->classes, class);
}

/* Those of the cycle; and those that several of its sides take, which may keep them apart. */
static void choose_classes(struct scenario *sc)
{
	const struct finding *f = sc->finding;
	uint32_t n = sc->s->locks.at.n + 64;
	struct bitset seen, taken;

	bitset_init(&sc->classes, n, &sc->arena);
	bitset_init(&seen, n, &sc->arena);
	for (uint32_t class = CLASS_UNKNOWN + 1; class < sc->s->locks.at.n; class++)
		for (unsigned int i = 0; i < f->ncycle; i++)
			if (!strcmp(sc->s->locks.at.at[class].name, f->cycle[i].held))
				bitset_set(&sc->classes, class);
	/* what is dropped tells no subclass: all of them, to know which one it is */
	for (uint32_t class = CLASS_UNKNOWN + 1; class < sc->s->locks.at.n; class++)
		if (bitset_test(&sc->classes, lock_class_base(&sc->s->locks, class)))
			bitset_set(&sc->classes, class);
	for (unsigned int i = 0; i < f->nchains; i++) {
		bitset_init(&taken, n, &sc->arena);
		frame_add_classes(sc, &sc->paths[i], &taken);
		for (uint32_t class = CLASS_UNKNOWN + 1; class < n; class++)
			if (bitset_test(&taken, class) && !bitset_set(&seen, class))
				bitset_set(&sc->classes, class);
	}
}

static bool make_frames(struct scenario *sc, const struct entries *entries, char **why)
{
	const struct finding *f = sc->finding;

	sc->paths = arena_alloc(&sc->arena, f->nchains * sizeof(*sc->paths));
	sc->roots = arena_alloc(&sc->arena, f->nchains * sizeof(*sc->roots));
	for (unsigned int i = 0; i < f->nchains; i++)
		if (!path_find(sc->s, &f->chains[i], &sc->paths[i], why))
			return false;
	sc->is_sleep = !strncmp(f->symptom, "sleep-", 6);
	choose_classes(sc);
	for (unsigned int i = 0; i < f->nchains; i++) {
		sc->roots[i] = sc->paths[i].is_callback ? make_callback(sc, entries, i) : make_root(sc, i);
	}
	for (unsigned int i = 0; i < f->nchains; i++)
		note_locks(sc, i);
	return true;
}

static void add_notes(struct scenario *sc)
{
	char text[128];

	if (sc->ncut_loops) {
		snprintf(text, sizeof(text), "loops of %u functions run once", sc->ncut_loops);
		replay_note(sc->program, text);
	}
	sc->program->is_partial = sc->is_partial;
	sc->program->drops_unheld = true;
	if (sc->nunfollowed) {
		snprintf(text, sizeof(text), "%u calls that take or release locks are not followed", sc->nunfollowed);
		replay_note(sc->program, text);
	}
}

static void scenario_release(struct scenario *sc)
{
	for_each_in_array(v, &sc->valuations)
		array_release(&v->cuts);
	array_release(&sc->valuations);
	array_release(&sc->frames);
	array_release(&sc->given);
	array_release(&sc->objects);
	keymap_release(&sc->terms);
	arena_release(&sc->arena);
}

static const char *not_a_cycle(const struct finding *f)
{
	if (!f->symptom)
		return "what it is about is no deadlock and no sleep";
	if (!strcmp(f->symptom, "flush-dependency"))
		return "it is a warning of the workqueue code, which nobody waits for";
	if (strncmp(f->symptom, "sleep-", 6) && !f->ncycle)
		return "its cycle is not known";
	return f->nchains ? NULL : "it has no chain: semantic patches see one place only";
}

bool scenario_build(struct analysis *a, const struct finding *f, struct replay_program *p, char **why)
{
	struct scenario sc = { .s = analysis_solver(a), .finding = f, .program = p, .trouble = not_a_cycle(f) };
	const struct term unknown = { .op = FN_COUNT, .frame = NONE };
	bool ok = !sc.trouble;
	struct term zeroed;

	*why = NULL;
	memset(&zeroed, 0, sizeof(zeroed));
	zeroed.op = unknown.op;
	zeroed.frame = NONE;
	keymap_id(&sc.terms, &zeroed, sizeof(zeroed), NULL);
	p->title = arena_printf(&p->arena, "%s:%u: %s", f->file, f->line, f->rule);
	p->rule = arena_strdup(&p->arena, f->rule);
	if (ok && make_frames(&sc, analysis_entries(a), why)) {
		if (sc.is_sleep)
			compose_sleep(&sc, !strcmp(f->symptom, "sleep-in-nonblock"));
		else
			compose_cycle(&sc);
		add_notes(&sc);
		ok = !sc.trouble && replay_check(p, why);
	} else {
		ok = false;
	}
	if (!ok && !*why)
		*why = xstrdup(sc.trouble ? sc.trouble : "it cannot be told");
	scenario_release(&sc);
	return ok;
}
