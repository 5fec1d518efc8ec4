/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * OUTPUT/base/index: which units of the base a check of one file has to load.
 *
 *	units	of each unit of base/facts: where its record is, which globals it
 *		refers to, and which units have a say in what is found in it
 *		(analysis/neighbours.h)
 *	locks	of each lock that callbacks take: the units beside it
 *	globals	where each function is defined that the model does not describe
 *	targets	all function pointers stored in fields, so that a call through one
 *		has as many targets with few units as with all
 *
 * scan leaves it; check makes it when it is not there, or belongs to other facts,
 * another model or another format.  It is replaced by rename, and one process at
 * a time makes it.  The format is this machine's: the file is a cache.
 */
#ifndef RECLINT_CMD_INDEX_H
#define RECLINT_CMD_INDEX_H

#include <stdbool.h>

struct analysis;
struct facts;
struct options;

/*
 * Writes directory/index.  a has run, with the units of directory/facts, in
 * their order.  False after a message.
 */
bool index_write(const char *directory, struct analysis *a, const struct options *o);

struct index;

/* NULL: not there, or not of these facts and this model. */
struct index *index_open(const char *directory, const struct options *o);
void index_close(struct index *x);

/*
 * Adds to the analysis what a check of unit (its source's path: source) needs
 * of the base, the base's own record of it left out.  Strings of the index are
 * used until it is closed.  Returns the number of errors.
 */
int index_load(const struct index *x, struct analysis *a, const struct facts *unit, const char *source);

#endif
