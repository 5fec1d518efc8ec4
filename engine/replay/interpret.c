// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reference: one step of one task, as program.h says in words.
 *
 * Slow on purpose.  A state is unpacked into structs with a field for each
 * notion, the step is done there, and the result packed again; nothing is shared with
 * the compiler but the instructions and the layout.
 */
#include "replay/machine.h"

#include <string.h>

#define OBJECTS_AT_ONCE	64		/* more come from the heap */

struct world_task {
	uint32_t pc, rounds, starts, stamp, spins;
	uint32_t scopes[REPLAY_SCOPE_KINDS];
	bool again, is_queued;
	bool in_reclaim, gfp_fs, gfp_io;
};

struct world_object {
	uint32_t holder;		/* task + 1, of a lock held for writing */
	bool has_context;		/* ww: held by a context */
	uint32_t queued;		/* writers that wait */
	uint32_t readers[REPLAY_TASKS];
	bool syncing[REPLAY_TASKS];	/* this task waits in synchronize_srcu() */
	uint32_t synced[REPLAY_TASKS];	/* for these */
	uint32_t count;			/* completion, fence */
};

struct world {
	const struct machine *m;
	struct world_task tasks[REPLAY_TASKS];
	struct world_object *objects;
	uint32_t *variables;		/* a choice: value + 1, or 0 */
	uint32_t flags;
};

/* ---- to and from cells ------------------------------------------------------------- */

static uint32_t get(const uint16_t *state, uint16_t cell)
{
	return cell == CELL_NONE ? 0 : state[cell];
}

static void put(uint16_t *state, uint16_t cell, uint32_t value)
{
	if (cell != CELL_NONE)
		state[cell] = (uint16_t)value;
}

static void unpack_task(struct world_task *w, const struct machine_task *t, const uint16_t *state)
{
	uint32_t gfp = get(state, t->gfp);

	w->pc = get(state, t->pc);
	w->rounds = get(state, t->rounds);
	w->again = get(state, t->again);
	w->starts = get(state, t->starts);
	w->is_queued = get(state, t->queued);
	w->stamp = get(state, t->stamp);
	w->spins = get(state, t->spins);
	for (int i = 0; i < REPLAY_SCOPE_KINDS; i++)
		w->scopes[i] = get(state, t->scopes[i]);
	w->in_reclaim = gfp != 0;
	w->gfp_fs = !gfp || gfp & 1;
	w->gfp_io = !gfp || gfp & 2;
}

static void pack_task(const struct world_task *w, const struct machine_task *t, uint16_t *state)
{
	put(state, t->pc, w->pc);
	put(state, t->rounds, w->rounds);
	put(state, t->again, w->again);
	put(state, t->starts, w->starts);
	put(state, t->queued, w->is_queued);
	put(state, t->stamp, w->stamp);
	put(state, t->spins, w->spins);
	for (int i = 0; i < REPLAY_SCOPE_KINDS; i++)
		put(state, t->scopes[i], w->scopes[i]);
	put(state, t->gfp, w->in_reclaim ? 4u | w->gfp_fs | w->gfp_io << 1 : 0);
}

static void unpack_object(struct world_object *w, const struct machine_object *o, uint32_t n, const uint16_t *state)
{
	uint32_t value = get(state, o->value);

	*w = (struct world_object){0};
	if (o->kind == REPLAY_COMPLETION || o->kind == REPLAY_FENCE) {
		w->count = value;
	} else {
		w->holder = value & ~WW_CONTEXT;
		w->has_context = value & WW_CONTEXT;
	}
	w->queued = get(state, o->waiting);
	for (uint32_t t = 0; t < n; t++) {
		uint32_t sync = get(state, o->syncs[t]);

		w->readers[t] = get(state, o->readers[t]);
		w->syncing[t] = sync & SYNC_BEGUN;
		w->synced[t] = sync & ~SYNC_BEGUN;
	}
}

