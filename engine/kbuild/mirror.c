// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A mirror of a tree that was configured in place, so that kbuild accepts it as
 * the source of another build directory while the user's stays as it is.
 *
 * Directories are made, files are symbolic links; a compiler sees one path and
 * one set of files, and make looks through links at the time of the file.  Left
 * out is what kbuild made: everything that a .NAME.cmd stands beside, and the
 * few kinds that have none.  They must not be there, because make's VPATH would
 * take a generated file of the tree for its own.
 *
 * Updating makes the links that are missing and removes those whose file went.
 */
#include "kbuild/kbuild.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

static bool is_product(const char *directory, const char *relative, const char *name)
{
	static const char *const suffixes[] = {
		".o", ".a", ".ko", ".mod", ".mod.c", ".cmd", ".d", ".order", ".symvers",
	};
	static const char *const whole[] = {
		".config", ".config.old", ".git", "include/config", "include/generated",
		"arch/x86/include/generated", "System.map", "vmlinux", "modules.builtin",
		"modules.builtin.modinfo", "modules.builtin.ranges",
	};
	char *cmd;
	bool made;

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		if (!strcmp(relative, whole[i]))
			return true;
	if (!strncmp(name, ".tmp_", 5))
		return true;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (has_suffix(name, suffixes[i]))
			return true;
	cmd = xasprintf("%s/.%s.cmd", directory, name);
	made = access(cmd, F_OK) == 0;
	free(cmd);
	return made;
}

static bool link_file(const char *from, const char *to)
{
	char old[4096];
	ssize_t n = readlink(to, old, sizeof(old) - 1);

	if (n > 0) {
		old[n] = '\0';
		if (!strcmp(old, from))
			return true;
	}
	unlink(to);		/* another link, or a file that somebody put there */
	if (symlink(from, to) == 0)
		return true;
	message("cannot make link %s: %s", to, strerror(errno));
	return false;
}

/* Entries of the mirror that the tree has no more, or has as a product now. */
static void remove_gone(const char *from, const char *to, const char *relative)
{
	DIR *dir = opendir(to);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		char *source = xasprintf("%s/%s", from, e->d_name), *link = xasprintf("%s/%s", to, e->d_name);
		char *name = xasprintf("%s%s%s", relative, *relative ? "/" : "", e->d_name);
		struct stat st;

		if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..") &&
		    (lstat(source, &st) < 0 || S_ISDIR(st.st_mode) != (e->d_type == DT_DIR) ||
		     is_product(from, name, e->d_name)))
			directory_remove(link);
		free(name);
		free(source);
		free(link);
	}
	if (dir)
		closedir(dir);
}

static bool mirror_directory(const char *from, const char *to, const char *relative)
{
	DIR *dir = opendir(from);
	struct dirent *e;
	bool ok = true;

	if (!dir) {
		message("cannot read %s: %s", from, strerror(errno));
		return false;
	}
	if (mkdir(to, 0777) < 0 && errno == EEXIST)
		remove_gone(from, to, relative);
	while (ok && (e = readdir(dir))) {
		char *source, *link, *name;
		struct stat st;

		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		source = xasprintf("%s/%s", from, e->d_name);
		link = xasprintf("%s/%s", to, e->d_name);
		name = xasprintf("%s%s%s", relative, *relative ? "/" : "", e->d_name);
		if (!is_product(from, name, e->d_name) && lstat(source, &st) == 0)
			ok = S_ISDIR(st.st_mode) ? mirror_directory(source, link, name) :
						   link_file(source, link);
		free(name);
		free(source);
		free(link);
	}
	closedir(dir);
	return ok;
}

bool mirror_make(const char *from, const char *to)
{
	return mirror_directory(from, to, "");
}

bool mirror_update(struct kbuild *k)
{
	uint64_t hash = hash_bytes(k->kernel, strlen(k->kernel));
	const char *slash = strrchr(k->kernel, '/');
	char *above = xasprintf("%s/mirror", k->cache);
	bool ok;

	k->tree = xasprintf("%s/%s-%08x", above, slash + 1, (unsigned int)(hash >> 32));
	fprintf(stderr, "%s was configured in place: working in a mirror, %s\n", k->kernel, k->tree);
	ok = directory_make(above) && mirror_make(k->kernel, k->tree);
	free(above);
	return ok;
}
