// SPDX-License-Identifier: GPL-2.0-or-later
#include "replay/compile.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "replay/explore.h"
#include "replay/native.h"
#include "replay/run.h"
#include "system/file.h"
#include "system/interrupt.h"

struct compiled {
	void *object;			/* of dlopen() */
	replay_next_fn **next;		/* of each machine */
};

const char *replay_missing(void)
{
	return native_missing();
}

/* ---- the child ------------------------------------------------------------------------- */

/* libgccjit's own files stay in here; its messages go into the pipe, and the first one counts. */
static void compile_in_child(const struct machine *machines, uint32_t n, const char *directory, const char *object,
			     int out)
{
	int null = open("/dev/null", O_WRONLY);
	char *why = NULL;

	setpgid(0, 0);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	if (null >= 0)
		dup2(null, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	setenv("TMPDIR", directory, 1);
	if (native_write(machines, n, object, &why))
		_exit(0);
	if (write(out, why, strlen(why)) < 0)
		_exit(2);
	_exit(1);
}

/* ---- this process ------------------------------------------------------------------------ */

/* What the child says until it ends or its time is over; true: it is over. */
static bool read_answer(int in, double deadline, char *answer, size_t size)
{
	char rest[256];
	size_t n = 0;

	for (;;) {
		struct pollfd poller = { .fd = in, .events = POLLIN };
		double left = deadline ? deadline - monotonic_seconds() : 60;
		int ready;
		ssize_t got;

		answer[n] = '\0';
		if (left <= 0)
			return true;
		ready = poll(&poller, 1, (int)(left * 1000) + 1);
		if (ready == 0 || (ready < 0 && errno == EINTR))
			continue;
		/* Of a long answer the beginning is enough. */
		got = n < size - 1 ? read(in, answer + n, size - 1 - n) : read(in, rest, sizeof(rest));
		if (got <= 0)
			return false;
		n += n < size - 1 ? (size_t)got : 0;
	}
}

static char *wait_for_child(pid_t child, int in, double deadline)
{
	char answer[512];
	bool is_late = read_answer(in, deadline, answer, sizeof(answer));
	int status;

	if (is_late)
		kill(-child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (is_late)
		return xstrdup("the time was over before libgccjit had compiled the program: allow more with --time");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return NULL;
	answer[strcspn(answer, "\n")] = '\0';
	if (*answer)
		return xstrdup(answer);
	if (WIFSIGNALED(status))
		return xasprintf("libgccjit was ended by signal %d", WTERMSIG(status));
	return xstrdup("libgccjit failed without a word");
}

/* NULL, or why there is no object. */
static char *run_child(const struct machine *machines, uint32_t n, const char *directory, const char *object,
		       double deadline, const sigset_t *before)
{
	int ends[2];
	pid_t child;
	char *why;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return xasprintf("cannot make a pipe: %s", strerror(errno));
	fflush(NULL);
	child = fork();
	if (child == 0) {
		sigprocmask(SIG_SETMASK, before, NULL);
		compile_in_child(machines, n, directory, object, ends[1]);
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return xasprintf("cannot start a process: %s", strerror(errno));
	}
	setpgid(child, child);
	interrupt_child(child);
	sigprocmask(SIG_SETMASK, before, NULL);
	why = wait_for_child(child, ends[0], deadline);
	interrupt_child(0);
	close(ends[0]);
	return why;
}

static struct compiled *load(const char *object, uint32_t n, char **why)
{
	struct compiled *c = xcalloc(1, sizeof(*c));
	bool good;

	c->next = xcalloc(n, sizeof(*c->next));
	c->object = dlopen(object, RTLD_NOW | RTLD_LOCAL);
	good = c->object != NULL;
	for (uint32_t i = 0; good && i < n; i++) {
		char *name = xasprintf(NATIVE_FUNCTION, i);

		c->next[i] = (replay_next_fn *)dlsym(c->object, name);
		good = c->next[i] != NULL;
		free(name);
	}
	if (good)
		return c;
	*why = xasprintf("cannot load what libgccjit compiled: %s", dlerror());
	compiled_free(c);
	return NULL;
}

struct compiled *compile_machines(const struct machine *machines, uint32_t n, double deadline, char **why)
{
	const char *temporary = getenv("TMPDIR");
	char *directory, *object;
	struct compiled *c = NULL;
	sigset_t signals, before;

	directory = xasprintf("%s/reclint-replay-XXXXXX", temporary && *temporary ? temporary : "/tmp");
	/* From here until the child's group is known, a signal would leave the directory behind. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, &before);
	if (!mkdtemp(directory)) {
		*why = xasprintf("cannot make the directory '%s': %s", directory, strerror(errno));
		sigprocmask(SIG_SETMASK, &before, NULL);
		free(directory);
		return NULL;
	}
	object = xasprintf("%s/next.so", directory);
	*why = run_child(machines, n, directory, object, deadline, &before);
	sigprocmask(SIG_BLOCK, &signals, &before);
	if (!*why)
		c = load(object, n, why);
	directory_remove(directory);
	sigprocmask(SIG_SETMASK, &before, NULL);
	free(object);
	free(directory);
	if (interrupt_came())
		interrupt_end("interrupted");
	return c;
}

replay_next_fn *compiled_next(const struct compiled *c, uint32_t machine)
{
	return c->next[machine];
}

void compiled_free(struct compiled *c)
{
	if (!c)
		return;
	if (c->object)
		dlclose(c->object);
	free(c->next);
	free(c);
}
