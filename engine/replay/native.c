// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One function for each task: a switch over its pc, a block of code for each
 * instruction, in which cells are constant offsets and everything known
 * is folded.  `state` is only read; `out` starts as its copy, made
 * once it is clear that the step can be taken.
 *
 * Written from program.h, like the interpreter, and not from the interpreter.
 */
#include "replay/native.h"

#ifdef HAVE_LIBGCCJIT

#include <dlfcn.h>
#include <string.h>

#include "replay/jit.h"

#define LIBRARY		"libgccjit.so.0"
/* Of a larger program optimising takes seconds, three times as long as all the rest. */
#define MANY_STEPS	300

/* ---- going on ------------------------------------------------------------------------------ */

static void go_idle(struct generator *g, value flags)
{
	put_number(g, g->task->pc, PC_IDLE);
	if (g->task->again != CELL_NONE) {
		gcc_jit_block *no = when(g, cell_of(g, g->out, g->task->again));

		put_number(g, g->task->again, 0);
		put_number(g, g->task->pc, 1);
		give_back(g, flags);
		g->block = no;
	}
	give_back(g, flags);
}

static value atomic_depth(struct generator *g)
{
	const uint16_t *scopes = g->task->scopes;

	return either(g, cell_of(g, g->out, g->task->spins),
		      either(g, cell_of(g, g->out, scopes[REPLAY_SCOPE_NONBLOCK]),
			     cell_of(g, g->out, scopes[REPLAY_SCOPE_ATOMIC])));
}

static void go_on(struct generator *g, uint32_t pc, bool back, value flags)
{
	if (back) {
		gcc_jit_block *no = when(g, compare(g, GCC_JIT_COMPARISON_GE, before(g, g->task->rounds),
						    number(g, g->m->rounds)));

		put_number(g, g->task->pc, PC_CUT);
		give_back(g, either(g, flags, number(g, NEXT_CUT)));
		g->block = no;
		put(g, g->task->rounds, plus(g, before(g, g->task->rounds), number(g, 1)));
	}
	if (pc == PC_IDLE) {
		go_idle(g, flags);
		return;
	}
	put_number(g, g->task->pc, pc);
	if (g->task->code.at[pc - 1].sleeps)
		flags = either(g, flags, times(g, is_set(g, atomic_depth(g)), NEXT_SLEEPS));
	give_back(g, flags);
}

static void advance(struct generator *g, const struct instruction *ins)
{
	go_on(g, ins->next, ins->back, number(g, NEXT_DONE));
}

static void fault(struct generator *g, const struct instruction *ins)
{
	take_step(g);
	go_on(g, ins->next, ins->back, number(g, NEXT_DONE | NEXT_FAULT));
}

static void join_waiters(struct generator *g)
{
	give_back(g, number(g, NEXT_DONE | NEXT_WAITS));
}

static void add_to(struct generator *g, uint16_t cell, int n)
{
	if (cell != CELL_NONE)
		put(g, cell, n > 0 ? plus(g, before(g, cell), number(g, (uint32_t)n)) :
				     minus(g, before(g, cell), number(g, (uint32_t)-n)));
}

/* ---- locks ------------------------------------------------------------------------------------- */

static value readers_of(struct generator *g, const struct machine_object *o)
{
	value all = number(g, 0);

	for (uint32_t t = 0; t < g->m->n_tasks; t++)
		if (o->readers[t] != CELL_NONE)
			all = either(g, all, before(g, o->readers[t]));
	return all;
}

static value can_take(struct generator *g, const struct machine_object *o, enum replay_mode mode)
{
	value free = equals(g, before(g, o->value), 0);

	if (mode == REPLAY_WRITE)
		return both(g, free, equals(g, readers_of(g, o), 0));
	if (mode == REPLAY_RECURSIVE)
		return free;
	return both(g, free, either(g, equals(g, readers_of(g, o), 0), equals(g, before(g, o->waiting), 0)));
}

static bool is_spinning(const struct machine_object *o)
{
	return o->kind == REPLAY_SPIN || o->kind == REPLAY_RWLOCK;
}

