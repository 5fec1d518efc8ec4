/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel tree and the build directory that facts are extracted in.
 *
 * kbuild does the work: it knows what is configured, which units a directory
 * has, what depends on what and what is up to date.  Nothing here walks the
 * build directory, where objects of earlier days lie.
 *
 * The source tree is never written to.  kbuild refuses to build into another
 * directory (O=) from a tree that was configured in place; such a tree is
 * mirrored: directories with symbolic links to its files, without what kbuild
 * left among them.
 *
 * Functions that return bool print their own message.
 */
#ifndef RECLINT_KBUILD_KBUILD_H
#define RECLINT_KBUILD_KBUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"


enum unit_state {
	UNIT_REUSED,			/* its facts were up to date */
	UNIT_COMPILED,
	UNIT_FAILED,
};

/* An object that kbuild makes from one C file. */
struct unit {
	char *object;			/* as kbuild spells it: "drivers/gpu/drm/amd/amdgpu/../amdkfd/x.o" */
	char *source;			/* folded, relative to the tree */
	char *directory;		/* whose Makefile lists it */
	enum unit_state state;
	bool chosen;
};

struct target {
	char *path;			/* folded, relative to the tree; a directory or a source file */
	bool only_itself;		/* of a directory: not what is below it */
	bool asked_for;			/* named by the user: building nothing is an error */
	bool found;			/* at least one unit belongs to it */
};

struct kbuild {
	char *cache;			/* ~/.cache/reclint */
	char *kernel;			/* the tree as the user knows it, absolute */
	char *tree;			/* what kbuild is given: that, or its mirror */
	char *build;			/* O= */
	char *version;			/* "6.1.192" */
	char *config;			/* what the configuration is, in a few words */
	char *log;			/* what make printed */
	char *reason;			/* the first line of it that tells of trouble, or NULL */
	bool disk_full;
	char *plugin_id;		/* hash of reclint.so */
	unsigned int jobs;
	int lock;			/* of the build directory, -1: none */
	ARRAY(struct target) targets;
	ARRAY(struct unit) units;	/* sorted by object */
};

/* $XDG_CACHE_HOME/reclint or ~/.cache/reclint; NULL: neither is set. Caller frees. */
char *cache_directory(void);

void kbuild_init(struct kbuild *k, unsigned int jobs);
void kbuild_release(struct kbuild *k);

/* Of a tree, or of a directory to build in: can kbuild and the result do with it?  False after a message. */
bool path_is_possible(const char *path);

/*
 * In this order.  kernel: --kernel, NULL: the distribution's; build: --build,
 * NULL: one in the cache, configured by fragment.
 */
bool tree_find(struct kbuild *k, const char *kernel, const char *build);
bool configure(struct kbuild *k, const char *build, const char *fragment);
/* targets as the user wrote them; none: the default ones. */
bool targets_choose(struct kbuild *k, const char *const *targets, unsigned int ntargets, bool wide);
/* Leaves only the targets' units in k->units. */
bool units_choose(struct kbuild *k);
/* Compile what is not up to date, facts only.  Units may fail; false: nothing else works either. */
bool extract(struct kbuild *k, const char *plugin);

/* ---- shared among the files of this directory ---------------------------- */

/* Ask kbuild for the units that these directories have, or that are below them. */
struct want {
	char *directory;
	bool below;
};
bool units_query(struct kbuild *k, const struct want *wants, unsigned int nwants);
void units_clear(struct kbuild *k);

/* Sets k->tree to a mirror of k->kernel, brought up to date. */
bool mirror_update(struct kbuild *k);
/* Makes or updates a mirror of the tree `from` at `to`, whose parent is there. */
bool mirror_make(const char *from, const char *to);

/* The files below the tree, sorted, relative; see walk.c for what is left out. */
struct tree_files {
	ARRAY(char *) sources;		/* .c */
	ARRAY(char *) makefiles;	/* Makefile*, Kbuild */
	ARRAY(char *) kconfigs;		/* Kconfig* */
};
bool tree_walk(const struct kbuild *k, struct tree_files *files);
void tree_files_release(struct tree_files *files);

/*
 * The C files of targets as targets_choose() has them, by their names alone:
 * after tree_find(), without a configuration that says what is built.
 */
bool targets_sources(struct kbuild *k, const char *const *targets, unsigned int ntargets, bool wide,
		     struct tree_files *files);

/* From here on what make says goes to .reclint/NAME.log in the build directory. */
void make_log_start(struct kbuild *k, const char *name);
/* make -C tree O=build with more arguments; output goes to log and line. */
typedef void make_line_fn(const char *line, void *data);
int make_run(struct kbuild *k, const char *const *arguments, const char *const *environment,
	     make_line_fn *line, void *data);
/* After a failed make_run(): the line that says why. */
const char *make_reason(const struct kbuild *k);
/* What the compiler had against this file, or NULL; caller frees. */
char *make_error_of(const struct kbuild *k, const char *source);

#endif
