/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run many short programs, some at a time, and look at what each has printed.
 *
 * The children are one process group, so that a signal to reclint reaches all
 * of them.  Standard input is /dev/null.
 */
#ifndef RECLINT_SYSTEM_POOL_H
#define RECLINT_SYSTEM_POOL_H

#include <stdbool.h>

struct pool {
	unsigned int njobs;			/* programs in all */
	unsigned int parallel;			/* at a time */
	const char *directory;			/* where they run; NULL: here */
	/* argv of a job, NULL-terminated, through PATH; called in the child. */
	const char *const *(*argv)(unsigned int job, void *data);
	/* status as of process_run(); both texts are NUL-terminated and end with the call. */
	void (*done)(unsigned int job, int status, const char *out, const char *err, void *data);
	void *data;
};

/* false after a message: a program could not be started. Ends reclint when a signal came. */
bool pool_run(const struct pool *p);

#endif
