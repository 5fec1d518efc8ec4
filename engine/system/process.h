/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run a program and read what it prints, line by line.
 *
 * The child leads a process group of its own, so that a signal to reclint can
 * be passed on to all of a parallel make, and be waited for.  Standard input
 * is /dev/null.
 */
#ifndef RECLINT_SYSTEM_PROCESS_H
#define RECLINT_SYSTEM_PROCESS_H

#include <stdbool.h>

/* A line of stdout or stderr without its newline; NULL: nothing for a second. */
typedef void process_line_fn(const char *line, void *data);

struct process {
	const char *const *argv;	/* NULL-terminated; found through PATH */
	const char *const *environment;	/* NAME=value beside ours, NULL-terminated; may be NULL */
	process_line_fn *line;		/* NULL: both streams are the caller's */
	void *data;
};

/* Exit status, 128 + signal, or -1 after a message when it could not be started. */
int process_run(const struct process *p);

#endif
