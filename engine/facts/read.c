// SPDX-License-Identifier: GPL-2.0-or-later
#include "facts/facts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <zstd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "facts/codec.h"

bool facts_fail(struct facts_error *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return false;
}

/* ---- the head of a record ------------------------------------------------------------ */

/*
 *	 0  magic (8)		16  compressed length (4)	24  unit (8)
 *	 8  format (4)		20  uncompressed length (4)	32  hash of the payload (16)
 *	12  flags (4), 0	48  one zstd frame
 */

static void put_number(uint8_t *at, uint64_t value, unsigned int bytes)
{
	for (unsigned int i = 0; i < bytes; i++)
		at[i] = (uint8_t)(value >> i * 8);
}

static uint64_t get_number(const uint8_t *at, unsigned int bytes)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < bytes; i++)
		value |= (uint64_t)at[i] << i * 8;
	return value;
}

void record_write_head(uint8_t *at, const struct record_head *head)
{
	memcpy(at, FACTS_MAGIC, 8);
	put_number(at + 8, FACTS_FORMAT, 4);
	put_number(at + 12, 0, 4);
	put_number(at + 16, head->compressed, 4);
	put_number(at + 20, head->uncompressed, 4);
	put_number(at + 24, head->unit, 8);
	put_number(at + 32, head->hash[0], 8);
	put_number(at + 40, head->hash[1], 8);
}

bool record_is_one(const uint8_t *data, size_t size)
{
	return size >= 8 && !memcmp(data, FACTS_MAGIC, 8);
}

bool record_read_head(const uint8_t *data, size_t size, struct record_head *head,
		      struct facts_error *err)
{
	uint64_t format;

	if (size < 8 && !memcmp(data, FACTS_MAGIC, size))
		return facts_fail(err, "truncated facts: build the object again");
	if (!record_is_one(data, size))
		return facts_fail(err, "damaged facts section, no record begins where one should: "
				  "build the object again");
	if (size < 12)
		return facts_fail(err, "truncated facts: build the object again");
	/* The format comes before everything that another format may do differently. */
	format = get_number(data + 8, 4);
	if (format != FACTS_FORMAT)
		return facts_fail(err, "facts format %llu, this reclint reads %u: build the "
				  "objects again with this reclint's plugin",
				  (unsigned long long)format, FACTS_FORMAT);
	if (size < RECORD_HEAD)
		return facts_fail(err, "truncated facts: build the object again");
	if (get_number(data + 12, 4))
		return facts_fail(err, "damaged facts, unknown flags: build the object again");
	head->compressed = (uint32_t)get_number(data + 16, 4);
	head->uncompressed = (uint32_t)get_number(data + 20, 4);
	head->unit = get_number(data + 24, 8);
	head->hash[0] = get_number(data + 32, 8);
	head->hash[1] = get_number(data + 40, 8);
	if (head->compressed > size - RECORD_HEAD)
		return facts_fail(err, "truncated facts, %u of %u bytes are there: "
				  "build the object again",
				  (unsigned int)(size - RECORD_HEAD), head->compressed);
	head->used = RECORD_HEAD + (size_t)head->compressed;
	return true;
}

bool facts_peek(const uint8_t *data, size_t size, size_t *used, uint64_t hash[2],
		struct facts_error *err)
{
	struct record_head head;

	if (!record_read_head(data, size, &head, err))
		return false;
	*used = head.used;
	memcpy(hash, head.hash, sizeof(head.hash));
	return true;
}

/* ---- the whole record ------------------------------------------------------------------ */

/* The payload, malloc'ed, or NULL. */
static uint8_t *unpack(const uint8_t *data, const struct record_head *head, struct facts_error *err)
{
	const uint8_t *frame = data + RECORD_HEAD;
	uint64_t hash[2];
	uint8_t *payload;
	size_t n;

	/* Asking first keeps a damaged length from claiming gigabytes. */
	if (ZSTD_getFrameContentSize(frame, head->compressed) != head->uncompressed) {
		facts_fail(err, "damaged facts, wrong length: build the object again");
		return NULL;
	}
	payload = xmalloc(head->uncompressed);
	n = ZSTD_decompress(payload, head->uncompressed, frame, head->compressed);
	if (ZSTD_isError(n) || n != head->uncompressed) {
		facts_fail(err, "damaged facts, they do not decompress: build the object again");
		free(payload);
		return NULL;
	}
	hash_content(payload, n, hash);
	if (memcmp(hash, head->hash, sizeof(hash))) {
		facts_fail(err, "damaged facts, the hash does not match: build the object again");
		free(payload);
		return NULL;
	}
	return payload;
}

struct facts *facts_read(const uint8_t *data, size_t size, size_t *used, struct facts_error *err)
{
	struct record_head head;
	struct facts *f;
	uint8_t *payload;

	if (!record_read_head(data, size, &head, err))
		return NULL;
	payload = unpack(data, &head, err);
	if (!payload)
		return NULL;
	f = codec_decode(payload, head.uncompressed, err);
	free(payload);
	if (!f)
		return NULL;
	memcpy(f->hash, head.hash, sizeof(f->hash));
	if (!facts_check(f, err)) {
		facts_free(f);
		return NULL;
	}
	*used = head.used;
	return f;
}