static void pack_object(const struct world_object *w, const struct machine_object *o, uint32_t n, uint16_t *state)
{
	if (o->kind == REPLAY_COMPLETION || o->kind == REPLAY_FENCE)
		put(state, o->value, w->count);
	else
		put(state, o->value, w->holder | (w->has_context ? WW_CONTEXT : 0));
	put(state, o->waiting, w->queued);
	for (uint32_t t = 0; t < n; t++) {
		put(state, o->readers[t], w->readers[t]);
		put(state, o->syncs[t], w->synced[t] | (w->syncing[t] ? SYNC_BEGUN : 0));
	}
}

/* ---- locks ------------------------------------------------------------------------------ */

static uint32_t all_readers(const struct world *w, const struct world_object *o)
{
	uint32_t n = 0;

	for (uint32_t t = 0; t < w->m->n_tasks; t++)
		n += o->readers[t];
	return n;
}

static bool may_take(const struct world *w, const struct world_object *o, enum replay_mode mode)
{
	uint32_t readers = all_readers(w, o);

	if (o->holder)
		return false;
	if (mode == REPLAY_WRITE)
		return readers == 0;
	/* Behind waiting writers, unless the lock is free: then it goes to anybody. */
	return mode == REPLAY_RECURSIVE || readers == 0 || o->queued == 0;
}

static bool is_spinning(const struct world *w, uint32_t object)
{
	enum replay_object_kind kind = w->m->objects[object].kind;

	return kind == REPLAY_SPIN || kind == REPLAY_RWLOCK;
}

static void take(struct world *w, uint32_t t, uint32_t object, enum replay_mode mode)
{
	if (mode == REPLAY_WRITE)
		w->objects[object].holder = t + 1;
	else
		w->objects[object].readers[t]++;
	if (is_spinning(w, object))
		w->tasks[t].spins++;
}

static bool do_lock(struct world *w, uint32_t t, const struct instruction *ins)
{
	struct world_object *o = &w->objects[ins->object];
	enum replay_object_kind kind = w->m->objects[ins->object].kind;

	if (kind == REPLAY_PSEUDO)
		return true;
	if (kind == REPLAY_SRCU || kind == REPLAY_SECTION) {
		o->readers[t]++;
		return true;
	}
	if (may_take(w, o, ins->mode)) {
		take(w, t, ins->object, ins->mode);
		/* Inside a context: ww_mutex_lock_slow(). */
		o->has_context = kind == REPLAY_WW && w->tasks[t].stamp;
		if (w->tasks[t].is_queued) {
			w->tasks[t].is_queued = false;
			o->queued--;
		}
		return true;
	}
	if ((kind == REPLAY_RWSEM || kind == REPLAY_RWLOCK) && ins->mode == REPLAY_WRITE && !w->tasks[t].is_queued) {
		w->tasks[t].is_queued = true;
		o->queued++;
		w->flags |= NEXT_WAITS;
		return true;
	}
	return false;
}

/* synchronize_srcu() of others no longer waits for a task that has left. */
static void leave_domain(struct world *w, uint32_t t, struct world_object *o)
{
	o->readers[t]--;
	if (o->readers[t])
		return;
	for (uint32_t i = 0; i < w->m->n_tasks; i++)
		o->synced[i] &= ~(1u << t);
}

static bool do_unlock(struct world *w, uint32_t t, const struct instruction *ins)
{
	struct world_object *o = &w->objects[ins->object];

	if (w->m->objects[ins->object].kind == REPLAY_PSEUDO)
		return true;
	if (o->holder == t + 1) {
		o->holder = 0;
		o->has_context = false;
	} else if (o->readers[t]) {
		leave_domain(w, t, o);
	} else {
		w->flags |= NEXT_FAULT;
		return true;
	}
	if (is_spinning(w, ins->object))
		w->tasks[t].spins--;
	return true;
}

static bool do_downgrade(struct world *w, uint32_t t, const struct instruction *ins)
{
	struct world_object *o = &w->objects[ins->object];

	if (o->holder == t + 1) {
		o->holder = 0;
		o->readers[t]++;
	} else {
		w->flags |= NEXT_FAULT;
	}
	return true;
}

static bool do_trylock(struct world *w, uint32_t t, const struct instruction *ins)
{
	bool got = may_take(w, &w->objects[ins->object], ins->mode);

	if (got)
		take(w, t, ins->object, ins->mode);
	w->variables[ins->variable] = got;
	return true;
}

