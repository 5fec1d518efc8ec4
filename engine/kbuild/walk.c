// SPDX-License-Identifier: GPL-2.0-or-later
/* One walk over the source tree, for those who look for something in all of it. */
#include "kbuild/kbuild.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

/* Built for the build machine, or not at all. */
static bool is_left_out(const char *directory)
{
	static const char *const out[] = {
		".git", "Documentation", "LICENSES", "debian", "samples", "scripts", "tools",
	};

	for (size_t i = 0; i < sizeof(out) / sizeof(*out); i++)
		if (!strcmp(directory, out[i]))
			return true;
	/* One architecture is built. */
	return !strncmp(directory, "arch/", 5) && strcmp(directory, "arch/x86") &&
	       !strchr(directory + 5, '/');
}

static bool walk(const char *root, const char *directory, struct tree_files *files)
{
	char *path = xasprintf("%s/%s", root, directory);
	DIR *dir = opendir(path);
	struct dirent *e;
	bool ok = true;

	if (!dir) {
		message("cannot read %s: %s", path, strerror(errno));
		free(path);
		return false;
	}
	while (ok && (e = readdir(dir))) {
		char *name;

		if (e->d_name[0] == '.')
			continue;
		name = xasprintf("%s%s%s", directory, *directory ? "/" : "", e->d_name);
		if (e->d_type == DT_DIR) {
			ok = is_left_out(name) || walk(root, name, files);
			free(name);
		} else if (has_suffix(name, ".c")) {
			array_push(&files->sources, name);
		} else if (!strncmp(e->d_name, "Makefile", 8) || !strcmp(e->d_name, "Kbuild")) {
			array_push(&files->makefiles, name);
		} else if (!strncmp(e->d_name, "Kconfig", 7)) {
			array_push(&files->kconfigs, name);
		} else {
			free(name);
		}
	}
	closedir(dir);
	free(path);
	return ok;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool tree_walk(const struct kbuild *k, struct tree_files *files)
{
	memset(files, 0, sizeof(*files));
	if (!walk(k->tree, "", files)) {
		tree_files_release(files);
		return false;
	}
	/* readdir() has no order of its own. */
	qsort(files->sources.at, files->sources.n, sizeof(char *), by_name);
	qsort(files->makefiles.at, files->makefiles.n, sizeof(char *), by_name);
	qsort(files->kconfigs.at, files->kconfigs.n, sizeof(char *), by_name);
	return true;
}

void tree_files_release(struct tree_files *files)
{
	for_each_in_array(p, &files->sources)
		free(*p);
	for_each_in_array(p, &files->makefiles)
		free(*p);
	for_each_in_array(p, &files->kconfigs)
		free(*p);
	array_release(&files->sources);
	array_release(&files->makefiles);
	array_release(&files->kconfigs);
}
