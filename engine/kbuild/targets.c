// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From targets to directories that kbuild is asked about.
 *
 * A directory named as a target may build nothing itself: virt/kvm is built
 * from arch/x86/kvm, amd/amdkfd from amd/amdgpu.  So the question also goes to
 * the directories above it (kbuild passes through them anyway) and to those
 * whose Makefile names it.
 *
 * Without targets it is what registers an mmu notifier, found by looking for
 * the initialisers of its operations, and what that stands on.
 */
#include "kbuild/kbuild.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

typedef ARRAY(struct want) want_array;

/* ---- Makefiles that name a directory --------------------------------------- */

static bool is_path_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '/';
}

/*
 * Does the word name one of the first n wanted directories, or something in
 * it?  It may be relative to the tree or to the Makefile's directory.  Those
 * above and below are asked anyway.
 */
static bool names_wanted(const struct want *wants, unsigned int n, const char *directory,
			 const char *word, size_t length)
{
	while (length && *word == '/')
		word++, length--;
	for (int relative = 0; relative < 2; relative++) {
		char *path = relative ? xasprintf("%s/%.*s", directory, (int)length, word) :
					xasprintf("%.*s", (int)length, word);
		bool found = false;

		path_fold(path);
		for (unsigned int i = 0; i < n && !found; i++)
			found = path_is_in(path, wants[i].directory) &&
				!path_is_in(directory, wants[i].directory) &&
				!path_is_in(wants[i].directory, directory);
		free(path);
		if (found)
			return true;
	}
	return false;
}

static bool makefile_names(const struct want *wants, unsigned int n, const char *directory,
			   const char *text)
{
	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t length = strcspn(line, "\n");
		const char *end = line + length;

		/* A header's directory is not a unit's. */
		if (*line == '#' || memmem(line, length, "-I", 2))
			continue;
		for (const char *p = line; p < end; p++) {
			const char *word = p;

			while (p < end && is_path_char(*p))
				p++;
			if (memchr(word, '/', (size_t)(p - word)) &&
			    names_wanted(wants, n, directory, word, (size_t)(p - word)))
				return true;
		}
	}
	return false;
}

/* Most Makefiles are done with this, which needs no memory. */
static bool mentions_a_basename(const struct want *wants, unsigned int n, const char *text)
{
	for (unsigned int i = 0; i < n; i++) {
		const char *slash = strrchr(wants[i].directory, '/');

		if (strstr(text, slash ? slash + 1 : wants[i].directory))
			return true;
	}
	return false;
}

static void want_naming_makefiles(struct kbuild *k, struct tree_files *files, want_array *wants)
{
	unsigned int n = wants->n;

	for_each_in_array(name, &files->makefiles) {
		char *path = xasprintf("%s/%s", k->tree, *name), *text = file_read(path, NULL);
		char *directory = xstrdup(*name), *slash = strrchr(directory, '/');

		free(path);
		if (slash)
			*slash = '\0';
		if (slash && text && mentions_a_basename(wants->at, n, text) &&
		    makefile_names(wants->at, n, directory, text))
			array_push(wants, (struct want){ directory, false });
		else
			free(directory);
		free(text);
	}
}

/* ---- asking --------------------------------------------------------------- */

static bool is_source(const char *path)
{
	return has_suffix(path, ".c");
}

static bool query_targets(struct kbuild *k, struct tree_files *files)
{
	want_array wants = { 0 };
	bool ok;

	for_each_in_array(t, &k->targets) {
		char *directory = xstrdup(t->path), *slash = strrchr(directory, '/');

		if (is_source(t->path) && slash)
			*slash = '\0';
		array_push(&wants, (struct want){ directory, !is_source(t->path) && !t->only_itself });
	}
	want_naming_makefiles(k, files, &wants);
	ok = units_query(k, wants.at, wants.n);
	for_each_in_array(w, &wants)
		free(w->directory);
	array_release(&wants);
	return ok;
}

static void add_target(struct kbuild *k, const char *path, bool only_itself)
{
	for_each_in_array(t, &k->targets)
		if (!strcmp(t->path, path) && t->only_itself == only_itself)
			return;
	array_push(&k->targets, (struct target){ .path = xstrdup(path), .only_itself = only_itself });
}

/* ---- the user's targets --------------------------------------------------- */

static bool exists_below(const char *root, const char *path)
{
	char *full = xasprintf("%s/%s", root, path);
	bool there = is_file(full) || is_directory(full);

	free(full);
	return there;
}

/* mm/, mm, ./mm/vmscan.o, mm/vmscan.c: what of it is in the tree? */
static bool add_asked_for(struct kbuild *k, const char *text)
{
	char *path = xstrdup(text);
	bool there;

	if (!strncmp(path, k->kernel, strlen(k->kernel)) && path[strlen(k->kernel)] == '/')
		memmove(path, path + strlen(k->kernel) + 1, strlen(path) - strlen(k->kernel));
	path_fold(path);
	if (has_suffix(path, ".o"))
		path[strlen(path) - 1] = 'c';
	there = path[0] && path[0] != '/' && (exists_below(k->tree, path) || (k->build && exists_below(k->build, path)));
	if (!there)
		message("target %s: no such file or directory in %s", text, k->kernel);
	if (there)
		array_push(&k->targets, (struct target){ .path = path, .asked_for = true });
	else
		free(path);
	return there;
}

/* ---- the default targets --------------------------------------------------- */

