/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A finding the way the kernel's own checkers would print it, so that who has
 * read a splat of lockdep's or of might_sleep() can read it at sight.
 *
 * Everything comes from the finding as findings.json has it (docs/findings.md);
 * `symptom` chooses the form:
 *
 *	circular-locking	print_circular_bug() of kernel/locking/lockdep.c: who
 *				wants what and holds what, the chain that is known
 *				already, backwards, "-> #n (lock)" with a call trace
 *				each, the scenario of two CPUs
 *	recursive-locking	print_deadlock_bug()
 *	sleep-in-atomic,	__might_resched(): where, in_atomic(), non_block, the
 *	sleep-in-nonblock	locks held, the call trace
 *	flush-dependency	check_flush_dependency() of kernel/workqueue.c
 *	null			no checker of the kernel's prints this: the steps
 *
 * Differences: a task has the name of the function that the chain begins at; a
 * frame is "function (file:line)", innermost first, as decode_stacktrace.sh
 * makes them; a lock is a class and has no address; its usage, which a run would
 * know, is {....}; the trace at #0 is not printed a second time as the backtrace.
 * Names in parentheses are no locks.  Members that are absent, as in a file of
 * an older reclint, count as null or empty.
 *
 * Lines are at most SPLAT_COLUMNS wide, except where one word is wider.
 */
#ifndef RECLINT_REPORT_SPLAT_H
#define RECLINT_REPORT_SPLAT_H

#include <jansson.h>
#include <stdio.h>

#define SPLAT_COLUMNS 100

/* kernel: its version, or NULL. */
void splat_print(const json_t *finding, const char *kernel, FILE *out);

/* The text in lines that begin with indent spaces (the first: where it stands, at column). */
void splat_wrap(const char *text, unsigned int column, unsigned int indent, FILE *out);

#endif
