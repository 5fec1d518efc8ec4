/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program made ready to run: each task one flat list of instructions, with
 * routines expanded where they are run, parameters put in, jumps resolved; and
 * the layout of a state.
 *
 * A state is n_cells numbers of 16 bits.  Only what the program uses has cells;
 * CELL_NONE says: not in this program.  There are two ways from a
 * state to the next, the interpreter and machine code, which must agree:
 * replay_next_fn.
 *
 * All state graphs are free of cycles: whatever may repeat is counted in the
 * state and bounded (rounds, starts).  explore.c relies on that.
 */
#ifndef RECLINT_REPLAY_MACHINE_H
#define RECLINT_REPLAY_MACHINE_H

#include "replay/program.h"

#define CELL_NONE	0xffffu

/* Values of a task's pc: instruction i is i + 1. */
#define PC_IDLE		0u		/* not started, or at its end */
#define PC_CUT		0xffffu		/* given up: its rounds are used up */

/* A completion that nobody waits for any more. */
#define COMPLETE_ALL	0xffffu
#define COMPLETE_MOST	100u

/* A ww lock's holder is task + 1, with this bit if it has a context. */
#define WW_CONTEXT	0x100u
/* A synchronize_srcu() that has begun; below it the tasks it still waits for. */
#define SYNC_BEGUN	0x100u

/* Beyond the operations of programs. */
enum {
	INS_BEGIN = REPLAY_OPERATIONS,	/* a started task's first */
	INS_LEAVE_RECLAIM,		/* the reclaim routine is done */
	INS_TEST,			/* if, unless: compare and go */
};

struct instruction {
	uint32_t op;
	uint32_t body, step;		/* where it stands in the program; step REPLAY_NONE: INS_BEGIN, INS_LEAVE_RECLAIM */
	uint32_t object;		/* as in the step; t: number of the task */
	enum replay_mode mode;
	uint32_t variable;
	uint8_t value;
	bool negated;			/* INS_TEST: go if not equal */
	bool sleeps;
	bool back, target_back;		/* next, target: a jump backwards */
	uint32_t next, target;		/* pc values: PC_IDLE is the end */
	uint32_t routines, n_routines;	/* alloc: entries in machine.entries */
};

/* Where an allocation may enter a routine. */
struct reclaim_entry {
	uint32_t body, pc;
};

/* What an instruction, or all that may follow it, looks at and changes: a bit a shared thing. */
struct footprint {
	uint64_t reads, writes;
};

struct machine_task {
	uint32_t body;
	const char *name;
	bool is_idle;			/* at the start */
	ARRAY(struct instruction) code;
	struct footprint *own, *future;	/* by pc; 0 is nothing */
	uint64_t *live;			/* by pc: live_words of variables that it may still look at */
	/* cells */
	uint16_t pc, rounds, again, starts, queued, stamp, gfp, spins;
	uint16_t scopes[REPLAY_SCOPE_KINDS];
};

struct machine_object {
	enum replay_object_kind kind;
	/* cells */
	uint16_t value;			/* holder, writer, count, signalled */
	uint16_t waiting;		/* writers that wait */
	uint16_t readers[REPLAY_TASKS];
	uint16_t syncs[REPLAY_TASKS];	/* srcu: what this task's wait still waits for */
};

struct machine_variable {
	uint16_t cell;			/* a choice: 0 is open, else value + 1; a result: the value */
	uint64_t bit;			/* in footprints; 0: only one task touches it */
	bool is_written;		/* by some step: a choice that does not keep its value */
};

struct machine {
	const struct replay_program *program;
	uint32_t n_tasks;
	struct machine_task tasks[REPLAY_TASKS];
	struct machine_object *objects;
	struct machine_variable *variables;
	ARRAY(struct reclaim_entry) entries;
	uint32_t n_cells;
	uint32_t steps;			/* instructions in all */
	uint32_t cut_calls;
	uint32_t rounds;		/* the bound */
	uint32_t live_words;
	bool shares_bits;		/* a bit of a footprint may be two things */
	struct arena arena;
};

/*
 * What one task does next in a state, if it takes its choice-th possibility:
 * out becomes the state after it.  Returns 0: it can do nothing (or there is no such
 * choice, then out is undefined), else NEXT_DONE and more.
 */
enum next_flag {
	NEXT_DONE = 1 << 0,
	NEXT_MORE = 1 << 1,		/* there is a choice after this one */
	NEXT_WAITS = 1 << 2,		/* it has only joined the waiters */
	NEXT_SLEEPS = 1 << 3,		/* now it stands at a step that sleeps, where it may not */
	NEXT_FAULT = 1 << 4,		/* it releases what it does not hold */
	NEXT_CUT = 1 << 5,		/* it was given up */
};
typedef uint32_t replay_next_fn(const void *engine, const uint16_t *state, uint32_t task, uint32_t choice,
				uint16_t *out);

/* False: *why is one line and the caller's. p must be checked and stay. */
bool machine_init(struct machine *m, const struct replay_program *p, uint32_t rounds, char **why);
void machine_release(struct machine *m);
void machine_start(const struct machine *m, uint16_t *state);

/* For machine_init(): which variables matter where. */
void machine_find_live(struct machine *m);
/*
 * The task has moved from one state to the other: values that nobody will look
 * at any more become 0.  Such states do not differ in anything that may come.
 */
void machine_forget_dead(const struct machine *m, const uint16_t *before, uint32_t task, uint16_t *state);

static inline const struct instruction *machine_at(const struct machine *m, uint32_t task, const uint16_t *state)
{
	uint32_t pc = state[m->tasks[task].pc];

	return pc == PC_IDLE || pc == PC_CUT ? NULL : &m->tasks[task].code.at[pc - 1];
}

/* At a step that nothing comes after. */
static inline bool machine_is_parked(const struct machine *m, uint32_t task, const uint16_t *state)
{
	const struct instruction *ins = machine_at(m, task, state);

	return ins && ins->op == REPLAY_PARK;
}

/* The interpreter; engine is the machine. */
replay_next_fn interpret_next;

#endif