/* ---- wound and wait ------------------------------------------------------------------------ */

static void do_ww_begin(struct world *w, uint32_t t)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < w->m->n_tasks; i++)
		if (w->tasks[i].stamp > last)
			last = w->tasks[i].stamp;
	if (!w->tasks[t].stamp)
		w->tasks[t].stamp = last + 1;
}

/* The younger ones move up, so that there are never more stamps than tasks. */
static void do_ww_end(struct world *w, uint32_t t)
{
	uint32_t stamp = w->tasks[t].stamp;

	w->tasks[t].stamp = 0;
	for (uint32_t i = 0; stamp && i < w->m->n_tasks; i++)
		if (w->tasks[i].stamp > stamp)
			w->tasks[i].stamp--;
}

static bool holds_some(const struct world *w, uint32_t t)
{
	for (uint32_t i = 0; i < w->m->program->objects.n; i++)
		if (w->objects[i].has_context && w->objects[i].holder == t + 1)
			return true;
	return false;
}

static bool do_ww_lock(struct world *w, uint32_t t, const struct instruction *ins)
{
	struct world_object *o = &w->objects[ins->object];

	if (!o->holder) {
		o->holder = t + 1;
		o->has_context = w->tasks[t].stamp != 0;
		w->variables[ins->variable] = 0;
		return true;
	}
	if (o->holder == t + 1 && o->has_context) {
		w->variables[ins->variable] = 2;
		return true;
	}
	if (o->has_context && w->tasks[t].stamp > w->tasks[o->holder - 1].stamp && holds_some(w, t)) {
		w->variables[ins->variable] = 1;
		return true;
	}
	return false;
}

/* ---- waiting ----------------------------------------------------------------------------------- */

static bool do_sync(struct world *w, uint32_t t, struct world_object *o)
{
	if (!o->syncing[t]) {
		o->synced[t] = 0;
		for (uint32_t i = 0; i < w->m->n_tasks; i++)
			if (o->readers[i])
				o->synced[t] |= 1u << i;
		if (!o->synced[t])
			return true;
		o->syncing[t] = true;
		w->flags |= NEXT_WAITS;
		return true;
	}
	if (o->synced[t])
		return false;
	o->syncing[t] = false;
	return true;
}

static bool do_wait(struct world *w, uint32_t t, const struct instruction *ins)
{
	struct world_object *o = &w->objects[ins->object];
	bool ready;

	switch (w->m->objects[ins->object].kind) {
	case REPLAY_SRCU:
		return do_sync(w, t, o);
	case REPLAY_SECTION:
		return all_readers(w, o) == 0;
	default:
		break;
	}
	ready = o->count > 0;
	if (ready && w->m->objects[ins->object].kind == REPLAY_COMPLETION && o->count != COMPLETE_ALL)
		o->count--;
	if (ins->variable != REPLAY_NONE)
		w->variables[ins->variable] = ready;
	return ready || ins->variable != REPLAY_NONE;
}

static bool do_signal(struct world *w, const struct instruction *ins)
{
	struct world_object *o = &w->objects[ins->object];

	if (w->m->objects[ins->object].kind == REPLAY_FENCE)
		o->count = 1;
	else if (ins->op == REPLAY_SIGNAL_ALL)
		o->count = COMPLETE_ALL;
	else if (o->count < COMPLETE_MOST)
		o->count++;
	return true;
}

/* ---- tasks --------------------------------------------------------------------------------------- */

static bool do_start(struct world *w, uint32_t t, const struct instruction *ins)
{
	struct world_task *other = &w->tasks[ins->object];

	if (w->m->tasks[ins->object].starts != CELL_NONE) {
		if (other->starts > w->m->rounds) {
			w->tasks[t].pc = PC_CUT;
			w->flags |= NEXT_CUT;
			return true;
		}
		other->starts++;
	}
	if (other->pc == PC_IDLE)
		other->pc = 1;
	else if (other->pc != 1)
		other->again = true;
	return true;
}

static bool do_cancel(struct world *w, const struct instruction *ins)
{
	struct world_task *other = &w->tasks[ins->object];

	if (other->pc > 1)
		return false;
	other->pc = PC_IDLE;
	other->again = false;
	return true;
}

