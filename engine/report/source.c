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
	return s;
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
	intern_release(&s->names);
	free(s->directory);
	free(s);
}

/* "a/../b" stays inside, "a/../../b" does not. */
static bool stays_inside(const char *file)
{
	char *folded = path_fold(xstrdup(file));
	bool inside = folded[0] && folded[0] != '/' && strcmp(folded, "..") && strncmp(folded, "../", 3);

	free(folded);
	return inside;
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
	if (stays_inside(file)) {
		path = xasprintf("%s/%s", s->directory, file);
		if (is_file(path))
			t->data = file_read(path, NULL);
		free(path);
	}
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
