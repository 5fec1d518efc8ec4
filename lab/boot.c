// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Run a virtual machine and read its serial line:
 *
 *	boot LOG TIMEOUT COMMAND...
 *
 * Exit status 0: the machine said "lab: end" or the kernel said what the lab asks for; 3:
 * it did neither in TIMEOUT seconds, and was killed; 2: it could not be started, or ended before.
 * A kernel that has reported a deadlock may then well be in it: it gets until it is silent, at most SETTLE seconds.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SETTLE	2	/* seconds: a report is some pages long */
#define SILENT	0.3

static const char *const reports[] = {
	"possible circular locking dependency detected",
	"possible recursive locking detected",
	"sleeping function called from invalid context",
	"scheduling while atomic",
	"scheduling in a non-blocking section",
	"suspicious RCU usage",
	"inconsistent lock state",
	" blocked for more than ",
	"irq lock inversion dependency detected",
	"Kernel panic - ",
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static pid_t start(char **command, int *out)
{
	int fds[2];
	pid_t pid;

	if (pipe(fds))
		return -1;
	pid = fork();
	if (!pid) {
		dup2(fds[1], 1);
		close(fds[0]);
		close(fds[1]);
		execvp(command[0], command);
		fprintf(stderr, "boot: cannot run '%s': %s\n", command[0], strerror(errno));
		_exit(127);
	}
	close(fds[1]);
	*out = fds[0];
	return pid;
}

static bool is_report(const char *line)
{
	for (size_t i = 0; i < sizeof(reports) / sizeof(*reports); i++)
		if (strstr(line, reports[i]))
			return true;
	return false;
}

struct reader {
	FILE *log;
	char line[1024];
	size_t n;
	double deadline;
	bool reported, ended;
};

static void take_line(struct reader *r)
{
	r->line[r->n] = '\0';
	fprintf(r->log, "%s\n", r->line);
	r->n = 0;
	if (strstr(r->line, "lab: end"))
		r->ended = true;
	if (!r->reported && is_report(r->line)) {
		r->reported = true;
		r->deadline = now() + SETTLE;
	}
}

static void take(struct reader *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\n' || r->n == sizeof(r->line) - 1)
			take_line(r);
		else if (s[i] != '\r')
			r->line[r->n++] = s[i];
	}
}

/* Until the machine ends, says that it has, or the time is over. */
static void read_serial_line(struct reader *r, int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char buffer[4096];
	double left;
	ssize_t n;

	while (!r->ended && (left = r->deadline - now()) > 0) {
		if (r->reported && left > SILENT)
			left = SILENT;
		if (poll(&p, 1, (int)(left * 1000) + 1) <= 0) {
			if (r->reported)
				break;
			continue;
		}
		n = read(fd, buffer, sizeof(buffer));
		if (n <= 0)
			break;
		take(r, buffer, (size_t)n);
	}
	if (r->n)
		take_line(r);
}

int main(int argc, char **argv)
{
	struct reader r = { 0 };
	bool late;
	pid_t pid;
	int fd;

	if (argc < 4 || atof(argv[2]) <= 0) {
		fprintf(stderr, "usage: boot LOG TIMEOUT COMMAND...\n");
		return 2;
	}
	r.log = fopen(argv[1], "w");
	if (!r.log) {
		fprintf(stderr, "boot: cannot write '%s': %s\n", argv[1], strerror(errno));
		return 2;
	}
	r.deadline = now() + atof(argv[2]);
	pid = start(argv + 3, &fd);
	if (pid < 0) {
		fprintf(stderr, "boot: cannot start a process: %s\n", strerror(errno));
		return 2;
	}
	read_serial_line(&r, fd);
	late = now() >= r.deadline;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	if (fclose(r.log)) {
		fprintf(stderr, "boot: cannot write '%s': %s\n", argv[1], strerror(errno));
		return 2;
	}
	return r.ended || r.reported ? 0 : late ? 3 : 2;
}
