/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Growing arrays, type-checked by macro.
 *
 *	ARRAY(struct edge) edges = {0};		all zero is an empty array
 *
 *	array_push(&edges, (struct edge){ .to = 3 });
 *	array_add(&edges)->to = 4;		a new zeroed element
 *	for_each_in_array(e, &edges)		e is a struct edge *
 *		use(e->to);
 *	array_release(&edges);
 *
 * Elements move when the array grows: keep indices, not pointers.
 */
#ifndef RECLINT_BASE_ARRAY_H
#define RECLINT_BASE_ARRAY_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define ARRAY(type)	struct { type *at; uint32_t n, size; }

static inline void *array_grow(void *at, uint32_t *size, uint64_t need, size_t element)
{
	uint64_t want = *size ? (uint64_t)*size * 2 : 8;

	if (want < need)
		want = need;
	if (want > UINT32_MAX)
		want = UINT32_MAX;
	if (need > want)
		memory_exhausted();
	*size = (uint32_t)want;
	return xrealloc(at, want * element);
}

/* Room for count elements in all. */
#define array_reserve(a, count)							\
	do {									\
		uint64_t need_ = (count);					\
		if (need_ > (a)->size)						\
			(a)->at = array_grow((a)->at, &(a)->size, need_,	\
					     sizeof(*(a)->at));			\
	} while (0)

/* Variadic, so that a compound literal with commas is one value. */
#define array_push(a, ...)							\
	do {									\
		__typeof__(*(a)->at) value_ = (__VA_ARGS__);			\
		array_reserve(a, (uint64_t)(a)->n + 1);				\
		(a)->at[(a)->n++] = value_;					\
	} while (0)

/* A pointer to one more element, zeroed; valid until the array grows again. */
#define array_add(a)								\
	({									\
		array_reserve(a, (uint64_t)(a)->n + 1);				\
		(__typeof__((a)->at))memset(&(a)->at[(a)->n++], 0, sizeof(*(a)->at)); \
	})

/* Empty, but the memory is kept for what comes next. */
#define array_clear(a)		((void)((a)->n = 0))

#define array_release(a)							\
	do {									\
		free((a)->at);							\
		(a)->at = NULL;							\
		(a)->n = (a)->size = 0;						\
	} while (0)

#define for_each_in_array(p, a)							\
	for (__typeof__(&*(a)->at) p = (a)->at, p##_end_ = p + (a)->n; p < p##_end_; p++)

#endif
