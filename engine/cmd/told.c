// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/told.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/types.h>
#include <unistd.h>

#include <errno.h>
#include <fcntl.h>

#include "base/memory.h"
#include "system/file.h"

/* ---- the run ------------------------------------------------------------------ */

/* Fields of /proc/PID/stat after the command in parentheses, which may have any character. */
static bool read_stat(pid_t pid, pid_t *parent, unsigned long long *start)
{
	char *path = xasprintf("/proc/%ld/stat", (long)pid), *text = file_read(path, NULL);
	const char *rest = text ? strrchr(text, ')') : NULL;
	int up = 0;
	bool ok = rest && sscanf(rest + 1, " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
				 &up, start) == 2;

	*parent = up;
	free(text);
	free(path);
	return ok;
}

/* The kernel's Makefile exports this; so the make that was started without it is the first. */
static bool is_below_make(pid_t pid)
{
	static const char mark[] = "sub_make_done=";
	char *path = xasprintf("/proc/%ld/environ", (long)pid);
	size_t size = 0;
	char *text = file_read(path, &size);
	bool below = false;

	for (const char *p = text; p && p < text + size && !below; p += strlen(p) + 1)
		below = !strncmp(p, mark, sizeof(mark) - 1);
	free(text);
	free(path);
	return below;
}

/* NULL: there is none. */
static char *find_run(void)
{
	unsigned long long start = 0;
	pid_t pid = getpid(), up;

	if (!getenv("sub_make_done"))
		return NULL;
	do {
		if (!read_stat(pid, &up, &start) || up <= 1)
			return NULL;
		pid = up;
	} while (is_below_make(pid));
	if (!read_stat(pid, &up, &start))
		return NULL;
	return xasprintf("%ld.%llu", (long)pid, start);
}

static bool is_alive(const char *run)
{
	unsigned long long start, now;
	pid_t up;
	long pid;

	return sscanf(run, "%ld.%llu ", &pid, &start) == 2 && read_stat((pid_t)pid, &up, &now) && now == start;
}

/* ---- the file ------------------------------------------------------------------- */

static int take_file(void)
{
	const char *module = getenv("KBUILD_EXTMOD");
	char *path = xasprintf("%s/.reclint-check.tmp", module && *module ? module : ".");
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);

	free(path);
	while (fd >= 0 && flock(fd, LOCK_EX) < 0) {
		if (errno == EINTR)
			continue;
		close(fd);
		fd = -1;
	}
	return fd;
}

static char *read_all(int fd)
{
	char *text = NULL;
	FILE *f = fdopen(dup(fd), "r");
	size_t room = 0;

	if (f && getdelim(&text, &room, '\0', f) < 0) {
		free(text);
		text = NULL;
	}
	if (f)
		fclose(f);
	return text ? text : xstrdup("");
}

/* A line that begins so. */
static const char *find_line(const char *text, const char *start)
{
	const char *at = strstr(text, start);

	while (at && at != text && at[-1] != '\n')
		at = strstr(at + 1, start);
	return at;
}

/* A note that cannot be written is lost: then something is told twice. */
static void add(int fd, const char *text, size_t n)
{
	if (write(fd, text, n) != (ssize_t)n)
		return;
}

/* Ours is a new run: what do the ended ones leave? */
static void drop_ended(struct told *t)
{
	char *rest = xstrdup(""), *next, *old;

	for (char *line = t->text; *line; line = next) {
		next = line + strcspn(line, "\n");
		next += *next == '\n';
		if (!is_alive(line))
			continue;
		old = rest;
		rest = xasprintf("%s%.*s", old, (int)(next - line), line);
		free(old);
	}
	if (ftruncate(t->fd, 0) == 0)
		add(t->fd, rest, strlen(rest));
	free(t->text);
	t->text = rest;
}

void told_open(struct told *t)
{
	char *mark;

	t->run = find_run();
	t->fd = t->run ? take_file() : -1;
	t->text = t->fd >= 0 ? read_all(t->fd) : NULL;
	if (!t->text)
		return;
	mark = xasprintf("%s ", t->run);
	if (!find_line(t->text, mark))
		drop_ended(t);
	free(mark);
}

void told_close(struct told *t)
{
	if (t->fd >= 0)
		close(t->fd);
	free(t->run);
	free(t->text);
}

bool told_is_new(const struct told *t, const char *thing)
{
	char *line;
	bool new;

	if (!t->text)
		return true;
	line = xasprintf("%s %s\n", t->run, thing);
	new = !find_line(t->text, line);
	free(line);
	return new;
}

bool told_first(struct told *t, const char *thing)
{
	char *line, *old = t->text;

	if (!told_is_new(t, thing))
		return false;
	if (t->text) {
		line = xasprintf("%s %s\n", t->run, thing);
		add(t->fd, line, strlen(line));
		t->text = xasprintf("%s%s", old, line);
		free(line);
		free(old);
	}
	return true;
}

bool told_once(const char *thing)
{
	struct told t;
	bool first;

	told_open(&t);
	first = told_first(&t, thing);
	told_close(&t);
	return first;
}
