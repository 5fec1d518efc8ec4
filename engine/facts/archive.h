/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The members of an ar archive, ordinary or thin (kbuild's built-in.a; libelf
 * does not open those).  Private to engine/facts.
 */
#ifndef RECLINT_FACTS_ARCHIVE_H
#define RECLINT_FACTS_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct facts_error;

struct archive {
	const uint8_t *data;
	size_t size, at;
	const char *names;		/* the table of long names */
	size_t names_size;
	bool thin;
};

struct archive_member {
	char *name;			/* malloc'ed; thin: a path from the archive's directory */
	const uint8_t *data;		/* NULL in a thin archive */
	size_t size;
};

bool archive_is_one(const uint8_t *data, size_t size);
void archive_init(struct archive *a, const uint8_t *data, size_t size);

/* 1: m is the next member, 0: there are no more, -1: err tells. */
int archive_next(struct archive *a, struct archive_member *m, struct facts_error *err);

#endif
