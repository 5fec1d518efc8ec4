// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/interrupt.h"

/* A device or a pipe is written to; only a file is replaced. */
static bool is_replaceable(const char *path)
{
	struct stat st;

	return stat(path, &st) < 0 ? errno == ENOENT : S_ISREG(st.st_mode);
}

bool output_possible(const char *path)
{
	char *directory = xstrdup(path), *slash = strrchr(directory, '/');
	struct stat st;
	int error = 0;

	if (slash)
		slash[slash == directory] = '\0';
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		error = S_ISDIR(st.st_mode) ? EISDIR : access(path, W_OK) < 0 ? errno : 0;
	else if (!*path || access(slash ? directory : ".", W_OK | X_OK) < 0)
		error = *path ? errno : ENOENT;
	if (error)
		message("cannot write %s: %s", path, strerror(error));
	free(directory);
	return !error;
}

bool output_open(struct output *o, const char *path)
{
	memset(o, 0, sizeof(*o));
	if (!path) {
		o->file = stdout;
		return true;
	}
	o->path = xstrdup(path);
	if (is_replaceable(path)) {
		o->temporary = xasprintf("%s.tmp.%ld", path, (long)getpid());
		interrupt_temporary(o->temporary);
	}
	o->fd = open(o->temporary ? o->temporary : path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (o->fd >= 0)
		o->file = open_memstream(&o->data, &o->size);
	if (o->file)
		return true;
	message("cannot write %s: %s", path, strerror(errno));
	output_abandon(o);
	return false;
}

static void output_release(struct output *o)
{
	if (o->temporary)
		interrupt_forget(o->temporary);
	free(o->data);
	free(o->temporary);
	free(o->path);
	memset(o, 0, sizeof(*o));
	o->fd = -1;
}

static bool write_all(int fd, const char *data, size_t size)
{
	ssize_t n;

	for (; size; data += n, size -= (size_t)n) {
		n = write(fd, data, size);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			return false;
	}
	return true;
}

bool output_close(struct output *o)
{
	bool ok;

	errno = 0;
	if (!o->path) {
		ok = fflush(o->file) == 0 && !ferror(o->file);
		if (!ok)
			message("cannot write to standard output: %s", strerror(errno ? errno : EIO));
		return ok;
	}
	/* Memory is all that can be lacking up to here. */
	if (fclose(o->file) != 0)
		memory_exhausted();
	/* Delayed allocation may find the disk full as late as in fsync(). */
	ok = write_all(o->fd, o->data, o->size) && (!o->temporary || fsync(o->fd) == 0);
	if (close(o->fd) < 0)
		ok = false;
	ok = ok && (!o->temporary || rename(o->temporary, o->path) == 0);
	if (!ok) {
		message("cannot write %s: %s", o->path, strerror(errno ? errno : EIO));
		if (o->temporary)
			unlink(o->temporary);
	}
	output_release(o);
	return ok;
}

void output_abandon(struct output *o)
{
	if (o->path) {
		if (o->file)
			fclose(o->file);
		if (o->fd >= 0)
			close(o->fd);
		if (o->temporary)
			unlink(o->temporary);
	}
	output_release(o);
}

char *file_read(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t n = 0, room = 0;
	char *data = NULL;
	struct stat st;
	ssize_t got;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		room = (size_t)st.st_size;
	do {
		/* One byte more than the size tells the end of the file in one go. */
		if (n + 1 >= room || !data) {
			room = room * (data ? 2 : 1) + 2;
			data = xrealloc(data, room);
		}
		got = read(fd, data + n, room - n - 1);
		if (got > 0)
			n += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0) {
		int saved = errno;

		close(fd);
		free(data);
		errno = saved;
		return NULL;
	}
	close(fd);
	data[n] = '\0';
	if (size)
		*size = n;
	return data;
}

bool file_write(const char *path, const void *data, size_t size)
{
	struct output o;

	if (!output_open(&o, path))
		return false;
	fwrite(data, 1, size, o.file);
	return output_close(&o);
}

bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool directory_make(const char *path)
{
	char *copy = xstrdup(path);
	bool ok = true;

	for (char *p = copy + 1; ok; p++) {
		if (*p && *p != '/')
			continue;
		char c = *p;

		*p = '\0';
		ok = mkdir(copy, 0777) == 0 || errno == EEXIST;
		if (!ok)
			message("cannot make directory %s: %s", copy, strerror(errno));
		*p = c;
		if (!c)
			break;
	}
	if (ok && !is_directory(path)) {
		message("%s is not a directory", path);
		ok = false;
	}
	free(copy);
	return ok;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

bool directory_remove(const char *path)
{
	if (nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return true;
	message("cannot remove %s: %s", path, strerror(errno));
	return false;
}

char *path_absolute(const char *path)
{
	return realpath(path, NULL);
}

char *path_fold(char *path)
{
	bool absolute = path[0] == '/';
	char *start = path + absolute, *floor = start, *out = start, *in = start;

	/* What is written never overtakes what is read, a component's slash included. */
	while (*in) {
		size_t n = strcspn(in, "/"), whole = n + (in[n] == '/');
		bool up = n == 2 && in[0] == '.' && in[1] == '.';

		if (up && out > floor) {
			do
				out--;
			while (out > floor && out[-1] != '/');
		} else if (n && !(n == 1 && in[0] == '.') && !(up && absolute)) {
			memmove(out, in, whole);
			out += whole;
			if (up)
				floor = out;
		}
		in += whole;
	}
	if (out > start && out[-1] == '/')
		out--;
	*out = '\0';
	return path;
}

bool has_suffix(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && !strcmp(s + n - m, suffix);
}

bool path_is_in(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	if (!n || !strcmp(dir, "."))
		return true;
	return !strncmp(path, dir, n) && (path[n] == '/' || !path[n]);
}

int lock_take(const char *path, bool wait)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0) {
		message("cannot write %s: %s", path, strerror(errno));
		return -1;
	}
	while (flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB) < 0) {
		if (errno == EINTR)
			continue;
		int saved = errno;

		close(fd);
		if (saved == EWOULDBLOCK)
			return -2;
		message("cannot lock %s: %s", path, strerror(saved));
		return -1;
	}
	return fd;
}
