// SPDX-License-Identifier: GPL-2.0-or-later
#include "cmd/scripts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "cmd/load.h"
#include "system/file.h"

/* "// Options: ..." of the head; caller frees. */
static char *head_line(const char *text, const char *name)
{
	char *start = xasprintf("\n// %s:", name);
	const char *p = strstr(text, start);
	char *value;

	if (p)
		p += strlen(start), p += strspn(p, " \t");
	value = p ? xasprintf("%.*s", (int)strcspn(p, "\n"), p) : xstrdup("");
	free(start);
	return value;
}

static bool is_in_list(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = list; p && *p; p += strcspn(p, ","), p += *p == ',')
		if (strcspn(p, ",") == n && !strncmp(p, name, n))
			return true;
	return false;
}

/* Advice that nobody has asked for. */
static bool is_off(const char *text)
{
	char *line = head_line(text, "Default");
	bool off = !strcmp(line, "off");

	free(line);
	return off;
}

/* One that only changes code has nothing to report. */
static void add_script(struct scripts *s, const char *directory, const char *file, const char *list)
{
	char *path = xasprintf("%s/%s", directory, file), *text = file_read(path, NULL);
	char *name = xasprintf("%.*s", (int)(strlen(file) - strlen(".cocci")), file);

	if (text && strstr(text, "\nvirtual json\n") &&
	    (list ? is_in_list(list, name) : !is_off(text)))
		array_push(&s->at, (struct script){
			.name = name, .path = path,
			.options = head_line(text, "Options"), .tokens = head_line(text, "Tokens"),
		});
	else
		free(name), free(path);
	free(text);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct script *)a)->name, ((const struct script *)b)->name);
}

static bool check_list(const struct scripts *s, const char *directory, const char *list)
{
	for (const char *p = list; p && *p; p += strcspn(p, ","), p += *p == ',') {
		bool found = false;

		for_each_in_array(one, &s->at)
			found |= strlen(one->name) == strcspn(p, ",") && !strncmp(p, one->name, strlen(one->name));
		if (!found) {
			message("--script: there is no '%.*s' that reports in %s", (int)strcspn(p, ","), p, directory);
			return false;
		}
	}
	return true;
}

bool scripts_find(struct scripts *s, const char *asked, const char *list)
{
	char *directory = asked ? path_absolute(asked) : support_file("cocci");
	DIR *dir = directory ? opendir(directory) : NULL;
	struct dirent *e;
	bool ok = false;

	if (dir) {
		while ((e = readdir(dir)))
			if (has_suffix(e->d_name, ".cocci"))
				add_script(s, directory, e->d_name, list);
		closedir(dir);
		if (s->at.n)
			qsort(s->at.at, s->at.n, sizeof(*s->at.at), by_name);
		ok = check_list(s, directory, list);
		if (ok && !s->at.n) {
			message("%s: no semantic patches there", directory);
			ok = false;
		}
	} else if (asked) {
		message("cannot read %s: %s", asked, strerror(errno));
	}
	free(directory);
	return ok;
}

void scripts_release(struct scripts *s)
{
	for_each_in_array(one, &s->at) {
		free(one->name);
		free(one->path);
		free(one->options);
		free(one->tokens);
	}
	array_release(&s->at);
}

/* One of each group of words. */
bool script_may_match(const struct script *s, const char *text)
{
	const char *tokens = s->tokens;

	while (*(tokens += strspn(tokens, " "))) {
		size_t n = strcspn(tokens, " ");
		bool found = false;

		for (const char *w = tokens, *end = tokens + n; w < end && !found; ) {
			size_t length = strcspn(w, "| ");
			char *word = xasprintf("%.*s", (int)length, w);

			found = strstr(text, word) != NULL;
			free(word);
			w += length + 1;
		}
		if (!found)
			return false;
		tokens += n;
	}
	return true;
}
