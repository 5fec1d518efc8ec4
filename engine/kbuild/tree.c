// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds a source tree that kbuild accepts: given, unpacked, or mirrored. */
#include "kbuild/kbuild.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/utf8.h"
#include "system/file.h"
#include "system/interrupt.h"
#include "system/process.h"

#define PACKAGE_PREFIX		"linux-source-"
#define PACKAGE_DEFAULT		PACKAGE_PREFIX "6.1"

void kbuild_init(struct kbuild *k, unsigned int jobs)
{
	/* Under `make scan` the outer make's options are none of the kernel's. */
	static const char *const outer[] = { "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MAKEFILES" };

	for (size_t i = 0; i < sizeof(outer) / sizeof(*outer); i++)
		unsetenv(outer[i]);
	memset(k, 0, sizeof(*k));
	k->jobs = jobs;
	k->lock = -1;
}

void kbuild_release(struct kbuild *k)
{
	if (k->lock >= 0)
		close(k->lock);
	units_clear(k);
	array_release(&k->units);
	for_each_in_array(t, &k->targets)
		free(t->path);
	array_release(&k->targets);
	free(k->cache);
	free(k->kernel);
	free(k->tree);
	free(k->build);
	free(k->version);
	free(k->config);
	free(k->log);
	free(k->reason);
	free(k->plugin_id);
}

char *cache_directory(void)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (xdg && xdg[0] == '/')
		return xasprintf("%s/reclint", xdg);
	if (home && home[0] == '/')
		return xasprintf("%s/.cache/reclint", home);
	return NULL;
}

static bool find_cache(struct kbuild *k)
{
	k->cache = cache_directory();
	if (k->cache)
		return directory_make(k->cache);
	message("no place for build directories: set HOME or XDG_CACHE_HOME");
	return false;
}

/* ---- the distribution's kernel ------------------------------------------- */

/* A package's name, and nothing in this directory that has it. */
static bool is_package(const char *kernel)
{
	return !strncmp(kernel, PACKAGE_PREFIX, strlen(PACKAGE_PREFIX)) && !strchr(kernel, '/') &&
	       !is_directory(kernel);
}

/* Size and time of the tarball: a new package is unpacked anew. */
static char *tarball_stamp(const char *tarball)
{
	struct stat st;

	if (stat(tarball, &st) < 0)
		return NULL;
	return xasprintf("%lld %lld\n", (long long)st.st_size, (long long)st.st_mtime);
}

static bool unpack(const char *tarball, const char *into)
{
	char *temporary = xasprintf("%s.tmp", into), *old = xasprintf("%s.old", into);
	const char *const argv[] = {
		"tar", "-xf", tarball, "--strip-components=1", "-C", temporary, NULL,
	};
	bool ok = directory_remove(temporary) && directory_remove(old) && directory_make(temporary);

	fprintf(stderr, "unpacking %s\n", tarball);
	if (ok && process_run(&(struct process){ .argv = argv }) != 0) {
		if (!interrupt_came())
			message("cannot unpack %s into %s: is there space left?", tarball, into);
		ok = false;
	}
	/* From one whole tree to the next; a tree that is half there has another name. */
	if (ok && rename(into, old) < 0 && errno != ENOENT)
		ok = false;
	if (ok && rename(temporary, into) < 0)
		ok = false;
	if (!ok)
		directory_remove(temporary);
	directory_remove(old);
	free(temporary);
	free(old);
	if (interrupt_came())
		interrupt_end("interrupted while unpacking; the next run starts that again");
	return ok;
}