static void own(struct generator *g, const struct machine_object *o, enum replay_mode mode)
{
	if (mode == REPLAY_WRITE)
		put_number(g, o->value, g->t + 1);
	else
		add_to(g, o->readers[g->t], 1);
	if (is_spinning(o))
		add_to(g, g->task->spins, 1);
}

static value mine(struct generator *g, uint32_t context)
{
	return plus(g, number(g, g->t + 1), times(g, is_set(g, before(g, g->task->stamp)), context));
}

static void gen_write_lock(struct generator *g, const struct instruction *ins, const struct machine_object *o)
{
	gcc_jit_block *no = when(g, can_take(g, o, REPLAY_WRITE));

	take_step(g);
	own(g, o, REPLAY_WRITE);
	put(g, o->waiting, minus(g, before(g, o->waiting), before(g, g->task->queued)));
	put_number(g, g->task->queued, 0);
	advance(g, ins);
	g->block = no;
	require(g, equals(g, before(g, g->task->queued), 0));
	take_step(g);
	put_number(g, g->task->queued, 1);
	add_to(g, o->waiting, 1);
	join_waiters(g);
}

static void gen_lock(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];

	switch (o->kind) {
	case REPLAY_PSEUDO:
		take_step(g);
		break;
	case REPLAY_SRCU:
	case REPLAY_SECTION:
		take_step(g);
		add_to(g, o->readers[g->t], 1);
		break;
	case REPLAY_WW:
		require(g, can_take(g, o, REPLAY_WRITE));
		take_step(g);
		put(g, o->value, mine(g, WW_CONTEXT));
		break;
	case REPLAY_RWSEM:
	case REPLAY_RWLOCK:
		if (ins->mode == REPLAY_WRITE) {
			gen_write_lock(g, ins, o);
			return;
		}
		/* fallthrough */
	default:
		require(g, can_take(g, o, ins->mode));
		take_step(g);
		own(g, o, ins->mode);
		break;
	}
	advance(g, ins);
}

static void gen_trylock(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];
	gcc_jit_block *no = when(g, can_take(g, o, ins->mode));

	take_step(g);
	own(g, o, ins->mode);
	put_number(g, g->m->variables[ins->variable].cell, 1);
	advance(g, ins);
	g->block = no;
	take_step(g);
	put_number(g, g->m->variables[ins->variable].cell, 0);
	advance(g, ins);
}

/* A reader leaves; where it was the last time, nobody waits for it any more. */
static void gen_leave(struct generator *g, const struct instruction *ins, const struct machine_object *o)
{
	value last = equals(g, before(g, o->readers[g->t]), 1);

	take_step(g);
	add_to(g, o->readers[g->t], -1);
	for (uint32_t t = 0; t < g->m->n_tasks; t++)
		if (o->syncs[t] != CELL_NONE) {
			value bit = both(g, before(g, o->syncs[t]), number(g, 1u << g->t));

			put(g, o->syncs[t], minus(g, before(g, o->syncs[t]),
						  binary(g, GCC_JIT_BINARY_OP_MULT, bit, last)));
		}
	if (is_spinning(o))
		add_to(g, g->task->spins, -1);
	advance(g, ins);
}

static void gen_unlock(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];

	if (o->kind == REPLAY_PSEUDO) {
		take_step(g);
		advance(g, ins);
		return;
	}
	if (o->value != CELL_NONE) {
		gcc_jit_block *no = when(g, equals(g, both(g, before(g, o->value), number(g, WW_CONTEXT - 1)), g->t + 1));

		take_step(g);
		put_number(g, o->value, 0);
		if (is_spinning(o))
			add_to(g, g->task->spins, -1);
		advance(g, ins);
		g->block = no;
	}
	if (o->readers[g->t] != CELL_NONE) {
		gcc_jit_block *no = when(g, before(g, o->readers[g->t]));

		gen_leave(g, ins, o);
		g->block = no;
	}
	fault(g, ins);
}

static void gen_downgrade(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];
	gcc_jit_block *no = when(g, equals(g, before(g, o->value), g->t + 1));

	take_step(g);
	put_number(g, o->value, 0);
	add_to(g, o->readers[g->t], 1);
	advance(g, ins);
	g->block = no;
	fault(g, ins);
}