/* ---- allocation ------------------------------------------------------------------------------------- */

/* pc: where to go on. */
static bool do_alloc(struct world *w, uint32_t t, const struct instruction *ins, uint32_t choice, uint32_t *pc)
{
	struct world_task *task = &w->tasks[t];
	bool may_reclaim = ins->object != REPLAY_NOWAIT && !task->scopes[REPLAY_SCOPE_NORECLAIM];

	if (may_reclaim && choice < ins->n_routines)
		w->flags |= NEXT_MORE;
	if (!choice)
		return true;
	if (!may_reclaim || choice > ins->n_routines)
		return false;
	task->in_reclaim = true;
	task->gfp_fs = ins->object == REPLAY_KERNEL && !task->scopes[REPLAY_SCOPE_NOFS] &&
		       !task->scopes[REPLAY_SCOPE_NOIO];
	task->gfp_io = ins->object != REPLAY_NOIO_ALLOC && !task->scopes[REPLAY_SCOPE_NOIO];
	task->scopes[REPLAY_SCOPE_NORECLAIM]++;
	*pc = w->m->entries.at[ins->routines + choice - 1].pc;
	return true;
}

static void do_leave_reclaim(struct world_task *task)
{
	task->scopes[REPLAY_SCOPE_NORECLAIM]--;
	task->in_reclaim = false;
	task->gfp_fs = task->gfp_io = true;
}

static bool do_leave(struct world *w, uint32_t t, const struct instruction *ins)
{
	if (w->tasks[t].scopes[ins->object])
		w->tasks[t].scopes[ins->object]--;
	else
		w->flags |= NEXT_FAULT;
	return true;
}

/* ---- tests --------------------------------------------------------------------------------------------- */

static bool do_test(struct world *w, uint32_t t, const struct instruction *ins, uint32_t choice, bool *goes)
{
	const struct replay_variable *v = &w->m->program->variables.at[ins->variable];
	uint32_t value;

	if (ins->variable == REPLAY_GFP_FS) {
		value = w->tasks[t].gfp_fs;
	} else if (ins->variable == REPLAY_GFP_IO) {
		value = w->tasks[t].gfp_io;
	} else if (!v->is_choice) {
		value = w->variables[ins->variable];
	} else {
		if (!w->variables[ins->variable]) {
			if (choice + 1 < v->value)
				w->flags |= NEXT_MORE;
			w->variables[ins->variable] = choice + 1;
			if (choice >= v->value)
				return false;
			choice = 0;
		}
		value = w->variables[ins->variable] - 1;
	}
	*goes = (value == ins->value) != ins->negated;
	return choice == 0;
}

/* Its cell has 0 where it is free. */
static uint32_t is_choice(const struct world *w, uint32_t variable)
{
	return w->m->program->variables.at[variable].is_choice;
}

/* ---- one step --------------------------------------------------------------------------------------------- */

static bool act(struct world *w, uint32_t t, const struct instruction *ins, uint32_t choice, uint32_t *pc, bool *back)
{
	bool goes, done = true;

	if (choice && ins->op != INS_TEST && ins->op != REPLAY_ALLOC)
		return false;
	switch (ins->op) {
	case REPLAY_LOCK:	return do_lock(w, t, ins);
	case REPLAY_TRYLOCK:	return do_trylock(w, t, ins);
	case REPLAY_UNLOCK:	return do_unlock(w, t, ins);
	case REPLAY_DOWNGRADE:	return do_downgrade(w, t, ins);
	case REPLAY_WW_BEGIN:	do_ww_begin(w, t); return true;
	case REPLAY_WW_END:	do_ww_end(w, t); return true;
	case REPLAY_WW_LOCK:	return do_ww_lock(w, t, ins);
	case REPLAY_WAIT:	return do_wait(w, t, ins);
	case REPLAY_SIGNAL:
	case REPLAY_SIGNAL_ALL:	return do_signal(w, ins);
	case REPLAY_RESET:	w->objects[ins->object].count = 0; return true;
	case REPLAY_JOIN:	return w->tasks[ins->object].pc == PC_IDLE;
	case REPLAY_START:	return do_start(w, t, ins);
	case REPLAY_CANCEL:	return do_cancel(w, ins);
	case REPLAY_ALLOC:	return do_alloc(w, t, ins, choice, pc);
	case REPLAY_ENTER:	w->tasks[t].scopes[ins->object]++; return true;
	case REPLAY_LEAVE:	return do_leave(w, t, ins);
	case REPLAY_SET:	w->variables[ins->variable] = ins->value + is_choice(w, ins->variable); return true;
	case REPLAY_FORGET:	w->variables[ins->variable] = 0; return true;
	case REPLAY_PARK:	return false;
	case INS_LEAVE_RECLAIM:	do_leave_reclaim(&w->tasks[t]); return true;
	case INS_TEST:
		done = do_test(w, t, ins, choice, &goes);
		if (done && goes) {
			*pc = ins->target;
			*back = ins->target_back;
		}
		return done;
	default:
		return true;
	}
}

