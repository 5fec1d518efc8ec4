/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sets of small numbers, fixed in size.  Both operands of an operation have
 * the same size.
 */
#ifndef RECLINT_BASE_BITSET_H
#define RECLINT_BASE_BITSET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct bitset {
	uint64_t *words;
	uint32_t nbits;
};

static inline uint32_t bitset_nwords(const struct bitset *b)
{
	return (uint32_t)(((uint64_t)b->nbits + 63) / 64);
}

/* Empty.  On the arena, or with NULL on the heap: then bitset_release() it. */
static inline void bitset_init(struct bitset *b, uint32_t nbits, struct arena *arena)
{
	b->nbits = nbits;
	b->words = arena ? arena_alloc(arena, bitset_nwords(b) * sizeof(*b->words))
			 : xcalloc(bitset_nwords(b), sizeof(*b->words));
}

/* Only for sets on the heap. */
static inline void bitset_release(struct bitset *b)
{
	free(b->words);
	b->words = NULL;
	b->nbits = 0;
}

static inline bool bitset_test(const struct bitset *b, uint32_t i)
{
	return b->words[i / 64] >> (i % 64) & 1;
}

/* True: it was not in yet. */
static inline bool bitset_set(struct bitset *b, uint32_t i)
{
	uint64_t bit = (uint64_t)1 << (i % 64), old = b->words[i / 64];

	b->words[i / 64] = old | bit;
	return !(old & bit);
}

static inline void bitset_unset(struct bitset *b, uint32_t i)
{
	b->words[i / 64] &= ~((uint64_t)1 << (i % 64));
}

/* Takes all out. */
static inline void bitset_zero(struct bitset *b)
{
	memset(b->words, 0, bitset_nwords(b) * sizeof(*b->words));
}

/* Adds what is in from; true: something was new. */
static inline bool bitset_or_into(struct bitset *b, const struct bitset *from)
{
	uint64_t changed = 0;

	for (uint32_t w = 0; w < bitset_nwords(b); w++) {
		changed |= from->words[w] & ~b->words[w];
		b->words[w] |= from->words[w];
	}
	return changed;
}

/* Keeps only what is in with too; true: something went. */
static inline bool bitset_and_into(struct bitset *b, const struct bitset *with)
{
	uint64_t changed = 0;

	for (uint32_t w = 0; w < bitset_nwords(b); w++) {
		changed |= b->words[w] & ~with->words[w];
		b->words[w] &= with->words[w];
	}
	return changed;
}

static inline bool bitset_intersects(const struct bitset *b, const struct bitset *with)
{
	for (uint32_t w = 0; w < bitset_nwords(b); w++)
		if (b->words[w] & with->words[w])
			return true;
	return false;
}

static inline uint32_t bitset_count(const struct bitset *b)
{
	uint32_t n = 0;

	for (uint32_t w = 0; w < bitset_nwords(b); w++)
		n += (uint32_t)__builtin_popcountll(b->words[w]);
	return n;
}

/* The first one that is i or larger; nbits if there is none. */
static inline uint32_t bitset_next(const struct bitset *b, uint32_t i)
{
	uint64_t word;

	if (i >= b->nbits)
		return b->nbits;
	word = b->words[i / 64] >> (i % 64);
	if (word)
		return i + (uint32_t)__builtin_ctzll(word);
	for (uint32_t w = i / 64 + 1; w < bitset_nwords(b); w++)
		if (b->words[w])
			return w * 64 + (uint32_t)__builtin_ctzll(b->words[w]);
	return b->nbits;
}

/* In ascending order; the set may lose or gain bits behind i meanwhile. */
#define for_each_bit(i, b)							\
	for (uint32_t i = bitset_next(b, 0); i < (b)->nbits; i = bitset_next(b, i + 1))

#endif
