/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * XXH3, compiled inline: the plugin then needs no further library, and short
 * keys cost a few instructions.
 */
#ifndef RECLINT_BASE_HASH_H
#define RECLINT_BASE_HASH_H

#define XXH_INLINE_ALL
#include <xxhash.h>

static inline uint64_t hash_bytes(const void *data, size_t size)
{
	return XXH3_64bits(data, size);
}

/* Two numbers; for tables that ask often and compare what they find. */
static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ b * 0x9e3779b97f4a7c15ull) * 0xff51afd7ed558ccdull;

	return h ^ h >> 32;
}

/* 128 bits: high half first, as one writes it in hexadecimal. */
static inline void hash_content(const void *data, size_t size, uint64_t hash[2])
{
	XXH128_hash_t h = XXH3_128bits(data, size);

	hash[0] = h.high64;
	hash[1] = h.low64;
}

#endif
