// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/aside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"

#define ROOM	((size_t)256 << 20)	/* of each side; only what is used takes memory */

struct shared {
	const void *said, *result;
};

struct aside {
	pid_t child;
	int ear;		/* a pipe's end: the child's, else the parent's */
	char *memory;		/* what is shared, then the parent's room, the child's */
	struct arena arena;
};

static struct shared *shared(struct aside *a)
{
	return (struct shared *)a->memory;
}

static void fail(void)
{
	message("cannot start a process: %s", strerror(errno));
	exit(2);
}

/* What lies in a chunk of its own is seen by one side only. */
static void check_room(const struct aside *a)
{
	if (a->arena.chunks)
		memory_exhausted();
}

static void run_child(struct aside *a, aside_fn *work, void *data)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	arena_init_at(&a->arena, a->memory + ROOM, ROOM);
	shared(a)->result = work(a, data);
	check_room(a);
	_exit(0);
}

struct aside *aside_start(aside_fn *work, void *data)
{
	struct aside *a = xcalloc(1, sizeof(*a));
	int ends[2];

	a->memory = mmap(NULL, 2 * ROOM, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (a->memory == MAP_FAILED || pipe2(ends, O_CLOEXEC) < 0)
		fail();
	fflush(NULL);
	a->child = fork();
	if (a->child < 0)
		fail();
	a->ear = ends[!!a->child];
	close(ends[!a->child]);
	if (!a->child)
		run_child(a, work, data);
	arena_init_at(&a->arena, a->memory + sizeof(struct shared), ROOM - sizeof(struct shared));
	return a;
}

struct arena *aside_arena(struct aside *a)
{
	return &a->arena;
}

void aside_tell(struct aside *a, const void *what)
{
	check_room(a);
	shared(a)->said = what;
	/* who is not there any more need not hear it: aside_result() tells */
	signal(SIGPIPE, SIG_IGN);
	while (write(a->ear, "", 1) < 0 && errno == EINTR)
		;
	signal(SIGPIPE, SIG_DFL);
}

const void *aside_hear(struct aside *a)
{
	char byte;
	ssize_t n;

	while ((n = read(a->ear, &byte, 1)) < 0 && errno == EINTR)
		;
	if (n != 1)
		_exit(2);	/* the parent is gone */
	return shared(a)->said;
}

const void *aside_result(struct aside *a)
{
	int status;

	if (!a->child)
		return shared(a)->result;
	while (waitpid(a->child, &status, 0) < 0 && errno == EINTR)
		;
	a->child = 0;
	if (WIFSIGNALED(status))
		message("part of the analysis was ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (status)
		exit(2);	/* the child has said why */
	return shared(a)->result;
}

void aside_free(struct aside *a)
{
	if (!a)
		return;
	close(a->ear);
	munmap(a->memory, 2 * ROOM);
	free(a);
}
