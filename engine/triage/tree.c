// SPDX-License-Identifier: GPL-2.0-or-later
#include "triage/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/message.h"
#include "kbuild/kbuild.h"
#include "system/file.h"
#include "triage/git.h"

void path_array_release(path_array *paths)
{
	for_each_in_array(p, paths)
		free(*p);
	array_release(paths);
}

/* What git has against it, in one line. */
static const char *git_reason(char *output)
{
	char *line = strstr(output, "fatal: ");

	if (!line)
		line = strstr(output, "error: ");
	line = line ? line + 7 : output;
	line[strcspn(line, "\n")] = '\0';
	return line;
}

/* ---- the scratch directory ---------------------------------------------------- */

static bool take_lock(struct scratch *s)
{
	char *path = xasprintf("%s/lock", s->directory);

	s->lock = lock_take(path, false);
	if (s->lock == -2) {
		fprintf(stderr, "another triage of %s is at work: waiting for it\n", s->kernel);
		s->lock = lock_take(path, true);
	}
	free(path);
	return s->lock >= 0;
}

/* A repository of somebody else's, or a broken one: git says why, once and for all. */
static bool git_reads(const struct scratch *s)
{
	char *output = NULL;
	bool ok = git(s->kernel, &output, "rev-parse", "--git-dir") == 0;

	if (!ok)
		message("%s: git: %s", s->kernel, git_reason(output));
	free(output);
	return ok;
}

bool scratch_open(struct scratch *s, const char *kernel, const char *build)
{
	const char *slash = strrchr(kernel, '/');
	char *cache = cache_directory(), *names = xasprintf("%s\n%s", kernel, build);
	char *git_directory = xasprintf("%s/.git", kernel);
	bool ok;

	memset(s, 0, sizeof(*s));
	s->lock = -1;
	git_forget_environment();
	if (!cache)
		message("no place for a scratch tree: set HOME or XDG_CACHE_HOME");
	if (cache) {
		s->kernel = xstrdup(kernel);
		s->is_git = access(git_directory, F_OK) == 0;
		s->directory = xasprintf("%s/triage/%s-%08x", cache, slash + 1,
					 (unsigned int)(hash_bytes(names, strlen(names)) >> 32));
		s->tree = xasprintf("%s/tree", s->directory);
		s->build = xasprintf("%s/build", s->directory);
	}
	ok = cache && path_is_possible(s->directory) && directory_make(s->directory) && (!s->is_git || git_reads(s)) && take_lock(s);
	free(git_directory);
	free(names);
	free(cache);
	return ok;
}

void scratch_close(struct scratch *s)
{
	if (s->lock >= 0)
		close(s->lock);
	free(s->kernel);
	free(s->directory);
	free(s->tree);
	free(s->build);
	free(s->revision);
}

/* ---- the user's repository -------------------------------------------------------- */

char *scratch_commit(const struct scratch *s, const char *name)
{
	char *spec = xasprintf("%s^{commit}", name), *output = NULL;
	int status = git(s->kernel, &output, "rev-parse", "--verify", "--quiet", "--end-of-options", spec);

	free(spec);
	if (status == 0 && strspn(output, "0123456789abcdef") >= 40) {
		output[strcspn(output, "\n")] = '\0';
		return output;
	}
	free(output);
	return NULL;
}

char *scratch_format_patches(const struct scratch *s, const char *range)
{
	char *output = NULL;
	int status = git(s->kernel, &output, "format-patch", "--stdout", "--no-stat", "--no-signature", "--no-renames",
			 "--no-attach", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/",
			 "--subject-prefix=PATCH", "--end-of-options", range);

	if (status == 0 && *output)
		return output;
	if (status == 0)
		message("%s: no commits in that range of %s", range, s->kernel);
	else
		message("%s: %s", range, git_reason(output));
	free(output);
	return NULL;
}

/* ---- to a commit, or to what the user has -------------------------------------------- */