static void go_on(struct world *w, uint32_t t, uint32_t pc, bool back)
{
	struct world_task *task = &w->tasks[t];

	if (back && task->rounds >= w->m->rounds) {
		task->pc = PC_CUT;
		w->flags |= NEXT_CUT;
		return;
	}
	task->rounds += back;
	task->pc = pc;
	if (pc == PC_IDLE && task->again) {
		task->again = false;
		task->pc = 1;
	}
}

static bool sleeps_where_it_may_not(const struct world *w, uint32_t t)
{
	const struct world_task *task = &w->tasks[t];

	return task->pc != PC_IDLE && task->pc != PC_CUT && w->m->tasks[t].code.at[task->pc - 1].sleeps &&
	       (task->spins || task->scopes[REPLAY_SCOPE_NONBLOCK] || task->scopes[REPLAY_SCOPE_ATOMIC]);
}

static bool step(struct world *w, uint32_t t, uint32_t choice)
{
	const struct instruction *ins;
	uint32_t pc = w->tasks[t].pc;
	bool back;

	if (pc == PC_IDLE || pc == PC_CUT)
		return false;
	ins = &w->m->tasks[t].code.at[pc - 1];
	pc = ins->next;
	back = ins->back;
	if (!act(w, t, ins, choice, &pc, &back))
		return false;
	w->flags |= NEXT_DONE;
	if (w->flags & (NEXT_WAITS | NEXT_CUT))
		return true;
	go_on(w, t, pc, back);
	if (sleeps_where_it_may_not(w, t))
		w->flags |= NEXT_SLEEPS;
	return true;
}

uint32_t interpret_next(const void *engine, const uint16_t *state, uint32_t task, uint32_t choice, uint16_t *out)
{
	const struct machine *m = engine;
	uint32_t objects = m->program->objects.n, variables = m->program->variables.n;
	struct world_object few[OBJECTS_AT_ONCE];
	uint32_t few_values[OBJECTS_AT_ONCE];
	struct world w = { .m = m, .objects = few, .variables = few_values };
	uint32_t flags = 0;

	if (objects > OBJECTS_AT_ONCE)
		w.objects = xmalloc(objects * sizeof(*w.objects));
	if (variables > OBJECTS_AT_ONCE)
		w.variables = xmalloc(variables * sizeof(*w.variables));
	for (uint32_t t = 0; t < m->n_tasks; t++)
		unpack_task(&w.tasks[t], &m->tasks[t], state);
	for (uint32_t i = 0; i < objects; i++)
		unpack_object(&w.objects[i], &m->objects[i], m->n_tasks, state);
	for (uint32_t i = 0; i < variables; i++)
		w.variables[i] = get(state, m->variables[i].cell);
	if (step(&w, task, choice)) {
		for (uint32_t t = 0; t < m->n_tasks; t++)
			pack_task(&w.tasks[t], &m->tasks[t], out);
		for (uint32_t i = 0; i < objects; i++)
			pack_object(&w.objects[i], &m->objects[i], m->n_tasks, out);
		for (uint32_t i = 0; i < variables; i++)
			put(out, m->variables[i].cell, w.variables[i]);
		flags = w.flags;
	}
	if (w.objects != few)
		free(w.objects);
	if (w.variables != few_values)
		free(w.variables);
	return flags;
}