/* ---- wound and wait ---------------------------------------------------------------------------------- */

static void gen_ww_begin(struct generator *g, const struct instruction *ins)
{
	value old = before(g, g->task->stamp), last = number(g, 0), fresh;

	for (uint32_t t = 0; t < g->m->n_tasks; t++) {
		value stamp = before(g, g->m->tasks[t].stamp);

		last = plus(g, last, binary(g, GCC_JIT_BINARY_OP_MULT, exceeds(g, stamp, last), minus(g, stamp, last)));
	}
	fresh = binary(g, GCC_JIT_BINARY_OP_MULT, equals(g, old, 0), plus(g, last, number(g, 1)));
	take_step(g);
	put(g, g->task->stamp, plus(g, old, fresh));
	advance(g, ins);
}

static void gen_ww_end(struct generator *g, const struct instruction *ins)
{
	value stamp = before(g, g->task->stamp);

	take_step(g);
	put_number(g, g->task->stamp, 0);
	for (uint32_t t = 0; t < g->m->n_tasks; t++) {
		value other = before(g, g->m->tasks[t].stamp);

		if (t != g->t)
			put(g, g->m->tasks[t].stamp,
			    minus(g, other, both(g, is_set(g, stamp), exceeds(g, other, stamp))));
	}
	advance(g, ins);
}

static value holder_stamp(struct generator *g, const struct machine_object *o)
{
	value stamp = number(g, 0);

	for (uint32_t t = 0; t < g->m->n_tasks; t++)
		stamp = plus(g, stamp, binary(g, GCC_JIT_BINARY_OP_MULT,
					      equals(g, before(g, o->value), (t + 1) | WW_CONTEXT),
					      before(g, g->m->tasks[t].stamp)));
	return stamp;
}

static value holds_some(struct generator *g)
{
	value some = number(g, 0);

	for (uint32_t i = 0; i < g->m->program->objects.n; i++)
		if (g->m->objects[i].kind == REPLAY_WW && g->m->objects[i].value != CELL_NONE)
			some = either(g, some, equals(g, before(g, g->m->objects[i].value), (g->t + 1) | WW_CONTEXT));
	return some;
}

static void gen_ww_lock(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];
	uint16_t result = g->m->variables[ins->variable].cell;
	value holder = before(g, o->value);
	gcc_jit_block *no = when(g, equals(g, holder, 0));

	take_step(g);
	put(g, o->value, mine(g, WW_CONTEXT));
	put_number(g, result, 0);
	advance(g, ins);
	g->block = no;
	no = when(g, equals(g, holder, (g->t + 1) | WW_CONTEXT));
	take_step(g);
	put_number(g, result, 2);
	advance(g, ins);
	g->block = no;
	require(g, both(g, is_set(g, both(g, holder, number(g, WW_CONTEXT))),
			both(g, exceeds(g, before(g, g->task->stamp), holder_stamp(g, o)), holds_some(g))));
	take_step(g);
	put_number(g, result, 1);
	advance(g, ins);
}

/* ---- waiting --------------------------------------------------------------------------------------------- */

static void gen_sync(struct generator *g, const struct instruction *ins, const struct machine_object *o)
{
	uint16_t sync = o->syncs[g->t];
	value readers = number(g, 0);
	gcc_jit_block *begun, *pass;

	for (uint32_t t = 0; t < g->m->n_tasks; t++)
		readers = either(g, readers, times(g, is_set(g, before(g, o->readers[t])), 1u << t));
	begun = when(g, equals(g, before(g, sync), 0));
	pass = when(g, readers);
	take_step(g);
	put(g, sync, either(g, readers, number(g, SYNC_BEGUN)));
	join_waiters(g);
	g->block = pass;
	take_step(g);
	advance(g, ins);
	g->block = begun;
	require(g, equals(g, before(g, sync), SYNC_BEGUN));
	take_step(g);
	put_number(g, sync, 0);
	advance(g, ins);
}

