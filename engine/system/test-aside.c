// SPDX-License-Identifier: GPL-2.0-or-later
/* Tests of work done in a process of its own. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/aside.h"

static int failed, counter;

static void ok(bool good, const char *name)
{
	printf("%s - %s\n", good ? "ok" : "not ok", name);
	failed += !good;
}

static const void *answer(struct aside *a, void *data)
{
	const char *said = aside_hear(a);

	counter++;
	return arena_printf(aside_arena(a), "%s, %s", said, (const char *)data);
}

static void test_talk(void)
{
	char greeting[] = "before";
	struct aside *a = aside_start(answer, greeting);

	strcpy(greeting, "after");
	aside_tell(a, arena_strdup(aside_arena(a), "heard"));
	ok(!strcmp(aside_result(a), "heard, before"), "it hears, and knows what was known when it began");
	ok(!counter, "what it changes is its own");
	ok(!strcmp(aside_result(a), "heard, before"), "the result stays");
	aside_free(a);
}

static const void *die(struct aside *a, void *data)
{
	(void)a;
	(void)data;
	raise(SIGTERM);
	return NULL;
}

static const void *fill(struct aside *a, void *data)
{
	(void)data;
	return arena_alloc(aside_arena(a), (size_t)1 << 30);
}

/* In a process of its own, because aside_result() ends it. */
static int status_of(aside_fn *work)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct aside *a = aside_start(work, NULL);

		close(STDERR_FILENO);
		aside_tell(a, NULL);
		aside_result(a);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(void)
{
	test_talk();
	ok(status_of(die) == 2, "where it is killed, nobody takes its result for one");
	ok(status_of(fill) == 2, "nor where it has no room");
	return failed != 0;
}