static bool clone(struct scratch *s)
{
	char *temporary = xasprintf("%s.tmp", s->tree), *output = NULL;
	bool ok = directory_remove(temporary) && directory_remove(s->tree);

	if (ok) {
		fprintf(stderr, "making a clone of %s that borrows its objects, once\n", s->kernel);
		ok = git(s->directory, &output, "clone", "--shared", "--no-checkout", "--quiet", "--no-tags",
			 s->kernel, temporary) == 0;
		if (!ok)
			message("cannot clone %s: %s", s->kernel, git_reason(output));
	}
	if (ok && rename(temporary, s->tree) < 0) {
		message("cannot rename %s: %s", temporary, strerror(errno));
		ok = false;
	}
	free(output);
	free(temporary);
	return ok;
}

/* The clone of some earlier day may have lost what it borrowed. */
static bool has_commit(const struct scratch *s, const char *commit)
{
	char *git_directory = xasprintf("%s/.git", s->tree);
	bool has = is_directory(git_directory) && git(s->tree, NULL, "cat-file", "-e", commit) == 0;

	free(git_directory);
	return has;
}

static bool check_out(struct scratch *s, const char *commit)
{
	char *index_lock = xasprintf("%s/.git/index.lock", s->tree), *output = NULL;
	bool ok = has_commit(s, commit) || clone(s);

	unlink(index_lock);	/* of an interrupted run: the tree's lock is ours */
	if (ok && (git(s->tree, &output, "checkout", "--force", "--detach", "--quiet", commit) != 0)) {
		message("cannot check out %.12s in %s: %s", commit, s->tree, git_reason(output));
		ok = false;
	}
	ok = ok && git(s->tree, NULL, "clean", "-ffdxq") == 0;
	free(output);
	free(index_lock);
	return ok;
}

bool scratch_set(struct scratch *s, const char *commit)
{
	if (!commit)
		return mirror_make(s->kernel, s->tree);
	if (!check_out(s, commit))
		return false;
	free(s->revision);
	s->revision = xstrdup(commit);
	return true;
}

/* ---- what is not as it was scanned ------------------------------------------------------ */

static void take_names(char *output, path_array *paths)
{
	for (char *line = output, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		if (*line)
			array_push(paths, xstrdup(line));
	}
}

static bool differs_from_commit(const struct scratch *s, path_array *paths)
{
	char *changed = NULL, *others = NULL;
	bool ok = git(s->kernel, &changed, "diff", "--name-only", "--no-renames", "--no-ext-diff", s->revision, "--") == 0 &&
		  git(s->kernel, &others, "ls-files", "--others", "--exclude-standard") == 0;

	if (ok) {
		take_names(changed, paths);
		take_names(others, paths);
	} else {
		message("%s: %s", s->kernel, git_reason(others ? others : changed));
	}
	free(changed);
	free(others);
	return ok;
}

static void find_newer(const char *directory, const char *relative, const struct timespec *than, path_array *paths)
{
	DIR *dir = opendir(directory);
	struct dirent *e;

	while (dir && (e = readdir(dir))) {
		char *name, *path;
		struct stat st;

		if (e->d_name[0] == '.')
			continue;
		name = xasprintf("%s%s%s", relative, *relative ? "/" : "", e->d_name);
		path = xasprintf("%s/%s", directory, e->d_name);
		if (e->d_type == DT_DIR) {
			find_newer(path, name, than, paths);
		} else if (fstatat(dirfd(dir), e->d_name, &st, 0) == 0 && S_ISREG(st.st_mode) &&
			   (st.st_mtim.tv_sec > than->tv_sec ||
			    (st.st_mtim.tv_sec == than->tv_sec && st.st_mtim.tv_nsec > than->tv_nsec))) {
			array_push(paths, name);
			name = NULL;
		}
		free(name);
		free(path);
	}
	if (dir)
		closedir(dir);
}

bool scratch_differences(const struct scratch *s, const char *facts, path_array *paths)
{
	struct stat st;

	if (stat(facts, &st) < 0) {
		message("cannot read %s: %s", facts, strerror(errno));
		return false;
	}
	find_newer(s->kernel, "", &st.st_mtim, paths);
	return !s->revision || differs_from_commit(s, paths);
}

char *scratch_read(const struct scratch *s, const char *path)
{
	char *full = xasprintf("%s/%s", s->tree, path), *text = file_read(full, NULL);

	free(full);
	return text;
}
