// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Is a patch in the tree already?  Its commit is one that makes the same
 * changes: a name or a subject alone may be that of another version of it, or of
 * one that was reverted since.
 */
#include "triage/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "triage/git.h"

/* ---- the same changes ---------------------------------------------------------- */

static bool same_path(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static const struct patch_file *find_file(const struct patch *p, const struct patch_file *like)
{
	for_each_in_array(f, &p->files)
		if (same_path(f->old_path, like->old_path) && same_path(f->new_path, like->new_path))
			return f;
	return NULL;
}

/* The lines that a file loses and gets, one after the other; NULL: no more. */
static const char *next_change(const struct patch_file *f, uint32_t *hunk, uint32_t *line)
{
	for (; *hunk < f->hunks.n; ++*hunk, *line = 0)
		while (*line < f->hunks.at[*hunk].lines.n) {
			const char *text = f->hunks.at[*hunk].lines.at[(*line)++];

			if (*text != ' ')
				return text;
		}
	return NULL;
}

static bool same_changes_in(const struct patch_file *a, const struct patch_file *b)
{
	uint32_t a_hunk = 0, a_line = 0, b_hunk = 0, b_line = 0;
	const char *x, *y;

	if (a->is_binary || b->is_binary)
		return false;
	do {
		x = next_change(a, &a_hunk, &a_line);
		y = next_change(b, &b_hunk, &b_line);
		if (!same_path(x, y))
			return false;
	} while (x);
	return true;
}

static bool same_changes(const struct patch *a, const struct patch *b)
{
	if (a->files.n != b->files.n)
		return false;
	for_each_in_array(f, &a->files) {
		const struct patch_file *other = find_file(b, f);

		if (!other || !same_changes_in(f, other))
			return false;
	}
	return true;
}

/* ---- commits ------------------------------------------------------------------- */

static bool has_renames(const struct patch *p)
{
	for_each_in_array(f, &p->files)
		if (f->old_path && f->new_path && strcmp(f->old_path, f->new_path))
			return true;
	return false;
}

static bool is_commit(const struct scratch *s, const struct patch *p, const char *commit)
{
	struct series made = { .skipped = 0 };
	char *output = NULL;
	bool same;

	same = git(s->kernel, &output, "show", "--format=", "--patch", has_renames(p) ? "--find-renames" : "--no-renames",
		   "--no-ext-diff", "--no-textconv", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", commit) == 0 &&
	       series_parse(&made, output, commit) && made.patches.n == 1 && same_changes(p, &made.patches.at[0]);
	series_release(&made);
	free(output);
	return same;
}

/* Every file that the patch changes is, in that commit, the one it was made from, as its index lines say. */
static bool is_made_for(const struct scratch *s, const struct patch *p, const char *commit)
{
	bool fits = p->files.n != 0;

	for (uint32_t i = 0; fits && i < p->files.n; i++) {
		const struct patch_file *f = &p->files.at[i];
		char *spec, *blob = NULL;

		if (!f->old_path)
			continue;
		spec = xasprintf("%s:%s", commit, f->old_path);
		fits = f->old_blob && git(s->kernel, &blob, "rev-parse", "--verify", "--quiet", "--end-of-options", spec) == 0 &&
		       !strncmp(blob, f->old_blob, strlen(f->old_blob));
		free(blob);
		free(spec);
	}
	return fits;
}

enum { COMMITS_SEARCHED = 2000 };

static char *find_by_subject(const struct scratch *s, const struct patch *p)
{
	char *output = NULL, *found = NULL, *count = xasprintf("-%d", COMMITS_SEARCHED);

	if (git(s->kernel, &output, "log", count, "--no-merges", "--format=%H %s", "HEAD") == 0)
		for (char *line = output, *end; !found && (end = strchr(line, '\n')); line = end + 1) {
			char *subject = strchr(line, ' ');

			*end = '\0';
			if (!subject || strcmp(subject + 1, p->subject))
				continue;
			*subject = '\0';
			if (is_commit(s, p, line))
				found = xstrdup(line);
		}
	free(output);
	free(count);
	return found;
}

char *scratch_find_applied(const struct scratch *s, const struct patch *p)
{
	char *commit = p->commit ? scratch_commit(s, p->commit) : NULL;

	if (commit && is_commit(s, p, commit))
		return commit;
	free(commit);
	return *p->subject && !is_made_for(s, p, "HEAD") ? find_by_subject(s, p) : NULL;
}
