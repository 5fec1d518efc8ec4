// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/message.h"

/* ---- uint64_t to uint32_t --------------------------------------------------- */

struct map_slot {
	uint64_t key;
	uint32_t value;
	uint32_t used;
};

void map_init(struct map *m)
{
	memset(m, 0, sizeof(*m));
}

void map_release(struct map *m)
{
	free(m->slots);
	map_init(m);
}

/* The slot that holds key, or the free one where it belongs. */
static struct map_slot *map_slot(const struct map *m, uint64_t key)
{
	uint32_t mask = m->size - 1;
	uint32_t i = (uint32_t)hash_bytes(&key, sizeof(key)) & mask;

	while (m->slots[i].used && m->slots[i].key != key)
		i = (i + 1) & mask;
	return &m->slots[i];
}

/* At most three quarters full, so a free slot always ends the search. */
static void map_grow(struct map *m)
{
	struct map old = *m;

	if (m->size >= 1u << 31)
		memory_exhausted();
	m->size = m->size ? m->size * 2 : 16;
	m->slots = xcalloc(m->size, sizeof(*m->slots));
	for (uint32_t i = 0; i < old.size; i++)
		if (old.slots[i].used)
			*map_slot(m, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

uint32_t *map_find(const struct map *m, uint64_t key)
{
	struct map_slot *slot;

	if (!m->n)
		return NULL;
	slot = map_slot(m, key);
	return slot->used ? &slot->value : NULL;
}

bool map_insert(struct map *m, uint64_t key, uint32_t value)
{
	struct map_slot *slot;
	bool isnew;

	if ((uint64_t)(m->n + 1) * 4 > (uint64_t)m->size * 3)
		map_grow(m);
	slot = map_slot(m, key);
	isnew = !slot->used;
	m->n += isnew;
	*slot = (struct map_slot){ .key = key, .value = value, .used = 1 };
	return isnew;
}

/* ---- byte strings to ids ---------------------------------------------------- */

struct keymap_entry {
	const void *key;
	size_t len;
	uint64_t hash;
};

void keymap_init(struct keymap *m)
{
	memset(m, 0, sizeof(*m));
}

void keymap_release(struct keymap *m)
{
	free(m->slots);
	free(m->entries);
	arena_release(&m->arena);
	keymap_init(m);
}

static uint64_t keymap_tag(uint64_t hash)
{
	return hash >> 32 << 32;
}

static uint64_t *keymap_slot(const struct keymap *m, const void *key, size_t len, uint64_t hash)
{
	uint32_t mask = m->size - 1;

	for (uint32_t i = (uint32_t)hash & mask;; i = (i + 1) & mask) {
		uint64_t slot = m->slots[i];
		const struct keymap_entry *e;

		if (!slot)
			return &m->slots[i];
		if (keymap_tag(slot) != keymap_tag(hash))
			continue;
		e = &m->entries[(uint32_t)slot - 1];
		if (e->hash == hash && e->len == len && (!len || !memcmp(e->key, key, len)))
			return &m->slots[i];
	}
}

static void keymap_grow(struct keymap *m)
{
	uint32_t mask;

	if (m->size >= 1u << 31)
		memory_exhausted();
	m->size = m->size ? m->size * 2 : 16;
	mask = m->size - 1;
	free(m->slots);
	m->slots = xcalloc(m->size, sizeof(*m->slots));
	for (uint32_t id = 0; id < m->n; id++) {
		uint32_t i = (uint32_t)m->entries[id].hash & mask;

		while (m->slots[i])
			i = (i + 1) & mask;
		m->slots[i] = keymap_tag(m->entries[id].hash) | (id + 1);
	}
}

uint32_t keymap_id(struct keymap *m, const void *key, size_t len, bool *isnew)
{
	uint64_t hash = hash_bytes(key, len);
	uint64_t *slot;
	char *copy;

	if ((uint64_t)(m->n + 1) * 4 > (uint64_t)m->size * 3)
		keymap_grow(m);
	slot = keymap_slot(m, key, len, hash);
	if (isnew)
		*isnew = !*slot;
	if (*slot)
		return (uint32_t)*slot - 1;
	if (m->n == m->room) {
		m->room = m->room ? m->room * 2 : 16;
		m->entries = xrealloc(m->entries, m->room * sizeof(*m->entries));
	}
	copy = arena_alloc(&m->arena, len + 1);
	if (len)
		memcpy(copy, key, len);
	m->entries[m->n] = (struct keymap_entry){ .key = copy, .len = len, .hash = hash };
	*slot = keymap_tag(hash) | (m->n + 1);
	return m->n++;
}

uint32_t keymap_find(const struct keymap *m, const void *key, size_t len)
{
	uint64_t slot;

	if (!m->n)
		return KEYMAP_NONE;
	slot = *keymap_slot(m, key, len, hash_bytes(key, len));
	return slot ? (uint32_t)slot - 1 : KEYMAP_NONE;
}

const void *keymap_key(const struct keymap *m, uint32_t id, size_t *len)
{
	BUG_ON(id >= m->n, "key %u of %u asked for", id, m->n);
	if (len)
		*len = m->entries[id].len;
	return m->entries[id].key;
}
