// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "report/source.h"
#include "system/file.h"

void scope_release(struct scope *s)
{
	intern_release(&s->files);
}

bool scope_has_rule(const struct scope *s, const char *rule)
{
	return !s->has_rule || s->has_rule(rule, s->data);
}

static bool has_file(const struct scope *s, const char *file)
{
	return intern_find(&s->files, file) != INTERN_NONE || (s->tree && !source_has(s->tree, file));
}

bool scope_covers(const struct scope *s, const char *rule, const char *const *files, unsigned int nfiles)
{
	if (s->is_part || !scope_has_rule(s, rule))
		return false;
	for (unsigned int i = 0; i < nfiles && !s->is_all; i++)
		if (!has_file(s, files[i]))
			return false;
	return true;
}

typedef ARRAY(const char *) file_list;

static void add_file(file_list *list, const char *file)
{
	if (file && has_suffix(file, ".c"))
		array_push(list, file);
}

static void add_chain(file_list *list, const struct chain *c)
{
	for (unsigned int i = 0; i < c->nsteps; i++)
		add_file(list, c->steps[i].file);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **finding_files(struct arena *a, const struct finding *f, unsigned int *n)
{
	file_list list = { 0 };
	const char **files;

	add_file(&list, f->file);
	for (unsigned int i = 0; i < f->nchains; i++)
		add_chain(&list, &f->chains[i]);
	for (unsigned int i = 0; i < f->nsites; i++)
		add_file(&list, f->sites[i].file);
	if (list.n)
		qsort(list.at, list.n, sizeof(*list.at), by_text);
	*n = 0;
	for_each_in_array(file, &list)
		if (!*n || strcmp(list.at[*n - 1], *file))
			list.at[(*n)++] = *file;
	files = arena_memdup(a, list.at, *n * sizeof(*files));
	array_release(&list);
	return files;
}
