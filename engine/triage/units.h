/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facts of a base, and of the units that a change of some files makes
 * others.
 *
 * A state is the base with some units replaced, added or gone.  Which units a
 * change concerns is what kbuild saved in .NAME.o.cmd beside each object (deps.h);
 * they are compiled as saved there (compile.c), in the scratch tree, with the
 * generated headers of the scratch build directory.  Where a Makefile or a Kconfig
 * file has changed, and for files that the base does not know, kbuild is asked
 * (build.c).
 *
 * Functions that return bool print their own message.
 */
#ifndef RECLINT_TRIAGE_UNITS_H
#define RECLINT_TRIAGE_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "triage/deps.h"
#include "triage/tree.h"

struct facts;

/* ---- OUTPUT/base of a scan ----------------------------------------------------- */

struct triage_base {
	char *directory;
	char *facts;			/* path of its facts */
	char *kernel;			/* version */
	char *config;			/* in a few words */
	char *build;			/* the scan's build directory */
	char *plugin;			/* hash of the plugin that made the facts, or NULL: not known */
	uint64_t hash;			/* of the facts */
	struct deps *deps;
};

bool triage_base_open(struct triage_base *b, const char *directory);
/* What depends on what; kept in the scratch directory. */
bool triage_base_map(struct triage_base *b, const struct scratch *s, unsigned int jobs);
void triage_base_close(struct triage_base *b);

/* ---- states -------------------------------------------------------------------- */

/* A unit that is not as in the base. */
struct override {
	char *source;
	uint8_t *record;		/* facts as facts_write() makes them; NULL: the unit is gone */
	size_t size;
	path_array depends;		/* on what it depends now, as in deps.h */
};

struct snapshot {
	ARRAY(struct override) overrides;	/* sorted by source */
	path_array failed;		/* sources that do not compile: their facts are those of before */
	path_array unbuilt;		/* C files that changed and that this configuration does not build */
	unsigned int remade;		/* units compiled by the last snapshot_remake() */
	unsigned int gone;		/* ... and those whose source went */
};

void snapshot_release(struct snapshot *s);
const struct override *snapshot_find(const struct snapshot *s, const char *source);
/* Equal states of a base, equal hash. */
uint64_t snapshot_hash(const struct triage_base *b, const struct snapshot *s);

/* ---- making them ----------------------------------------------------------------- */

struct remake {
	const struct triage_base *base;
	struct scratch *scratch;
	unsigned int jobs;
	char *plugin;			/* reclint.so */
	char *plugin_id;		/* hash of it */
	path_array listed;		/* what kbuild builds before the change: snapshot_foresee() */
	path_array config;		/* CONFIG_X=y of then */
};

bool remake_init(struct remake *r, const struct triage_base *b, struct scratch *s, unsigned int jobs);
void remake_release(struct remake *r);

/*
 * Files of the scratch tree are going to change.  Then they have, and what
 * depends on them is compiled; units that do not compile are named.
 */
bool snapshot_foresee(struct remake *r, const path_array *changing);
bool snapshot_remake(struct snapshot *state, struct remake *r, const path_array *changed);

/* ---- among the files of this part ---------------------------------------------- */

/* Is it something that decides what is built, and how? */
bool is_build_file(const char *path);
/* Takes f over; the facts that the base has are no override. */
void snapshot_put(struct snapshot *s, const char *source, struct facts *f, const char *depfile,
	       const char *tree);
void snapshot_put_gone(struct snapshot *s, const char *source);

/* Compile these units of the base as the last scan did. */
bool compile_units(struct snapshot *state, const struct remake *r, const path_array *sources);

/* Generated headers and the like in the scratch build directory: those of the base's. */
bool build_update(const struct remake *r);
/* What kbuild builds in the directories of these files. */
bool build_list(struct remake *r, const path_array *changed, path_array *sources);
/* kbuild makes what the change concerns: sources, and what is listed now and was not, or no more. */
bool build_remake(struct snapshot *state, struct remake *r, const path_array *changed, path_array *sources);

#endif
