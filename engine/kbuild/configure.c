// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A build directory with a configuration and the generated headers.
 *
 * In the cache there is one for each source tree, configured by allmodconfig
 * with our fragment.  A stamp of the fragment and of all Kconfig files tells
 * whether that is still right; it is written last, so an interrupted run does
 * it again.  modules_prepare runs without the plugin.
 */
#include "kbuild/kbuild.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/message.h"
#include "system/file.h"

/* Whatever the configuration depends on: the fragment and the Kconfig files. */
static char *configuration_stamp(struct kbuild *k, const char *fragment)
{
	struct tree_files files;
	char *text = file_read(fragment, NULL), *stamp;
	uint64_t hash;

	if (!text) {
		message("cannot read %s: %m", fragment);
		return NULL;
	}
	if (!tree_walk(k, &files)) {
		free(text);
		return NULL;
	}
	hash = hash_bytes(text, strlen(text));
	free(text);
	for_each_in_array(name, &files.kconfigs) {
		char *path = xasprintf("%s/%s", k->tree, *name);
		uint64_t pair[2] = { hash, 0 };
		size_t size;

		text = file_read(path, &size);
		if (text)
			pair[1] = hash_bytes(text, size);
		hash = hash_bytes(pair, sizeof(pair));
		free(text);
		free(path);
	}
	tree_files_release(&files);
	stamp = xasprintf("%s " RECLINT_CC " %016" PRIx64 "\n", k->version, hash);
	return stamp;
}

static bool step(struct kbuild *k, const char *goal, const char *const *environment)
{

	fprintf(stderr, "%s in %s\n", goal, k->build);
	if (make_run(k, (const char *const[]){ goal, NULL }, environment, NULL, NULL) == 0)
		return true;
	message("make %s failed: %s; see %s", goal, make_reason(k), k->log);
	return false;
}

static bool configure_ours(struct kbuild *k, const char *fragment)
{
	char *now = configuration_stamp(k, fragment), *then;
	char *stamp_file = xasprintf("%s/.reclint/configured", k->build);
	char *config = xasprintf("%s/.config", k->build);
	char *allconfig = xasprintf("KCONFIG_ALLCONFIG=%s", fragment);
	bool ok = now != NULL;

	then = file_read(stamp_file, NULL);
	if (ok && !(then && !strcmp(now, then) && is_file(config)))
		ok = (unlink(stamp_file) == 0 || !then) &&
		     step(k, "allmodconfig", (const char *const[]){ allconfig, NULL }) &&
		     step(k, "modules_prepare", NULL) &&
		     file_write(stamp_file, now, strlen(now));
	k->config = xstrdup("allmodconfig with scan.config");
	free(now);
	free(then);
	free(stamp_file);
	free(config);
	free(allconfig);
	return ok;
}

static bool configure_given(struct kbuild *k, const char *build)
{
	char *config = xasprintf("%s/.config", k->build);
	char *release = xasprintf("%s/include/generated/utsrelease.h", k->build);
	bool ok = is_file(config);

	if (!ok)
		message("%s has no .config: configure it (make O=%s ...), or leave out --build", build, build);
	else if (!is_file(release))
		ok = step(k, "modules_prepare", NULL);
	k->config = xstrdup("given");
	free(config);
	free(release);
	return ok;
}

bool configure(struct kbuild *k, const char *build, const char *fragment)
{
	const char *slash = strrchr(k->kernel, '/');
	char *ours, *lock_file;
	bool ok = false;

	if (build) {
		k->build = path_absolute(build);
		if (!k->build || !is_directory(k->build)) {
			message("build directory %s: %s", build, k->build ? "not a directory" : strerror(errno));
			return false;
		}
	} else {
		k->build = xasprintf("%s/build/%s-%08x", k->cache, slash + 1,
				     (unsigned int)(hash_bytes(k->kernel, strlen(k->kernel)) >> 32));
	}
	if (!path_is_possible(k->build))
		return false;
	/* The log and the plugin are ours, in a directory of their own. */
	ours = xasprintf("%s/.reclint", k->build);
	lock_file = xasprintf("%s/lock", ours);
	if (directory_make(ours)) {
		make_log_start(k, "configure");
		k->lock = lock_take(lock_file, false);
		if (k->lock == -2)
			message("another scan is at work in %s", k->build);
		if (k->lock >= 0)
			ok = build ? configure_given(k, build) : configure_ours(k, fragment);
	}
	free(ours);
	free(lock_file);
	return ok;
}
