// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/interrupt.h"

/* A child at work; pid 0: a free place. */
struct slot {
	pid_t pid;
	unsigned int job;
	FILE *out, *err;
};

struct crew {
	struct slot *slots;
	unsigned int working;
	pid_t group;			/* of those at work; 0: nobody is */
};

static void run_child(const struct pool *p, const struct slot *s, pid_t group)
{
	const char *const *argv;
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, group);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	if (null >= 0)
		dup2(null, STDIN_FILENO);
	dup2(fileno(s->out), STDOUT_FILENO);
	dup2(fileno(s->err), STDERR_FILENO);
	argv = p->argv(s->job, p->data);
	if (p->directory && chdir(p->directory) < 0)
		message("cannot enter %s: %s", p->directory, strerror(errno));
	else if (execvp(argv[0], (char *const *)(uintptr_t)argv) < 0)
		message("cannot run %s: %s", argv[0], strerror(errno));
	_exit(127);
}

static void drop_files(struct slot *s)
{
	if (s->out)
		fclose(s->out);
	if (s->err)
		fclose(s->err);
	s->out = s->err = NULL;
}

static bool start(const struct pool *p, struct crew *c, unsigned int job)
{
	struct slot *s = c->slots;

	while (s->pid)
		s++;
	s->job = job;
	s->out = tmpfile();
	s->err = tmpfile();
	fflush(NULL);
	s->pid = s->out && s->err ? fork() : -1;
	if (s->pid < 0) {
		message("cannot start a program: %s", strerror(errno));
		s->pid = 0;
		drop_files(s);
		return false;
	}
	if (s->pid == 0)
		run_child(p, s, c->group);
	/* The group is gone when all of it has ended meanwhile; then a new one begins. */
	if (!c->group || setpgid(s->pid, c->group) < 0) {
		setpgid(s->pid, s->pid);
		c->group = s->pid;
	}
	interrupt_child(c->group);
	c->working++;
	return true;
}

static char *read_back(FILE *f)
{
	long size;
	char *text;
	size_t got;

	fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	text = xmalloc((size_t)(size > 0 ? size : 0) + 1);
	got = fread(text, 1, (size_t)(size > 0 ? size : 0), f);
	text[got] = '\0';
	return text;
}

static void finish_one(const struct pool *p, struct crew *c)
{
	struct slot *s = c->slots;
	char *out, *err;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, 0)) < 0 && errno == EINTR)
		;
	BUG_ON(pid < 0, "no child to wait for, with %u at work", c->working);
	for (unsigned int i = 0; i < p->parallel && s->pid != pid; i++)
		s++;
	s->pid = 0;
	if (--c->working == 0) {
		c->group = 0;
		interrupt_child(0);
	}
	out = read_back(s->out);
	err = read_back(s->err);
	drop_files(s);
	if (!interrupt_came())
		p->done(s->job, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), out, err,
			p->data);
	free(out);
	free(err);
}

bool pool_run(const struct pool *p)
{
	struct crew c = { .slots = xcalloc(p->parallel, sizeof(*c.slots)) };
	bool ok = true;

	for (unsigned int job = 0; ok && job < p->njobs && !interrupt_came(); ) {
		if (c.working < p->parallel)
			ok = start(p, &c, job++);
		else
			finish_one(p, &c);
	}
	while (c.working)
		finish_one(p, &c);
	free(c.slots);
	if (interrupt_came())
		interrupt_end("interrupted");
	return ok;
}
