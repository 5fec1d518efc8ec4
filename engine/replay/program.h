/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small concurrent program: what a finding says may happen, and nothing else.
 *
 * This module knows no facts and no findings.  Whoever has some builds a
 * program (replay_task(), replay_step(), ...), checks it (replay_check()) and
 * hands it to replay_run() in run.h, which says whether it can deadlock.
 * The same thing as text is specified in docs/replay.md; print.c and parse.c
 * are the way there and back.
 *
 *	object		an instance of something to hold or to wait for.  Two locks
 *			of one class that may be different ones are two objects;
 *			whoever builds the program decides.
 *	variable	a small number (0..15).  A *choice* is free: it gets one of
 *			its values when it is first looked at, and keeps it, for all
 *			tasks: equal conditions are one choice.  It may be set like a
 *			result, and forgotten: then it is free again.  A *result* is set
 *			by steps (trylock, set, ww-lock, wait with a timeout).
 *	body		steps.  A *task* runs its body once, from the start of the
 *			program, or, if idle, each time it is started (a work item,
 *			a thread).  A *routine* is run by call steps and, if it is
 *			entered from reclaim, by allocations: a notifier callback or
 *			a shrinker.
 *
 * Direct reclaim.  An allocation sleeps if its gfp has direct reclaim, and may
 * then run any one of the reclaim routines, in its own task, which keeps
 * its locks, with PF_MEMALLOC set (scope noreclaim), before it goes on.  It may
 * not where the task has PF_MEMALLOC already.  Scopes nofs and noio
 * do not keep it out, they only change what the routine sees in the variables
 * gfp_fs and gfp_io; a shrinker that looks at sc->gfp_mask is a routine
 * that tests these.  Reclaim by somebody else (kswapd, the OOM reaper, munmap of
 * another task) is one more task that calls the routine.
 *
 * Parameters.  A call, and an entry from reclaim, may fix variables for the body
 * that they run (blockable, event, mayfail ...): inside, that name is then that
 * constant, also in what the body calls.  Routines are expanded where they are run:
 * a routine called within itself is cut (the step does nothing), which is
 * counted and said; reclaim within reclaim does not happen.
 *
 * Loops.  A step may jump backwards.  A task does so at most `rounds` times
 * (struct replay_bounds), is then given up, and the result says so.
 *
 * Programs are built in memory of their own: all texts are copied.  A program
 * is not changed by running it.
 */
#ifndef RECLINT_REPLAY_PROGRAM_H
#define RECLINT_REPLAY_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/array.h"
#include "base/memory.h"

#define REPLAY_NONE		0xffffffffu

/* Limits of the state's encoding; replay_check() refuses what is beyond. */
#define REPLAY_TASKS		8
#define REPLAY_VALUES		16	/* of a variable: 0..15 */
#define REPLAY_ENTRIES		32	/* routines entered from reclaim */
#define REPLAY_STEPS		20000	/* of all tasks, expanded */

/*
 * X(enum, keyword, what may be done with it)
 *
 * rwsem, rwlock: a reader waits behind a writer, also behind one that only
 * waits itself; what is free goes to anybody.  rwlock readers in interrupts overtake
 * waiting writers: mode recursive.  spin and rwlock make their holder atomic.
 * ww: `lock` without a context or slow, `ww-lock` with one.
 * srcu: `lock` for reading never waits; `wait` is synchronize_srcu(): for the
 * readers there are when it begins.  section: the same, but waits until none is
 * inside (mmu_interval_read_begin()).
 * completion: `signal` lets one waiter pass, `signal-all` all, `reset` none.
 * fence: stays signalled.
 * pseudo: a lock class that makes nobody wait (fs_reclaim, mmu_notifier): seen in
 * the reports only.
 */
#define REPLAY_OBJECTS(X)			\
	X(MUTEX,	"mutex")		\
	X(RWSEM,	"rwsem")		\
	X(RWLOCK,	"rwlock")		\
	X(SPIN,		"spin")			\
	X(WW,		"ww")			\
	X(SRCU,		"srcu")			\
	X(SECTION,	"section")		\
	X(COMPLETION,	"completion")		\
	X(FENCE,	"fence")		\
	X(PSEUDO,	"pseudo")

enum replay_object_kind {
#define X(name, keyword) REPLAY_##name,
	REPLAY_OBJECTS(X)
#undef X
	REPLAY_OBJECT_KINDS
};

