// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
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

static void run_child(const struct process *p, const int *output)
{
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	if (null >= 0)
		dup2(null, STDIN_FILENO);
	if (p->line) {
		dup2(output[1], STDOUT_FILENO);
		dup2(output[1], STDERR_FILENO);
	}
	for (const char *const *e = p->environment; e && *e; e++)
		putenv((char *)(uintptr_t)*e);
	execvp(p->argv[0], (char *const *)(uintptr_t)p->argv);
	message("cannot run %s: %s", p->argv[0], strerror(errno));
	_exit(127);
}

static void read_lines(const struct process *p, int fd)
{
	size_t n = 0, room = 4096;
	char *buffer = xmalloc(room);
	ssize_t got;

	for (;;) {
		struct pollfd poller = { .fd = fd, .events = POLLIN };

		if (poll(&poller, 1, 1000) == 0) {
			p->line(NULL, p->data);
			continue;
		}
		if (n + 1 == room)
			buffer = xrealloc(buffer, room *= 2);
		got = read(fd, buffer + n, room - n - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;

		char *line = buffer, *end;

		while ((end = memchr(line, '\n', n - (size_t)(line - buffer)))) {
			*end = '\0';
			p->line(line, p->data);
			line = end + 1;
		}
		n -= (size_t)(line - buffer);
		memmove(buffer, line, n);
	}
	if (n) {
		buffer[n] = '\0';
		p->line(buffer, p->data);
	}
	free(buffer);
}

int process_run(const struct process *p)
{
	int output[2] = { -1, -1 }, status;
	pid_t pid;

	if (p->line && pipe2(output, O_CLOEXEC) < 0) {
		message("cannot make a pipe: %s", strerror(errno));
		return -1;
	}
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		message("cannot run %s: %s", p->argv[0], strerror(errno));
		if (p->line)
			close(output[0]), close(output[1]);
		return -1;
	}
	if (pid == 0)
		run_child(p, output);
	setpgid(pid, pid);
	interrupt_child(pid);
	if (p->line) {
		close(output[1]);
		read_lines(p, output[0]);
		close(output[0]);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	interrupt_child(0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
