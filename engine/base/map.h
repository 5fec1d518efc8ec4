/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hash tables, open addressing, hashed by XXH3.  They cannot be iterated:
 * output never depends on hash order.  Who needs an order keeps an array.
 *
 * struct map: uint64_t key to uint32_t value.
 * struct keymap: byte strings of any length to dense ids 0, 1, 2 ... in order
 * of first appearance (hash consing).  Keys are copied, their addresses stay,
 * and a NUL follows each, so that a key made from a C string is one again.
 *
 * For both: all zero is empty, and finding needs no lock among threads while
 * nobody inserts.
 */
#ifndef RECLINT_BASE_MAP_H
#define RECLINT_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

struct map {
	struct map_slot *slots;
	uint32_t n, size;		/* size: 0 or a power of two */
};

void map_init(struct map *m);
void map_release(struct map *m);
/* The value's place, valid until the next insertion, or NULL. */
uint32_t *map_find(const struct map *m, uint64_t key);
/* Sets the value, whatever it was before; true: the key is new. */
bool map_insert(struct map *m, uint64_t key, uint32_t value);

#define KEYMAP_NONE	0xffffffffu

struct keymap {
	uint64_t *slots;		/* hash's upper half, id + 1; 0 is free */
	struct keymap_entry *entries;	/* by id */
	uint32_t n;			/* keys; ids are 0..n-1 */
	uint32_t size, room;		/* slots, entries */
	struct arena arena;		/* the keys */
};

void keymap_init(struct keymap *m);
void keymap_release(struct keymap *m);
/* The key's id; isnew (may be NULL) tells whether it was given just now. */
uint32_t keymap_id(struct keymap *m, const void *key, size_t len, bool *isnew);
uint32_t keymap_find(const struct keymap *m, const void *key, size_t len);
/* len may be NULL. */
const void *keymap_key(const struct keymap *m, uint32_t id, size_t *len);

#endif