static void gen_wait(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];
	uint16_t result = ins->variable == REPLAY_NONE ? CELL_NONE : g->m->variables[ins->variable].cell;
	value count = before(g, o->value);
	gcc_jit_block *no;

	if (o->kind == REPLAY_SRCU) {
		gen_sync(g, ins, o);
		return;
	}
	no = when(g, o->kind == REPLAY_SECTION ? equals(g, readers_of(g, o), 0) : is_set(g, count));
	take_step(g);
	if (o->kind == REPLAY_COMPLETION)
		put(g, o->value, minus(g, count, compare(g, GCC_JIT_COMPARISON_NE, count, number(g, COMPLETE_ALL))));
	put_number(g, result, 1);
	advance(g, ins);
	g->block = no;
	if (result == CELL_NONE) {
		refuse(g);
		return;
	}
	take_step(g);
	put_number(g, result, 0);
	advance(g, ins);
}

static void gen_signal(struct generator *g, const struct instruction *ins)
{
	const struct machine_object *o = &g->m->objects[ins->object];
	value count = before(g, o->value);

	take_step(g);
	if (o->kind == REPLAY_FENCE)
		put_number(g, o->value, 1);
	else if (ins->op == REPLAY_SIGNAL_ALL)
		put_number(g, o->value, COMPLETE_ALL);
	else
		put(g, o->value, plus(g, count, exceeds(g, number(g, COMPLETE_MOST), count)));
	advance(g, ins);
}

/* ---- tasks -------------------------------------------------------------------------------------------------- */

static void gen_start(struct generator *g, const struct instruction *ins)
{
	const struct machine_task *other = &g->m->tasks[ins->object];
	value pc = before(g, other->pc);
	gcc_jit_block *no;

	if (other->starts != CELL_NONE) {
		no = when(g, exceeds(g, before(g, other->starts), number(g, g->m->rounds)));
		take_step(g);
		put_number(g, g->task->pc, PC_CUT);
		give_back(g, number(g, NEXT_DONE | NEXT_CUT));
		g->block = no;
	}
	take_step(g);
	add_to(g, other->starts, 1);
	no = when(g, equals(g, pc, PC_IDLE));
	put_number(g, other->pc, 1);
	advance(g, ins);
	g->block = no;
	/* Begun, and not waiting to begin: once more. */
	put(g, other->again, either(g, before(g, other->again), compare(g, GCC_JIT_COMPARISON_NE, pc, number(g, 1))));
	advance(g, ins);
}

static void gen_cancel(struct generator *g, const struct instruction *ins)
{
	const struct machine_task *other = &g->m->tasks[ins->object];

	require(g, exceeds(g, number(g, 2), before(g, other->pc)));
	take_step(g);
	put_number(g, other->pc, PC_IDLE);
	put_number(g, other->again, 0);
	advance(g, ins);
}

/* ---- allocation ------------------------------------------------------------------------------------------------ */

static value gfp_in_effect(struct generator *g, const struct instruction *ins)
{
	value nofs = before(g, g->task->scopes[REPLAY_SCOPE_NOFS]), noio = before(g, g->task->scopes[REPLAY_SCOPE_NOIO]);
	value gfp = number(g, 4);

	if (ins->object == REPLAY_KERNEL)
		gfp = either(g, gfp, equals(g, either(g, nofs, noio), 0));
	if (ins->object != REPLAY_NOIO_ALLOC)
		gfp = either(g, gfp, times(g, equals(g, noio, 0), 2));
	return gfp;
}

static void gen_alloc(struct generator *g, const struct instruction *ins)
{
	value may = equals(g, before(g, g->task->scopes[REPLAY_SCOPE_NORECLAIM]), 0), flags;
	gcc_jit_block *no = when(g, equals(g, g->choice, 0));

	take_step(g);
	flags = number(g, NEXT_DONE);
	if (ins->n_routines)
		flags = either(g, flags, times(g, may, NEXT_MORE));
	go_on(g, ins->next, ins->back, flags);
	g->block = no;
	for (uint32_t i = 1; i <= ins->n_routines; i++) {
		no = when(g, both(g, may, equals(g, g->choice, i)));
		take_step(g);
		add_to(g, g->task->scopes[REPLAY_SCOPE_NORECLAIM], 1);
		put(g, g->task->gfp, gfp_in_effect(g, ins));
		go_on(g, g->m->entries.at[ins->routines + i - 1].pc, false,
		      number(g, NEXT_DONE | (i < ins->n_routines ? NEXT_MORE : 0)));
		g->block = no;
	}
	refuse(g);
}

