// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Applying a patch: git apply, which allows no fuzz, after what it would say in
 * many words or not at all.
 */
#include "triage/tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "system/file.h"
#include "triage/git.h"

static bool leads_outside(const char *path)
{
	char *folded;
	bool outside;

	if (!path)
		return false;
	folded = path_fold(xstrdup(path));
	outside = !*folded || folded[0] == '/' || strcmp(folded, path) || !strcmp(folded, "..") || !strncmp(folded, "../", 3) ||
		  !strncmp(folded, ".git/", 5) || strstr(folded, "/.git/");
	free(folded);
	return outside;
}

static bool exists(const struct scratch *s, const char *path)
{
	char *full = xasprintf("%s/%s", s->tree, path);
	bool there = access(full, F_OK) == 0;

	free(full);
	return there;
}

/* git says that it has applied it. */
static bool is_directory_in(const struct scratch *s, const char *path)
{
	char *full = path ? xasprintf("%s/%s", s->tree, path) : NULL;
	bool is = full && is_directory(full);

	free(full);
	return is;
}

static bool is_acceptable(const struct scratch *s, const struct patch *p, const struct patch_file *f)
{
	const char *outside = leads_outside(f->old_path) ? f->old_path :
			      leads_outside(f->new_path) ? f->new_path : NULL;

	if (!f->old_path && !f->new_path)
		message("%s: a diff that names no file", p->name);
	else if (outside)
		message("%s: %s: not a path in the tree", p->name, outside);
	else if (f->is_binary)
		message("%s: %s: a binary patch, which is not applied", p->name, patch_file_path(f));
	else if (f->is_link)
		message("%s: %s: a symbolic link, which is not applied: it may lead anywhere", p->name, patch_file_path(f));
	else if (f->old_path && !exists(s, f->old_path))
		message("%s: %s: no such file in the tree it is applied to", p->name, f->old_path);
	else if (is_directory_in(s, f->old_path))
		message("%s: %s: a directory", p->name, f->old_path);
	else if (!f->old_path && exists(s, f->new_path))
		message("%s: %s: is there already", p->name, f->new_path);
	else
		return true;
	return false;
}

/* In a mirror files are links to the user's: what is going to be written is made a file. */
static bool make_real(const struct scratch *s, const char *path)
{
	char *full = xasprintf("%s/%s", s->tree, path), *data;
	struct stat st;
	size_t size;
	bool ok = true;

	if (lstat(full, &st) == 0 && S_ISLNK(st.st_mode)) {
		data = file_read(full, &size);
		ok = data && stat(full, &st) == 0 && unlink(full) == 0 && file_write(full, data, size) &&
		     chmod(full, st.st_mode & 07777) == 0;
		if (!ok)
			message("cannot copy %s: %s", full, strerror(errno));
		free(data);
	}
	free(full);
	return ok;
}

/* "error: patch failed: FILE:LINE" tells most, else the first error. */
static void say_why(const struct scratch *s, const struct patch *p, const char *output)
{
	const char *hint = s->revision ? "; name the commit that it is for with --base" : "";
	const char *failed = strstr(output, "error: patch failed: "), *error = strstr(output, "error: ");
	const char *text = failed ? failed + strlen("error: patch failed: ") :
			   error ? error + strlen("error: ") : output;

	if (failed)
		message("%s: %.*s: does not apply%s", p->name, (int)strcspn(text, "\n"), text, hint);
	else
		message("%s: does not apply: %.*s%s", p->name, (int)strcspn(text, "\n"), text, hint);
}

/* To git a last line without an end is a corrupt one. */
static bool write_diff(const char *path, const char *diff)
{
	char *text = xasprintf("%s\n", diff);
	bool ok = file_write(path, text, strlen(text) - has_suffix(diff, "\n"));

	free(text);
	return ok;
}

bool scratch_apply(struct scratch *s, const struct patch *p)
{
	char *path = xasprintf("%s/patch.diff", s->directory), *output = NULL;
	bool ok = true;

	if (!p->files.n) {
		message("%s: its diff changes no file", p->name);
		ok = false;
	}
	for (uint32_t i = 0; ok && i < p->files.n; i++)
		ok = is_acceptable(s, p, &p->files.at[i]);
	for (uint32_t i = 0; ok && i < p->files.n; i++)
		ok = !p->files.at[i].old_path || make_real(s, p->files.at[i].old_path);
	/* Otherwise a repository that the cache lies in would count. */
	setenv("GIT_CEILING_DIRECTORIES", s->directory, 1);
	if (ok && write_diff(path, p->diff)) {
		ok = git(s->tree, &output, "apply", "--whitespace=nowarn", path) == 0;
		if (!ok)
			say_why(s, p, output);
	}
	unsetenv("GIT_CEILING_DIRECTORIES");
	unlink(path);
	free(output);
	free(path);
	return ok;
}