/* "struct mmu_notifier_ops name =" in text? */
static bool has_initialiser(const char *text, const char *tag)
{
	size_t n = strlen(tag);

	for (const char *p = text; (p = strstr(p, tag)); p += n) {
		const char *q = p + n, *s = p;

		while (s > text && isspace((unsigned char)s[-1]))
			s--;
		if (s - text < 6 || s == p || strncmp(s - 6, "struct", 6) || !isspace((unsigned char)*q))
			continue;
		q += strspn(q, " \t\n");
		q += strspn(q, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
		q += strspn(q, " \t\n");
		if (*q == '=')
			return true;
	}
	return false;
}

static bool is_starting_point(const char *text, bool wide)
{
	if (has_initialiser(text, "mmu_notifier_ops") || has_initialiser(text, "mmu_interval_notifier_ops"))
		return true;
	return wide && (strstr(text, "register_shrinker(") || strstr(text, "shrinker_register("));
}

/* What the default targets stand on; only those that are there become targets. */
static void add_cores(struct kbuild *k, bool wide)
{
	static const struct { const char *path; bool only_itself, wide; } cores[] = {
		{ "mm", false, false },
		{ "drivers/gpu/buddy.c", false, false },	/* below drm in other kernels */
		{ "drivers/gpu/drm", true, false },
		{ "drivers/gpu/drm/ttm", false, false },
		{ "drivers/gpu/drm/scheduler", false, false },
		{ "drivers/dma-buf", false, false },
		{ "drivers/infiniband/core", false, false },
		{ "fs", false, true },
		{ "block", false, true },
		{ "kernel", false, true },
		{ "lib", false, true },
	};

	for (size_t i = 0; i < sizeof(cores) / sizeof(*cores); i++)
		if ((wide || !cores[i].wide) && exists_below(k->tree, cores[i].path))
			add_target(k, cores[i].path, cores[i].only_itself);
}

/*
 * A file that registers a notifier stands for its driver: for the directories
 * whose Makefile builds it, not just the one it lies in.  Only at the top of
 * the tree a directory is no driver (lib/test_hmm.c is not all of lib).
 */
static bool choose_default(struct kbuild *k, struct tree_files *files, bool wide)
{
	ARRAY(char *) directories = { 0 };

	for_each_in_array(name, &files->sources) {
		char *path = xasprintf("%s/%s", k->tree, *name), *text = file_read(path, NULL);

		if (text && is_starting_point(text, wide))
			add_target(k, *name, false);
		free(text);
		free(path);
	}
	if (!query_targets(k, files))
		return false;
	for_each_in_array(t, &k->targets) {
		for_each_in_array(u, &k->units) {
			if (strcmp(u->source, t->path))
				continue;
			t->found = true;
			array_push(&directories, xstrdup(strchr(u->directory, '/') ? u->directory : t->path));
		}
		if (!t->found)
			fprintf(stderr, "not built by this configuration: %s\n", t->path);
		free(t->path);
	}
	array_clear(&k->targets);
	for_each_in_array(d, &directories) {
		add_target(k, *d, false);
		free(*d);
	}
	array_release(&directories);
	add_cores(k, wide);
	return query_targets(k, files);
}

bool targets_choose(struct kbuild *k, const char *const *targets, unsigned int ntargets, bool wide)
{
	struct tree_files files;
	bool ok = true;

	for (unsigned int i = 0; i < ntargets; i++)
		ok &= add_asked_for(k, targets[i]);
	if (!ok || !tree_walk(k, &files))
		return false;
	ok = ntargets ? query_targets(k, &files) : choose_default(k, &files, wide);
	tree_files_release(&files);
	return ok;
}

/* ---- without a configuration ------------------------------------------------ */

/*
 * The directory of a driver, told by a file of it: the highest one whose
 * Makefile names the file.
 */
static char *directory_of_driver(const struct kbuild *k, const char *source)
{
	char *directory = xstrdup(source), *best = NULL;

	for (char *slash; (slash = strrchr(directory, '/')); ) {
		char *path, *text, *object = xasprintf("%s", source + (slash - directory) + 1);

		*slash = '\0';
		object[strlen(object) - 1] = 'o';
		path = xasprintf("%s/%s/Makefile", k->tree, directory);
		text = file_read(path, NULL);
		if (!best || (text && strstr(text, object))) {
			free(best);
			best = xstrdup(directory);
		}
		free(text);
		free(path);
		free(object);
	}
	free(directory);
	return best && strchr(best, '/') ? best : (free(best), xstrdup(source));
}

static bool is_target_of(const struct target *t, const char *source)
{
	const char *slash = strrchr(source, '/');
	size_t n = strlen(t->path);

	if (t->only_itself)
		return slash && (size_t)(slash - source) == n && !strncmp(source, t->path, n);
	return path_is_in(source, t->path);
}

bool targets_sources(struct kbuild *k, const char *const *targets, unsigned int ntargets, bool wide,
		     struct tree_files *files)
{
	uint32_t kept = 0;
	bool ok = true;

	for (unsigned int i = 0; i < ntargets; i++)
		ok &= add_asked_for(k, targets[i]);
	if (!ok || !tree_walk(k, files))
		return false;
	for_each_in_array(name, &files->sources) {
		char *path = ntargets ? NULL : xasprintf("%s/%s", k->tree, *name);
		char *text = path ? file_read(path, NULL) : NULL;

		if (text && is_starting_point(text, wide)) {
			char *directory = directory_of_driver(k, *name);

			add_target(k, directory, false);
			free(directory);
		}
		free(text);
		free(path);
	}
	if (!ntargets)
		add_cores(k, wide);
	for_each_in_array(name, &files->sources) {
		bool wanted = false;

		for_each_in_array(t, &k->targets)
			wanted = wanted || is_target_of(t, *name);
		if (wanted)
			files->sources.at[kept++] = *name;
		else
			free(*name);
	}
	files->sources.n = kept;
	return true;
}
