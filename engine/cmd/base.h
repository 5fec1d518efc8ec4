/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * OUTPUT/base: what a scan knew, for those that look at a part later.
 *
 *	facts		the records of all units, one after the other
 *	meta.json	version, tree and build directory they came from
 *	index		see index.h
 *
 * facts is replaced first and meta.json last; a reader that finds neither
 * works without a base.
 */
#ifndef RECLINT_CMD_BASE_H
#define RECLINT_CMD_BASE_H

#include <stdbool.h>

#include "system/file.h"

struct facts;
struct kbuild;

struct base_writer {
	struct output facts;
	char *directory;
	unsigned int units;
};

bool base_open(struct base_writer *b, const char *output);
void base_add(struct base_writer *b, const struct facts *f);
bool base_close(struct base_writer *b, const struct kbuild *k);

/*
 * The cache notes which OUTPUT the last scan of a tree had: check starts from
 * it.  Both functions are silent when that fails.
 */
void base_remember(const struct kbuild *k, const char *output);
/* OUTPUT/base of the last scan of tree, or NULL; caller frees. */
char *base_of_tree(const char *tree);

/* The path of the facts in directory, or NULL when there is no base; caller frees. */
char *base_facts(const char *directory);

/* What meta.json in directory says; members are NULL when it does not, or is not there. */
struct base_meta {
	char *kernel;			/* version */
	char *tree;
	char *config;
	char *build;			/* directory that the facts were extracted in */
	char *plugin;			/* hash of the plugin that extracted them */
	char *damaged;			/* its path, when it is there and nobody can read it */
};
void base_meta_read(struct base_meta *m, const char *directory);
/* The same for the directory that path lies in, if that is a base's facts. */
void base_meta_beside(struct base_meta *m, const char *path);
/* False after a message: damaged. */
bool base_meta_is_good(const struct base_meta *m);
void base_meta_release(struct base_meta *m);

#endif
