/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The scratch tree that patches are applied in; the user's is only read.
 *
 * A git tree is cloned with --shared: the clone borrows the objects and knows
 * every commit at once.  Any other tree is mirrored: directories with symbolic
 * links, and only what a patch touches is made a file.  Either lies in the cache
 * beside a build directory of its own, for one tree and one build directory of a
 * base, is used again, and is held by a lock meanwhile.
 *
 * Functions that return bool print their own message.
 */
#ifndef RECLINT_TRIAGE_TREE_H
#define RECLINT_TRIAGE_TREE_H

#include <stdbool.h>

#include "base/array.h"
#include "triage/series.h"

typedef ARRAY(char *) path_array;	/* relative to the tree; elements are the array's */
void path_array_release(path_array *paths);

struct scratch {
	char *kernel;			/* the user's tree, absolute */
	char *directory;		/* in the cache */
	char *tree, *build;		/* in that */
	bool is_git;
	char *revision;			/* commit that the tree is at; NULL without git */
	int lock;
};

/* build: the base's build directory. */
bool scratch_open(struct scratch *s, const char *kernel, const char *build);
void scratch_close(struct scratch *s);

/*
 * A commit of the user's tree by any name git knows; NULL: there is none, and no
 * message.  The caller frees.
 */
char *scratch_commit(const struct scratch *s, const char *name);
/* The patches of FROM..TO as format-patch prints them, or NULL after a message. */
char *scratch_format_patches(const struct scratch *s, const char *range);
/*
 * The commit that a patch is in the tree already, or NULL: the one it names, or one
 * below HEAD with its subject, if that makes the same changes.  The caller frees.
 */
char *scratch_find_applied(const struct scratch *s, const struct patch *p);

/* Bring the tree to a commit, or without git (commit NULL) to what the user's tree has. */
bool scratch_set(struct scratch *s, const char *commit);

/*
 * The files whose content in the scratch tree may be another than what was
 * scanned at that time: the user's tree has them newer, or differs from the commit.
 */
bool scratch_differences(const struct scratch *s, const char *facts, path_array *paths);

/*
 * Apply a patch as strictly as git am: no fuzz.  False after one message that
 * names patch and file: outside of the tree, binary, missing, does not apply.
 * The tree is then as it was.
 */
bool scratch_apply(struct scratch *s, const struct patch *p);

/* A file of the tree as it is now; NULL: there is none. */
char *scratch_read(const struct scratch *s, const char *path);

#endif