static void gen_leave_scope(struct generator *g, const struct instruction *ins)
{
	uint16_t cell = g->task->scopes[ins->object];
	gcc_jit_block *no = when(g, before(g, cell));

	take_step(g);
	add_to(g, cell, -1);
	advance(g, ins);
	g->block = no;
	fault(g, ins);
}

/* ---- tests --------------------------------------------------------------------------------------- */

/* Goes one way or the other; out is made. */
static void go_by_value(struct generator *g, const struct instruction *ins, value v, value flags)
{
	gcc_jit_block *no = when(g, compare(g, ins->negated ? GCC_JIT_COMPARISON_NE : GCC_JIT_COMPARISON_EQ, v,
					    number(g, ins->value)));

	go_on(g, ins->target, ins->target_back, flags);
	g->block = no;
	go_on(g, ins->next, ins->back, flags);
}

static void gen_choice(struct generator *g, const struct instruction *ins)
{
	uint32_t values = g->m->program->variables.at[ins->variable].value;
	uint16_t cell = g->m->variables[ins->variable].cell;
	gcc_jit_block *no = when(g, equals(g, before(g, cell), 0));
	value more = times(g, exceeds(g, number(g, values), plus(g, g->choice, number(g, 1))), NEXT_MORE);

	require(g, exceeds(g, number(g, values), g->choice));
	take_step(g);
	put(g, cell, plus(g, g->choice, number(g, 1)));
	go_by_value(g, ins, g->choice, either(g, more, number(g, NEXT_DONE)));
	g->block = no;
	require(g, equals(g, g->choice, 0));
	take_step(g);
	go_by_value(g, ins, minus(g, before(g, cell), number(g, 1)), number(g, NEXT_DONE));
}

static void gen_test(struct generator *g, const struct instruction *ins)
{
	value v;

	if (ins->variable >= REPLAY_OWN_VARIABLES && g->m->program->variables.at[ins->variable].is_choice) {
		gen_choice(g, ins);
		return;
	}
	require(g, equals(g, g->choice, 0));
	if (ins->variable < REPLAY_OWN_VARIABLES) {
		value gfp = before(g, g->task->gfp);

		v = either(g, equals(g, gfp, 0),
			   is_set(g, both(g, gfp, number(g, ins->variable == REPLAY_GFP_FS ? 1 : 2))));
	} else {
		v = before(g, g->m->variables[ins->variable].cell);
	}
	take_step(g);
	go_by_value(g, ins, v, number(g, NEXT_DONE));
}

/* ---- a task ------------------------------------------------------------------------------------- */

/* Those that just do it. */
static void gen_plain(struct generator *g, const struct instruction *ins)
{
	if (ins->op == REPLAY_JOIN)
		require(g, equals(g, before(g, g->m->tasks[ins->object].pc), PC_IDLE));
	take_step(g);
	if (ins->op == REPLAY_RESET)
		put_number(g, g->m->objects[ins->object].value, 0);
	else if (ins->op == REPLAY_ENTER)
		add_to(g, g->task->scopes[ins->object], 1);
	else if (ins->op == REPLAY_SET)
		put_number(g, g->m->variables[ins->variable].cell,
			   ins->value + g->m->program->variables.at[ins->variable].is_choice);
	else if (ins->op == REPLAY_FORGET)
		put_number(g, g->m->variables[ins->variable].cell, 0);
	if (ins->op == INS_LEAVE_RECLAIM) {
		add_to(g, g->task->scopes[REPLAY_SCOPE_NORECLAIM], -1);
		put_number(g, g->task->gfp, 0);
	}
	advance(g, ins);
}

static void gen_park(struct generator *g, const struct instruction *ins)
{
	(void)ins;
	refuse(g);
}

