// SPDX-License-Identifier: GPL-2.0-or-later
#include "facts/facts.h"

#include <stdlib.h>
#include <string.h>

#include <zstd.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/message.h"
#include "facts/codec.h"
#include "facts/schema.h"

/*
 * Measured over objects of 6.1 (docs/facts.md, "Size"): higher levels gain
 * little and take milliseconds.
 */
#define ZSTD_LEVEL	9

struct renumbering {
	const char *old;
	uint32_t *moved;		/* new offset by old one, 0 not moved yet */
	ARRAY(char) strings;
};

static void move_string(uint32_t *string, void *data)
{
	struct renumbering *r = data;
	uint32_t old = *string, len;

	if (!r->old[old]) {
		*string = 0;
		return;
	}
	if (!r->moved[old]) {
		len = (uint32_t)strlen(r->old + old) + 1;
		array_reserve(&r->strings, (uint64_t)r->strings.n + len);
		memcpy(r->strings.at + r->strings.n, r->old + old, len);
		r->moved[old] = r->strings.n;
		r->strings.n += len;
	}
	*string = r->moved[old];
}

/* Strings in the order of first use, those nobody uses gone. */
static void sort_strings(struct facts *f)
{
	struct renumbering r = { .old = f->strings };

	r.moved = xcalloc(f->n_strings, sizeof(*r.moved));
	array_push(&r.strings, '\0');
	facts_for_each_string(f, move_string, &r);
	memcpy(f->strings, r.strings.at, r.strings.n);
	f->n_strings = r.strings.n;
	array_release(&r.strings);
	free(r.moved);
}

static uint64_t unit_hash(const struct facts *f)
{
	char *key = xasprintf("%s\n%s", facts_str(f, f->units->source),
			      facts_str(f, f->units->image));
	uint64_t hash = hash_bytes(key, strlen(key));

	free(key);
	return hash;
}

/*
 * Building ends here: string offsets change.  A unit that was read has its
 * strings in order already.
 */
void facts_write(struct facts *f, uint8_t **out, size_t *size)
{
	struct record_head head = { 0 };
	size_t payload_size, room, n;
	uint8_t *payload;

	if (!f->n_units)
		facts_unit(f, &(struct fact_unit){ 0 });
	sort_strings(f);
	codec_encode(f, &payload, &payload_size);
	BUG_ON(payload_size > UINT32_MAX / 2, "a unit of %zu bytes", payload_size);
	hash_content(payload, payload_size, f->hash);
	room = ZSTD_compressBound(payload_size);
	*out = xmalloc(RECORD_HEAD + room);
	n = ZSTD_compress(*out + RECORD_HEAD, room, payload, payload_size, ZSTD_LEVEL);
	if (ZSTD_isError(n)) {
		/* With enough room the library fails for lack of memory only. */
		memory_exhausted();
	}
	head.compressed = (uint32_t)n;
	head.uncompressed = (uint32_t)payload_size;
	head.unit = unit_hash(f);
	memcpy(head.hash, f->hash, sizeof(head.hash));
	record_write_head(*out, &head);
	*size = RECORD_HEAD + n;
	free(payload);
}
