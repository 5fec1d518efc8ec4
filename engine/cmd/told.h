/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the checks of one run of make have told, so that each thing is told
 * once: a finding in a header by the first unit that has it, and that there is
 * no base, no sparse, no gcc for all of them.
 *
 * It is noted in .reclint-check.tmp: in the build directory, of external
 * modules in theirs, where make clean removes it.  A line is a run and a thing.
 * A run is the process of the make that the user started; the lines of runs
 * that have ended are dropped when another begins.  Without a make (called by
 * hand), without /proc, or where nothing can be written, every check is the
 * first one.
 */
#ifndef RECLINT_CMD_TOLD_H
#define RECLINT_CMD_TOLD_H

#include <stdbool.h>

struct told {
	int fd;				/* locked; -1: everything is new */
	char *run;			/* "PID.START" */
	char *text;			/* the lines */
};

/* Waits for the others; keep it open only as long as something is told. */
void told_open(struct told *t);
void told_close(struct told *t);

/* Is it new to this run? */
bool told_is_new(const struct told *t, const char *thing);
/* The same, and from now on it is not. */
bool told_first(struct told *t, const char *thing);

/* The three in one. */
bool told_once(const char *thing);

#endif