static void gen_instruction(struct generator *g, const struct instruction *ins)
{
	static void (*const gens[])(struct generator *g, const struct instruction *ins) = {
		[REPLAY_LOCK] = gen_lock,
		[REPLAY_TRYLOCK] = gen_trylock,
		[REPLAY_UNLOCK] = gen_unlock,
		[REPLAY_DOWNGRADE] = gen_downgrade,
		[REPLAY_WW_BEGIN] = gen_ww_begin,
		[REPLAY_WW_END] = gen_ww_end,
		[REPLAY_WW_LOCK] = gen_ww_lock,
		[REPLAY_WAIT] = gen_wait,
		[REPLAY_SIGNAL] = gen_signal,
		[REPLAY_SIGNAL_ALL] = gen_signal,
		[REPLAY_START] = gen_start,
		[REPLAY_PARK] = gen_park,
		[REPLAY_CANCEL] = gen_cancel,
		[REPLAY_ALLOC] = gen_alloc,
		[REPLAY_LEAVE] = gen_leave_scope,
		[INS_TEST] = gen_test,
	};

	if (ins->op != INS_TEST && ins->op != REPLAY_ALLOC)
		require(g, equals(g, g->choice, 0));
	if (ins->op < sizeof(gens) / sizeof(*gens) && gens[ins->op])
		gens[ins->op](g, ins);
	else
		gen_plain(g, ins);
}

static gcc_jit_function *new_function(struct generator *g, bool is_exported, const char *name, gcc_jit_param **params,
				      int n)
{
	return g->lib.context_new_function(g->context, NULL,
					   is_exported ? GCC_JIT_FUNCTION_EXPORTED : GCC_JIT_FUNCTION_INTERNAL, g->u32,
					   name, n, params, 0);
}

static value case_number(struct generator *g, uint32_t n)
{
	return number(g, n);
}

static gcc_jit_function *gen_task(struct generator *g, uint32_t machine, uint32_t t)
{
	gcc_jit_param *params[] = {
		g->lib.context_new_param(g->context, NULL, g->state_type, "state"),
		g->lib.context_new_param(g->context, NULL, g->u32, "choice"),
		g->lib.context_new_param(g->context, NULL, g->out_type, "out"),
	};
	uint32_t n = g->m->tasks[t].code.n;
	gcc_jit_case **cases = xmalloc(n * sizeof(*cases));
	gcc_jit_block *entry, *other;
	char *name = xasprintf("task_%u_%u", machine, t);

	g->t = t;
	g->task = &g->m->tasks[t];
	g->function = new_function(g, false, name, params, 3);
	g->state = g->lib.param_as_rvalue(params[0]);
	g->choice = g->lib.param_as_rvalue(params[1]);
	g->out = g->lib.param_as_rvalue(params[2]);
	entry = new_block(g);
	other = new_block(g);
	for (uint32_t i = 0; i < n; i++) {
		gcc_jit_block *at = g->block = new_block(g);

		cases[i] = g->lib.context_new_case(g->context, case_number(g, i + 1), case_number(g, i + 1), at);
		gen_instruction(g, &g->task->code.at[i]);
	}
	g->block = other;
	refuse(g);
	g->lib.block_end_with_switch(entry, NULL, before(g, g->task->pc), other, (int)n, cases);
	free(cases);
	free(name);
	return g->function;
}

