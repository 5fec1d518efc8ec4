/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files: whole ones, read at once or written so that they are there completely
 * or not at all.  Functions that return bool print their own message.
 */
#ifndef RECLINT_SYSTEM_FILE_H
#define RECLINT_SYSTEM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Output to a file that appears under its name only when it is complete, or to
 * standard output when the path is NULL.  What is printed is kept in memory
 * until _close(), so that a full disk is told with the reason it has.
 */
struct output {
	FILE *file;			/* print here */
	char *path;			/* NULL: standard output */
	char *temporary;		/* renamed to path; NULL: path is a device or pipe */
	char *data;
	size_t size;
	int fd;
};

/* Before work whose result is to go there: could it, as far as can be told now?  False after a message. */
bool output_possible(const char *path);
bool output_open(struct output *o, const char *path);
/* Complete: rename.  False (and nothing is left) when anything went wrong since _open(). */
bool output_close(struct output *o);
void output_abandon(struct output *o);

/* NUL-terminated, malloc'ed; NULL leaves errno.  size may be NULL. */
char *file_read(const char *path, size_t *size);
bool file_write(const char *path, const void *data, size_t size);

bool is_file(const char *path);
bool is_directory(const char *path);
/* With all directories above it. */
bool directory_make(const char *path);
/* Everything below it and itself; a path that is not there is fine. */
bool directory_remove(const char *path);

/* Like realpath(), but NULL only if the path is not there. */
char *path_absolute(const char *path);
/* "./a/../b//c/" becomes "b/c", in place; leading ".." stay. Returns path. */
char *path_fold(char *path);
bool has_suffix(const char *s, const char *suffix);
/* Is path dir itself or something in it?  Both folded; "" and "." contain all. */
bool path_is_in(const char *path, const char *dir);

/*
 * Take the lock that is the file at path.  Returns a descriptor, which holds
 * the lock until it is closed or the program ends; -1 after a message; -2 when
 * somebody else has it and wait is false.
 */
int lock_take(const char *path, bool wait);

#endif
