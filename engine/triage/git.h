/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running git: in the user's tree only what reads. */
#ifndef RECLINT_TRIAGE_GIT_H
#define RECLINT_TRIAGE_GIT_H

#include <stdbool.h>

/* So that a caller's GIT_DIR and the like (we may be run by a hook) mean nothing to us. */
void git_forget_environment(void);

/*
 * git -C directory ARGUMENTS...: the exit status.  output: what it printed, both
 * streams, malloc'ed; NULL: not wanted.  Ends reclint when a signal came.
 */
int git_run(const char *directory, char **output, const char *const *arguments);
#define git(directory, output, ...) \
	git_run(directory, output, (const char *const[]){ __VA_ARGS__, NULL })

#endif
