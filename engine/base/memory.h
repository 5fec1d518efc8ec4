/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that never runs out, as far as the caller can tell: out of memory
 * ends the program in memory_exhausted() and nowhere else.
 *
 * An arena is memory of one lifetime (function, unit, link run), dropped whole.
 */
#ifndef RECLINT_BASE_MEMORY_H
#define RECLINT_BASE_MEMORY_H

#include <stddef.h>

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *p, size_t size) __attribute__((returns_nonnull));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull));
char *xasprintf(const char *fmt, ...)
	__attribute__((format(printf, 1, 2), malloc, returns_nonnull));

/* Says so and exits with status 2. */
void memory_exhausted(void) __attribute__((noreturn, cold));

struct arena_chunk;

/* All zero is an empty arena, so is what arena_init() leaves. */
struct arena {
	struct arena_chunk *chunks;	/* the newest first */
	char *at, *end;			/* free part of the newest */
	size_t total;			/* bytes in all chunks */
};

void arena_init(struct arena *a);
/* On this memory, all zero and the caller's; what does not fit there lies in chunks. */
void arena_init_at(struct arena *a, void *memory, size_t size);
void arena_release(struct arena *a);

/* Zeroed, aligned to 16 bytes; a size of 0 is a valid address too. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull));
void *arena_memdup(struct arena *a, const void *p, size_t size) __attribute__((returns_nonnull));
char *arena_strdup(struct arena *a, const char *s) __attribute__((returns_nonnull));
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));

#endif
