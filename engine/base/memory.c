// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef _GNU_SOURCE
#define _GNU_SOURCE	/* vasprintf */
#endif
#include "base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

void memory_exhausted(void)
{
	message("out of memory");
	exit(2);
}

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		memory_exhausted();
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	void *p = n && size ? calloc(n, size) : calloc(1, 1);

	if (!p)
		memory_exhausted();
	return p;
}

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		memory_exhausted();
	return p;
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		memory_exhausted();
	va_end(ap);
	return s;
}

/*
 * Chunks double from 4 KB to 1 MB, so that thousands of small arenas are cheap
 * and a big one costs few calls.  What does not fit into the rest of a chunk
 * and is large gets a chunk of its own behind the newest, whose rest stays in
 * use.
 */
#define CHUNK_MIN	((size_t)4 << 10)
#define CHUNK_MAX	((size_t)1 << 20)

struct arena_chunk {
	struct arena_chunk *next;
	size_t size;
	char at[] __attribute__((aligned(16)));
};

void arena_init(struct arena *a)
{
	memset(a, 0, sizeof(*a));
}

void arena_init_at(struct arena *a, void *memory, size_t size)
{
	*a = (struct arena){ .at = memory, .end = (char *)memory + size };
}

void arena_release(struct arena *a)
{
	struct arena_chunk *next;

	for (struct arena_chunk *c = a->chunks; c; c = next) {
		next = c->next;
		free(c);
	}
	arena_init(a);
}

static struct arena_chunk *chunk_new(struct arena *a, size_t size)
{
	struct arena_chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		memory_exhausted();
	c = xcalloc(1, sizeof(*c) + size);
	c->size = size;
	a->total += size;
	return c;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t want = size ? (size + 15) & ~(size_t)15 : 16;
	struct arena_chunk *c;
	size_t chunk;
	void *p;

	if (want < size)
		memory_exhausted();
	if (want <= (size_t)(a->end - a->at)) {
		p = a->at;
		a->at += want;
		return p;
	}
	chunk = a->total < CHUNK_MIN ? CHUNK_MIN : a->total;
	if (chunk > CHUNK_MAX)
		chunk = CHUNK_MAX;
	if (want > chunk / 4 && a->chunks) {
		c = chunk_new(a, want);
		c->next = a->chunks->next;
		a->chunks->next = c;
		return c->at;
	}
	c = chunk_new(a, want > chunk ? want : chunk);
	c->next = a->chunks;
	a->chunks = c;
	a->at = c->at + want;
	a->end = c->at + c->size;
	return c->at;
}

void *arena_memdup(struct arena *a, const void *p, size_t size)
{
	void *copy = arena_alloc(a, size);

	if (size)
		memcpy(copy, p, size);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_memdup(a, s, strlen(s) + 1);
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s, *copy;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		memory_exhausted();
	va_end(ap);
	copy = arena_strdup(a, s);
	free(s);
	return copy;
}