static bool find_distribution(struct kbuild *k, const char *package)
{
	char *sources = xasprintf("%s/src", k->cache), *tarball = xasprintf("/usr/src/%s.tar.xz", package);
	char *tree = xasprintf("%s/%s", sources, package);
	char *stamp_file = xasprintf("%s.stamp", tree), *lock_file = xasprintf("%s.lock", tree);
	char *now = tarball_stamp(tarball), *then = NULL;
	int lock = -1;
	bool ok = false;

	if (!now && !is_directory(tree)) {
		message("no kernel source: install the package %s, or use --kernel DIR", package);
		goto out;
	}
	if (!directory_make(sources))
		goto out;
	lock = lock_take(lock_file, true);
	if (lock < 0)
		goto out;
	then = file_read(stamp_file, NULL);
	if (is_directory(tree) && (!now || !then || !strcmp(now, then)))
		ok = then || !now || file_write(stamp_file, now, strlen(now));
	else
		ok = unpack(tarball, tree) && file_write(stamp_file, now, strlen(now));
	if (ok)
		k->kernel = xstrdup(tree);
out:
	if (lock >= 0)
		close(lock);
	free(sources);
	free(tarball);
	free(tree);
	free(stamp_file);
	free(lock_file);
	free(now);
	free(then);
	return ok;
}

/* ---- any tree ------------------------------------------------------------- */

/* "VERSION = 6" and so on are the first lines of every kernel's Makefile. */
static bool read_version(struct kbuild *k)
{
	static const char *const names[] = { "VERSION", "PATCHLEVEL", "SUBLEVEL" };
	char *path = xasprintf("%s/Makefile", k->kernel), *text = file_read(path, NULL);
	char *kbuild = xasprintf("%s/scripts/Makefile.build", k->kernel);
	unsigned int number[3] = { 0, 0, 0 };
	int found = 0;

	for (char *line = text; line && *line && found < 3; line = strchr(line, '\n')) {
		line += *line == '\n';
		for (int i = 0; i < 3; i++) {
			size_t n = strlen(names[i]);

			if (!strncmp(line, names[i], n) && line[n] == ' ' &&
			    sscanf(line + n, " = %u", &number[i]) == 1)
				found++;
		}
	}
	if (found == 3 && is_file(kbuild))
		k->version = xasprintf("%u.%u.%u", number[0], number[1], number[2]);
	else
		message("%s is not a kernel source tree: no Makefile with a kernel version", k->kernel);
	free(kbuild);
	free(text);
	free(path);
	return k->version != NULL;
}

static bool exists_in(const char *directory, const char *name)
{
	char *path = xasprintf("%s/%s", directory, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* The three things by which kbuild tells a tree that was configured in place. */
static bool was_configured_in_place(const char *tree)
{
	return exists_in(tree, ".config") || exists_in(tree, "include/config") ||
	       exists_in(tree, "arch/x86/include/generated");
}

bool path_is_possible(const char *path)
{
	if (strpbrk(path, " \t:"))
		message("kbuild cannot work in %s: no spaces or colons in the path", path);
	else if (!is_utf8(path, strlen(path)))
		message("%s: a path that is not UTF-8, which no result can name", path);
	else
		return true;
	return false;
}

bool tree_find(struct kbuild *k, const char *kernel, const char *build)
{
	char *source = NULL;

	if (!find_cache(k))
		return false;
	/* A build directory knows its source. */
	if (!kernel && build) {
		source = xasprintf("%s/source", build);
		if (!is_directory(source)) {
			message("%s has no link 'source' to its kernel tree: use --kernel too", build);
			free(source);
			return false;
		}
		kernel = source;
	}
	if (!kernel || is_package(kernel)) {
		if (!find_distribution(k, kernel ? kernel : PACKAGE_DEFAULT))
			return false;
	} else {
		k->kernel = path_absolute(kernel);
		if (!k->kernel || !is_directory(k->kernel))
			message("kernel tree %s: %s", kernel, k->kernel ? "not a directory" : strerror(errno));
		free(source);
		if (!k->kernel || !is_directory(k->kernel))
			return false;
	}
	if (!read_version(k))
		return false;
	if (!path_is_possible(k->kernel))
		return false;
	if (was_configured_in_place(k->kernel))
		return mirror_update(k);
	k->tree = xstrdup(k->kernel);
	return true;
}
