/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables to payload and back, and the head of a record.  Private to
 * engine/facts; docs/facts.md specifies both.
 */
#ifndef RECLINT_FACTS_CODEC_H
#define RECLINT_FACTS_CODEC_H

#include "facts/facts.h"

/* The strings of f must lie in the order of facts_for_each_string().  malloc'ed. */
void codec_encode(const struct facts *f, uint8_t **payload, size_t *size);

/* A unit with all tables in one storage, nothing checked but what unpacking needs. */
struct facts *codec_decode(const uint8_t *payload, size_t size, struct facts_error *err);

#define RECORD_HEAD	48

struct record_head {
	uint32_t compressed, uncompressed;
	uint64_t unit;		/* hash of source and image: what a unit is, whatever it holds */
	uint64_t hash[2];	/* of the payload */
	size_t used;		/* bytes of the whole record */
};

void record_write_head(uint8_t *at, const struct record_head *head);
bool record_read_head(const uint8_t *data, size_t size, struct record_head *head,
		      struct facts_error *err);

/* True if data begins as a record of any format does. */
bool record_is_one(const uint8_t *data, size_t size);

bool facts_fail(struct facts_error *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
