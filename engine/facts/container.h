/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where facts lie: relocatable objects, modules, archives (also kbuild's thin
 * ones, which libelf does not open), directories of these, saved bundles.
 *
 * A directory means its *.o files, recursively, in byte order of the path.  A
 * plain object beats a composite (`ld -r` output) that holds the same unit; a
 * unit met twice with different contents in plain objects is an error that
 * names both files.
 */
#ifndef RECLINT_FACTS_CONTAINER_H
#define RECLINT_FACTS_CONTAINER_H

#include "facts/facts.h"

struct container_stats {
	unsigned int files;		/* objects looked at */
	unsigned int without;		/* objects with no facts section */
	unsigned int units;		/* distinct units delivered */
	unsigned int repeated;		/* records that repeat a unit already delivered */
};

/*
 * Called once per distinct unit, in a deterministic order (path, then position
 * in the section).  The callee owns f.  path is the file it was found in.
 */
typedef void container_unit_fn(struct facts *f, const char *path, void *data);

/*
 * Called for each thing that could not be read; text is one clear line without
 * the path.  Reading goes on with the next file.
 */
typedef void container_error_fn(const char *path, const char *text, void *data);

/*
 * Read all facts below npaths paths.  jobs threads decompress and check; the
 * order of delivery does not depend on it.  Returns the number of errors.
 * A named FILE without facts is an error ("no facts: compile it with ...");
 * an object in a directory without facts is only counted.
 */
int container_read(const char *const *paths, unsigned int npaths, unsigned int jobs,
		   container_unit_fn *unit, container_error_fn *error, void *data,
		   struct container_stats *stats);

#endif