/* The function that chooses among them. */
static void gen_entry(struct generator *g, uint32_t machine, gcc_jit_function **tasks)
{
	gcc_jit_param *params[] = {
		g->lib.context_new_param(g->context, NULL, g->constant_pointer, "engine"),
		g->lib.context_new_param(g->context, NULL, g->state_type, "state"),
		g->lib.context_new_param(g->context, NULL, g->u32, "task"),
		g->lib.context_new_param(g->context, NULL, g->u32, "choice"),
		g->lib.context_new_param(g->context, NULL, g->out_type, "out"),
	};
	value arguments[] = { g->lib.param_as_rvalue(params[1]), g->lib.param_as_rvalue(params[3]),
			      g->lib.param_as_rvalue(params[4]) };
	gcc_jit_case *cases[REPLAY_TASKS];
	gcc_jit_block *entry, *other;
	char *name = xasprintf(NATIVE_FUNCTION, machine);

	g->function = new_function(g, true, name, params, 5);
	free(name);
	entry = new_block(g);
	other = new_block(g);
	for (uint32_t t = 0; t < g->m->n_tasks; t++) {
		gcc_jit_block *at = g->block = new_block(g);

		cases[t] = g->lib.context_new_case(g->context, case_number(g, t), case_number(g, t), at);
		give_back(g, g->lib.context_new_call(g->context, NULL, tasks[t], 3, arguments));
	}
	g->block = other;
	refuse(g);
	g->lib.block_end_with_switch(entry, NULL, g->lib.param_as_rvalue(params[2]), other, (int)g->m->n_tasks, cases);
}

/* ---- the whole ---------------------------------------------------------------------------------- */

static void init_types(struct generator *g)
{
	gcc_jit_context *c = g->context;

	g->u32 = g->lib.context_get_int_type(c, 4, 0);
	g->u16 = g->lib.context_get_int_type(c, 2, 0);
	g->out_type = g->lib.type_get_pointer(g->u16);
	g->state_type = g->lib.type_get_pointer(g->lib.type_get_const(g->u16));
	g->pointer = g->lib.context_get_type(c, GCC_JIT_TYPE_VOID_PTR);
	g->constant_pointer = g->lib.type_get_pointer(g->lib.type_get_const(g->lib.context_get_type(c, GCC_JIT_TYPE_VOID)));
	g->copy = g->lib.context_get_builtin_function(c, "__builtin_memcpy");
}

static bool load_library(struct library *lib, char **why)
{
	lib->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!lib->handle) {
		*why = xstrdup(native_missing());
		return false;
	}
#define X(name)										\
	lib->name = (__typeof__(lib->name))dlsym(lib->handle, "gcc_jit_" #name);	\
	if (!lib->name) {								\
		*why = xstrdup(LIBRARY " has no gcc_jit_" #name "()");			\
		return false;								\
	}
	FUNCTIONS(X)
#undef X
	return true;
}

static void gen_machine(struct generator *g, uint32_t number)
{
	gcc_jit_function *tasks[REPLAY_TASKS];

	for (uint32_t t = 0; t < g->m->n_tasks; t++)
		tasks[t] = gen_task(g, number, t);
	gen_entry(g, number, tasks);
}

bool native_write(const struct machine *machines, uint32_t n, const char *path, char **why)
{
	struct generator g = {0};
	uint32_t steps = 0;
	const char *error;

	if (!load_library(&g.lib, why))
		return false;
	g.context = g.lib.context_acquire();
	for (uint32_t i = 0; i < n; i++)
		steps += machines[i].steps / n;
	g.lib.context_set_int_option(g.context, GCC_JIT_INT_OPTION_OPTIMIZATION_LEVEL, steps > MANY_STEPS ? 0 : 1);
	init_types(&g);
	for (uint32_t i = 0; i < n; i++) {
		g.m = &machines[i];
		gen_machine(&g, i);
	}
	g.lib.context_compile_to_file(g.context, GCC_JIT_OUTPUT_KIND_DYNAMIC_LIBRARY, path);
	error = g.lib.context_get_first_error(g.context);
	if (error)
		*why = xasprintf("libgccjit: %s", error);
	g.lib.context_release(g.context);
	return !error;
}

/* Only looked for: where it is used is a process that ends. */
const char *native_missing(void)
{
	static int is_there = -1;

	if (is_there < 0) {
		void *handle = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);

		is_there = handle != NULL;
		if (handle)
			dlclose(handle);
	}
	return is_there ? NULL : "there is no " LIBRARY ": install libgccjit0, or use --interpret";
}

#else

const char *native_missing(void)
{
	return "built without libgccjit: install libgccjit-12-dev and build again, or use --interpret";
}

bool native_write(const struct machine *machines, uint32_t n, const char *path, char **why)
{
	(void)machines;
	(void)n;
	(void)path;
	*why = xstrdup(native_missing());
	return false;
}

#endif
