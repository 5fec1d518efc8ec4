// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * measure N COMMAND...: run the command N times, and print the least of each of
 * processor seconds (with children), wall seconds, and the peak memory in MB:
 *
 *	0.412 0.427 118
 *
 * The least, not the mean: whatever else the machine does only adds.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct cost {
	double cpu, wall;
	long peak;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return t.tv_sec + t.tv_usec / 1e6;
}

/* Findings (1) are no failure. */
static int run(char **argv, struct cost *c)
{
	double start = now();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (pid < 0)
		return -1;
	if (!pid) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		execvp(argv[0], argv);
		fprintf(stderr, "measure: cannot run %s: %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	if (wait4(pid, &status, 0, &usage) < 0)
		return -1;
	c->wall = now() - start;
	c->cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	c->peak = usage.ru_maxrss / 1024;
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1 ? 0 : -1;
}

int main(int argc, char **argv)
{
	struct cost best = { 1e9, 1e9, 1L << 40 }, c;

	if (argc < 3) {
		fputs("usage: measure N COMMAND...\n", stderr);
		return 2;
	}
	for (int i = atoi(argv[1]); i > 0; i--) {
		if (run(argv + 2, &c)) {
			fprintf(stderr, "measure: %s failed\n", argv[2]);
			return 2;
		}
		best.cpu = c.cpu < best.cpu ? c.cpu : best.cpu;
		best.wall = c.wall < best.wall ? c.wall : best.wall;
		best.peak = c.peak < best.peak ? c.peak : best.peak;
	}
	printf("%.3f %.3f %ld\n", best.cpu, best.wall, best.peak);
	return 0;
}
