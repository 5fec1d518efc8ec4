// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/maintainers.h"

#include <string.h>
#include <unistd.h>

#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

struct reader {
	path_array *maintainers;
	char *trouble;
};

/* "Jane Doe <j@x> (maintainer:DRM)", or what perl says. */
static void take_line(const char *line, void *data)
{
	struct reader *r = data;

	if (!line || !*line)
		return;
	if (!strchr(line, '@') || !strchr(line, '(') || strstr(line, ".pl line ")) {
		if (!r->trouble)
			r->trouble = xstrdup(line);
		return;
	}
	for_each_in_array(m, r->maintainers)
		if (!strcmp(*m, line))
			return;
	array_push(r->maintainers, xstrdup(line));
}

static void add_files(const struct series *series, path_array *files)
{
	for_each_in_array(p, &series->patches) {
		for_each_in_array(f, &p->files) {
			bool known = false;

			for_each_in_array(path, files)
				known |= !strcmp(*path, patch_file_path(f));
			if (!known)
				array_push(files, xstrdup(patch_file_path(f)));
		}
	}
}

const char *find_maintainers(const struct scratch *s, const struct series *series, struct arena *a, path_array *maintainers)
{
	char *script = xasprintf("%s/scripts/get_maintainer.pl", s->kernel);
	struct reader r = { .maintainers = maintainers };
	path_array files = { 0 };
	ARRAY(const char *) argv = { 0 };
	const char *why = NULL;
	int status;

	if (access(script, R_OK) < 0) {
		free(script);
		return "the tree has no scripts/get_maintainer.pl";
	}
	add_files(series, &files);
	/* It must be told where the tree is; in the tree it would be started from there. */
	array_push(&argv, "sh");
	array_push(&argv, "-c");
	array_push(&argv, "cd \"$1\" && shift && exec perl scripts/get_maintainer.pl --nogit --nogit-fallback --norolestats --roles \"$@\"");
	array_push(&argv, "sh");
	array_push(&argv, s->kernel);
	for_each_in_array(f, &files) {
		char *path = xasprintf("%s/%s", s->kernel, *f);

		if (!is_file(path)) {
			free(path);
			continue;	/* made by the patch */
		}
		free(path);
		array_push(&argv, "-f");
		array_push(&argv, *f);
	}
	array_push(&argv, NULL);
	status = process_run(&(struct process){ .argv = argv.at, .line = take_line, .data = &r });
	if (interrupt_came())
		interrupt_end("interrupted");
	if (status != 0 || !maintainers->n)
		why = arena_printf(a, "scripts/get_maintainer.pl: %s", r.trouble ? r.trouble : "names nobody");
	free(r.trouble);
	array_release(&argv);
	path_array_release(&files);
	free(script);
	return why;
}