/*
 * X(enum, keyword, operands, sleeps)
 *
 * Operands, in the order of the text: o object, m mode, t task, r routine (and
 * its parameters), s scope, g gfp, v variable set or tested, c its value, V a variable
 * for the result, W the same but may be missing, j jump target.
 *
 * lock		waits until it has it
 * trylock	result 1: has it
 * unlock	what the task holds, in whatever mode
 * downgrade	rwsem: write to read
 * ww-begin	ww_acquire_init(); ww-end: ww_acquire_fini()
 * ww-lock	result 0: has it; 1: -EDEADLK (an older context has it, and this
 *		one holds others: release them, then `lock`); 2: -EALREADY
 * wait		until signalled, or as the object's kind says; with a variable: the
 *		wait has a timeout and never is for ever; 1: it was signalled
 * join		until the task is idle or at its end: flush_work(), kthread_stop()
 * start	queue_work(), wake_up_process(): runs the task once more
 * cancel	cancel_work_sync(): not begun, it never will; else as join
 * alloc	see above
 * call		the routine, in this task
 * sleep	might sleep, no more
 * enter, leave	a scope; they nest
 * forget	a choice is free again
 * if, unless	jump if the variable has the value, or has not
 * return	end of the body
 * park		the task goes no further, and what it holds it may still drop: what
 *		it would do from here is of no interest
 * note		nothing; for the printed schedule ("calls f()")
 */
#define REPLAY_OPS(X)					\
	X(LOCK,		"lock",		"om",	1)	\
	X(TRYLOCK,	"trylock",	"omV",	0)	\
	X(UNLOCK,	"unlock",	"o",	0)	\
	X(DOWNGRADE,	"downgrade",	"o",	0)	\
	X(WW_BEGIN,	"ww-begin",	"",	0)	\
	X(WW_END,	"ww-end",	"",	0)	\
	X(WW_LOCK,	"ww-lock",	"oV",	1)	\
	X(WAIT,		"wait",		"oW",	1)	\
	X(SIGNAL,	"signal",	"o",	0)	\
	X(SIGNAL_ALL,	"signal-all",	"o",	0)	\
	X(RESET,	"reset",	"o",	0)	\
	X(JOIN,		"join",		"t",	1)	\
	X(START,	"start",	"t",	0)	\
	X(CANCEL,	"cancel",	"t",	1)	\
	X(ALLOC,	"alloc",	"g",	1)	\
	X(CALL,		"call",		"r",	0)	\
	X(SLEEP,	"sleep",	"",	1)	\
	X(ENTER,	"enter",	"s",	0)	\
	X(LEAVE,	"leave",	"s",	0)	\
	X(SET,		"set",		"vc",	0)	\
	X(FORGET,	"forget",	"v",	0)	\
	X(IF,		"if",		"vcj",	0)	\
	X(UNLESS,	"unless",	"vcj",	0)	\
	X(GOTO,		"goto",		"j",	0)	\
	X(RETURN,	"return",	"",	0)	\
	X(PARK,		"park",		"",	0)	\
	X(NOTE,		"note",		"",	0)

enum replay_op {
#define X(name, keyword, operands, sleeps) REPLAY_##name,
	REPLAY_OPS(X)
#undef X
	REPLAY_OPERATIONS
};

/* lock, trylock: write is exclusive, and all that mutex, spin and ww know; srcu and section know read. */
enum replay_mode { REPLAY_WRITE, REPLAY_READ, REPLAY_RECURSIVE };

/* nonblock and atomic: nobody may sleep inside; spin locks are atomic without it. */
#define REPLAY_SCOPES(X)		\
	X(NOFS,		"nofs")		\
	X(NOIO,		"noio")		\
	X(NORECLAIM,	"noreclaim")	\
	X(NONBLOCK,	"nonblock")	\
	X(ATOMIC,	"atomic")

enum replay_scope {
#define X(name, keyword) REPLAY_SCOPE_##name,
	REPLAY_SCOPES(X)
#undef X
	REPLAY_SCOPE_KINDS
};

/* What of __GFP_FS and __GFP_IO there is; nowait: no direct reclaim at all. */
enum replay_gfp { REPLAY_NOWAIT, REPLAY_NOIO_ALLOC, REPLAY_NOFS_ALLOC, REPLAY_KERNEL };

/* Where in the kernel; all may be missing (NULL, 0). */
struct replay_place {
	const char *file;
	const char *function;
	uint32_t line;
};

struct replay_object {
	const char *name;		/* an identifier, unique among objects, variables and bodies */
	const char *text;		/* "struct x.lock", or NULL: the name */
	enum replay_object_kind kind;
};

struct replay_variable {
	const char *name;
	const char *text;		/* the condition in words, or NULL */
	bool is_choice;
	uint8_t value;			/* choice: how many values; result: the first one */
};

/* A variable that is a constant in a body that is run. */
struct replay_parameter {
	uint32_t variable;
	uint8_t value;
};

