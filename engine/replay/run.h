/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running a program: can its tasks come to a state in which some of them wait
 * for ever, or sleep where nobody may?
 *
 *	struct replay_result r;
 *
 *	replay_result_init(&r);
 *	if (!replay_run(&program, &bounds, REPLAY_COMPILED, &r, &why))
 *		... message, free(why) ...	program wrong, no libgccjit, its error
 *	else
 *		replay_report(&program, &r, stdout);
 *	replay_result_release(&r);
 */
#ifndef RECLINT_REPLAY_RUN_H
#define RECLINT_REPLAY_RUN_H

#include "replay/program.h"

/* X(field, option, default, what it bounds); each is an option --NAME N of reclint replay. */
#define REPLAY_BOUNDS(X)									\
	X(milliseconds,	"time",		5000,	"milliseconds a program may take")		\
	X(megabytes,	"memory",	256,	"megabytes of states it may keep")		\
	X(states,	"states",	2000000, "states to visit before it walks at random")	\
	X(walks,	"walks",	20000,	"random schedules tried after that")		\
	X(rounds,	"rounds",	2,	"jumps backwards, and further starts, a task may do")

struct replay_bounds {
#define X(field, option, value, summary) uint32_t field;
	REPLAY_BOUNDS(X)
#undef X
	bool unreduced;			/* every interleaving, no state taken for another one */
	uint32_t seed;			/* of the walks */
};

void replay_bounds_init(struct replay_bounds *b);

/* How a state's successors are computed. */
enum replay_engine {
	REPLAY_COMPILED,		/* machine code, by libgccjit */
	REPLAY_INTERPRETED,		/* the reference */
	REPLAY_EITHER,			/* interpreted; if that takes long, once more, compiled if that can be */
};

/* NULL: libgccjit can be loaded; else one line: what is missing, and which package has it. */
const char *replay_missing(void);

enum replay_defect { REPLAY_NO_DEFECT, REPLAY_IS_DEADLOCK, REPLAY_IS_SLEEP };

/* One step of a schedule. */
struct replay_move {
	uint32_t body;			/* the task */
	uint32_t in;			/* body the step stands in (a routine that it runs), */
	uint32_t step;			/* its number there (REPLAY_NONE: a started task begins, or leaves_reclaim) */
	uint32_t choice;		/* alloc: routine that reclaim runs + 1, 0: none; if, unless: the variable's
					   value; trylock, ww-lock, wait: the result */
	bool waits;			/* it only joins the waiters: a writer, or the end of the schedule */
	bool leaves_reclaim;		/* not a step but the return from the reclaim routine */
	bool ends;			/* the task is idle then */
};

struct replay_result {
	enum replay_verdict verdict;
	enum replay_defect defect;	/* what was found, also if the goal is the other one */
	bool is_orphan;			/* deadlock without a cycle: what is waited for, nobody left does */
	bool is_exhaustive;		/* every schedule within the loops' rounds was seen */
	const char *bound;		/* the first bound hit, as its option is called, "loops" of a partial program, "unheld", or NULL */

	uint64_t states, transitions, terminals;
	uint64_t schedules;		/* paths through the explored graph; UINT64_MAX: that many or more */
	uint64_t walks;			/* random ones, where a bound was hit */
	uint64_t cut_states;		/* in which a loop's rounds were used up */
	uint32_t cut_calls;		/* recursion left out */
	uint32_t steps;			/* of all tasks, expanded */
	double seconds, compile_seconds;

	/* The shortest schedule that shows the defect; then what everybody waits for (waits). */
	ARRAY(struct replay_move) schedule;
	/* Refuted: each line names one thing without which it would be confirmed. */
	ARRAY(char *) excluded_by;
};

void replay_result_init(struct replay_result *r);
void replay_result_release(struct replay_result *r);

/* False: could not be run; *why is one line and the caller's. */
bool replay_run(const struct replay_program *p, const struct replay_bounds *b, enum replay_engine engine,
		struct replay_result *r, char **why);

/* ---- results for people ----------------------------------------------------------------- */

/* Verdict, table of the schedule, who holds and who waits, what was explored. */
void replay_report(const struct replay_program *p, const struct replay_result *r, FILE *out);
/* One line: "confirmed: 5 steps, 3 tasks wait in a cycle". */
void replay_summary(const struct replay_program *p, const struct replay_result *r, FILE *out);

/*
 * The schedule of a confirmed program as a program of its own.  False: it can't be
 * said in that form, and *why is one line (the caller's) that says what.
 */
bool replay_emit_c(const struct replay_program *p, const struct replay_result *r, FILE *out, char **why);
bool replay_emit_module(const struct replay_program *p, const struct replay_result *r, FILE *out, char **why);

#endif
