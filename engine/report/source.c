// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/source.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

struct text {
	char *data;			/* lines end in NULs; NULL: no such file */
	ARRAY(char *) lines;
};

struct source {
	char *directory;
	ARRAY(char *) admitted;		/* absolute, the first is the directory itself */
	struct intern names;		/* ids are indices of files */
	ARRAY(struct text) files;
};

struct source *source_open(const char *directory)
{
	struct source *s;

	if (!is_directory(directory)) {
		message("%s: not a directory: give the source tree", directory);
		return NULL;
	}
	s = xcalloc(1, sizeof(*s));
	s->directory = xstrdup(directory);
	source_admit(s, directory);
	return s;
}

void source_admit(struct source *s, const char *directory)
{
	char *absolute = path_absolute(directory);

	if (absolute)
		array_push(&s->admitted, absolute);
}

void source_close(struct source *s)
{
	if (!s)
		return;
	for_each_in_array(t, &s->files) {
		free(t->data);
		array_release(&t->lines);
	}
	array_release(&s->files);
	for_each_in_array(directory, &s->admitted)
		free(*directory);
	array_release(&s->admitted);
	intern_release(&s->names);
	free(s->directory);
	free(s);
}

/* Where it is, or NULL: "a/../b" stays inside, "a/../../b" does not. */
static char *path_of(const struct source *s, const char *file)
{
	char *folded = path_fold(xstrdup(file)), *path = NULL;

	if (folded[0] == '/') {
		for (uint32_t i = 0; i < s->admitted.n && !path; i++)
			if (!strcmp(s->admitted.at[i], "/") || path_is_in(folded, s->admitted.at[i]))
				path = xstrdup(folded);
	} else if (folded[0] && strcmp(folded, "..") && strncmp(folded, "../", 3)) {
		path = xasprintf("%s/%s", s->directory, folded);
	}
	free(folded);
	if (path && is_file(path))
		return path;
	free(path);
	return NULL;
}

static void split(struct text *t)
{
	for (char *line = t->data, *end; *line; line = end) {
		array_push(&t->lines, line);
		end = strchrnul(line, '\n');
		if (*end)
			*end++ = '\0';
	}
}

static const struct text *text_of(struct source *s, const char *file)
{
	uint32_t id = intern_id(&s->names, file);
	struct text *t;
	char *path;

	if (id < s->files.n)
		return &s->files.at[id];
	t = array_add(&s->files);
	path = path_of(s, file);
	if (path)
		t->data = file_read(path, NULL);
	free(path);
	if (t->data)
		split(t);
	return t;
}

const char *source_line(struct source *s, const char *file, unsigned int line)
{
	const struct text *t = text_of(s, file);

	return line && line <= t->lines.n ? t->lines.at[line - 1] : NULL;
}

unsigned int source_lines(struct source *s, const char *file)
{
	return text_of(s, file)->lines.n;
}

bool source_has(const struct source *s, const char *file)
{
	char *path = path_of(s, file);

	free(path);
	return path != NULL;
}

bool source_mentions(const struct source *s, const char *file, const char *text)
{
	char *path = path_of(s, file), *data = path ? file_read(path, NULL) : NULL;
	bool found = data && strstr(data, text);

	free(data);
	free(path);
	return found;
}