struct replay_step {
	enum replay_op op;
	struct replay_place place;
	const char *text;		/* source or event in words, or NULL */
	uint32_t object;		/* o: object; t: task; r: routine (both: body); s: scope; g: gfp */
	enum replay_mode mode;
	uint32_t variable;		/* v, V, W: REPLAY_NONE: there is none */
	uint8_t value;			/* c */
	uint32_t target;		/* j: a step of the body; the number of steps is its end */
	uint32_t parameters, n_parameters;	/* call: a range of the program's parameters */
};

enum replay_start { REPLAY_RUNNING, REPLAY_IDLE };

struct replay_body {
	const char *name;		/* "CPU0", "kworker", "invalidate": an identifier */
	const char *text;		/* the function it stands for, or NULL */
	bool is_routine;
	enum replay_start start;	/* of a task */
	bool from_reclaim;		/* a routine that allocations may run, with: */
	uint32_t parameters, n_parameters;
	ARRAY(struct replay_step) steps;
};

/* What counts as the defect; the other thing is reported, and is no verdict. */
enum replay_goal { REPLAY_ANY, REPLAY_DEADLOCK, REPLAY_SLEEPING };

enum replay_verdict { REPLAY_UNDECIDED, REPLAY_CONFIRMED, REPLAY_REFUTED };

struct replay_program {
	const char *title;		/* or NULL */
	const char *rule;		/* or NULL */
	enum replay_goal goal;
	bool has_expectation;		/* of a test case */
	enum replay_verdict expected;
	ARRAY(struct replay_object) objects;
	ARRAY(struct replay_variable) variables;
	ARRAY(struct replay_body) bodies;
	ARRAY(struct replay_parameter) parameters;
	bool drops_unheld;		/* a schedule that releases what is not held is not one: left out, and counted */
	bool is_partial;		/* whoever built it left out what might matter: it can't be refuted */
	ARRAY(const char *) notes;	/* what whoever built it left out: printed with every result */
	struct arena arena;
};

/* ---- building ------------------------------------------------------------------ */

/* The variables gfp_fs and gfp_io are there from the start, as these numbers. */
enum { REPLAY_GFP_FS, REPLAY_GFP_IO, REPLAY_OWN_VARIABLES };

void replay_program_init(struct replay_program *p);
void replay_program_release(struct replay_program *p);

/* Each returns the index of what it adds. */
uint32_t replay_object(struct replay_program *p, enum replay_object_kind kind, const char *name,
		       const char *text);
uint32_t replay_choice(struct replay_program *p, const char *name, uint8_t values, const char *text);
uint32_t replay_result(struct replay_program *p, const char *name, uint8_t first, const char *text);
uint32_t replay_task(struct replay_program *p, const char *name, enum replay_start start, const char *text);
uint32_t replay_routine(struct replay_program *p, const char *name, const char *text);
/*
 * One more parameter of what was made last: the routine (given as body, step
 * REPLAY_NONE; the routine is then entered from reclaim) or the call step.  All
 * parameters of one of them are added in a row.
 */
void replay_parameter(struct replay_program *p, uint32_t body, uint32_t step, uint32_t variable,
		      uint8_t value);
/* Without parameters. */
void replay_enter_from_reclaim(struct replay_program *p, uint32_t body);
/*
 * Appends; the step's texts are copied.  A jump forward is added with any
 * target and aimed with replay_aim() when the target's number is known.
 */
uint32_t replay_step(struct replay_program *p, uint32_t body, const struct replay_step *step);
void replay_aim(struct replay_program *p, uint32_t body, uint32_t step, uint32_t target);
void replay_note(struct replay_program *p, const char *text);

/*
 * Is it a program: indices in range, modes and operations that the objects know,
 * names that the text form can say, within the limits?  Else false,
 * and why is one line that the caller frees.
 */
bool replay_check(const struct replay_program *p, char **why);

/*
 * Which program it is: 128 bits of all but the lines and the title (hash.c).
 * SEMANTICS counts changes of what programs mean: verdicts of before are void.
 */
#define REPLAY_SEMANTICS	1
void replay_hash(const struct replay_program *p, uint64_t hash[2]);

/* ---- as text (docs/replay.md) ----------------------------------------------------- */

void replay_print(const struct replay_program *p, FILE *out);
/* Fills an initialised program; false: why says "FILE:LINE: ..." and is the caller's to free. */
bool replay_parse(struct replay_program *p, const char *path, const char *text, char **why);

/* ---- words --------------------------------------------------------------------------- */

const char *replay_object_keyword(enum replay_object_kind kind);
const char *replay_op_keyword(enum replay_op op);
const char *replay_op_operands(enum replay_op op);
const char *replay_scope_keyword(enum replay_scope scope);
const char *replay_gfp_keyword(enum replay_gfp gfp);
const char *replay_mode_keyword(enum replay_mode mode);
const char *replay_verdict_keyword(enum replay_verdict verdict);

#endif
